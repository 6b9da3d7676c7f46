// What a samen-kaartje may take over of what it gathers: the structure that all of them have in common, never a word. Pure.
import type { Picture } from '../../schema.gen';
import type { Item } from '../picture/rows';
import type { Values } from './fields';

function common<T>(lists: readonly (readonly T[])[]): T[] {
  const [first = [], ...rest] = lists;
  return first.filter((one) => rest.every((list) => list.includes(one)));
}

/** The one value that all have; nothing when they differ. */
function same<T>(values: readonly T[]): T | undefined {
  return values.length > 0 && values.every((one) => one === values[0]) ? values[0] : undefined;
}

/** The structure a card begins with. */
export function structureOf(picture: Picture, gathers: readonly string[]): Values {
  const items = gathers.flatMap((id): Item[] => {
    const found = picture.items.find((one) => one.id === id);
    return found === undefined ? [] : [found];
  });
  const factors = items.flatMap((item) => (item.kind === 'factor' && item.fields !== null ? [item.fields] : []));
  const relations = items.flatMap((item) => (item.kind === 'relation' && item.fields !== null ? [item.fields] : []));
  if (relations.length > 0) {
    return {
      from: same(relations.map((one) => one.from)) ?? null,
      kind: same(relations.map((one) => one.kind)) ?? null,
      to: same(relations.map((one) => one.to)) ?? null,
    };
  }
  return {
    roles: common(factors.map((one) => one.roles)),
    holder: common(factors.map((one) => one.holder)),
    domain: same(factors.map((one) => one.domain)) ?? null,
  };
}
