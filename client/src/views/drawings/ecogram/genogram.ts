// The family as rows: parents above children, partners beside each other, the eldest child left. Pure, apart from the language.
import '../../../later-words';
import type { DescentKind, Picture, Symbol as Sign, UnionStatus } from '../../../schema.gen';
import type { Names } from '../../picture/names';
import { say } from '../../words.svelte';

/** Someone of the family. */
export interface Relative {
  id: string;
  name: string;
  symbol: Sign;
  /** The child or youth whose case it is. */
  index: boolean;
  deceased: boolean;
  birth: string | null;
  /** 0 is the oldest. */
  generation: number;
  x: number;
}

/** Two partners. */
export interface Couple {
  id: string;
  partners: readonly [string, string];
  status: UnionStatus;
  from: string | null;
  to: string | null;
}

/** A child with its parents. */
export interface Line {
  id: string;
  child: string;
  parents: readonly string[];
  kind: DescentKind;
}

/** The family. */
export interface Family {
  relatives: readonly Relative[];
  couples: readonly Couple[];
  lines: readonly Line[];
}

/** What stands with someone, in words. */
export function marksOf(one: Relative): string[] {
  return [
    ...(one.birth === null ? [] : [say('client-eco-born', { year: one.birth.slice(0, 4) })]),
    ...(one.index ? [say('client-eco-index')] : []),
    ...(one.deceased ? [say('client-eco-deceased')] : []),
  ];
}

/** Half the distance between two people in a row: places are counted in halves, so that a parent can stand between. */
const BESIDE = 2;

/** Reads the family facts of a picture. */
export function familyOf(picture: Picture, names: Names): Family {
  const couples: Couple[] = [];
  const lines: Line[] = [];
  for (const item of picture.items) {
    if (item.kind === 'union' && item.fields !== null) {
      const [a, b] = item.fields.partners;
      if (a === undefined || b === undefined) continue;
      const { status, from, to } = item.fields;
      couples.push({ id: item.id, partners: [a, b], status, from, to });
    }
    if (item.kind === 'descent' && item.fields !== null && item.fields.parents.length > 0) {
      const { child, parents, kind } = item.fields;
      lines.push({ id: item.id, child, parents, kind: kind ?? 'birth' });
    }
  }
  const ids = [
    ...new Set([...couples.flatMap((one) => one.partners), ...lines.flatMap((one) => [one.child, ...one.parents])]),
  ];
  const generations = generationsOf(ids, couples, lines);
  const relatives = ids.map((id): Relative => {
    const person = picture.persons.find((one) => one.id === id);
    return {
      id,
      name: names.node(id),
      symbol: person?.symbol ?? 'diamond',
      index: person?.index === true,
      deceased: person?.deceased === true,
      birth: person?.birth_date ?? null,
      generation: generations.get(id) ?? 0,
      x: 0,
    };
  });
  return { relatives: placed(relatives, couples, lines), couples, lines };
}

/** Children below their parents, partners in one row. Facts that go round in a circle stop after as many rows as people. */
function generationsOf(
  ids: readonly string[],
  couples: readonly Couple[],
  lines: readonly Line[],
): Map<string, number> {
  const of = new Map(ids.map((id) => [id, 0]));
  const get = (id: string) => of.get(id) ?? 0;
  for (let round = 0; round < ids.length; round++) {
    let changed = false;
    const lower = (id: string, to: number) => {
      if (get(id) >= to) return;
      of.set(id, to);
      changed = true;
    };
    for (const { child, parents } of lines) for (const parent of parents) lower(child, get(parent) + 1);
    for (const { partners } of couples) {
      const to = Math.max(...partners.map(get));
      for (const one of partners) lower(one, to);
    }
    // Who has no parents here stands right above their children, not at the top of the page.
    if (!changed) break;
  }
  const rows = Math.max(0, ...of.values());
  for (const [id, row] of of) if (row >= ids.length) of.set(id, rows);
  return of;
}

/** Gives everyone a place in their row, from the top down. */
function placed(relatives: readonly Relative[], couples: readonly Couple[], lines: readonly Line[]): Relative[] {
  const byId = new Map(relatives.map((one) => [one.id, { ...one }]));
  const rows = Math.max(0, ...relatives.map((one) => one.generation));
  const parentsOf = (id: string) => lines.filter((one) => one.child === id).flatMap((one) => one.parents);
  const middle = (id: string): number | null => {
    const above = parentsOf(id).flatMap((one) => byId.get(one)?.x ?? []);
    return above.length === 0 ? null : above.reduce((sum, x) => sum + x, 0) / above.length;
  };
  const partnersOf = (id: string) => couples.flatMap(({ partners: [a, b] }) => (a === id ? [b] : b === id ? [a] : []));
  for (let row = 0; row <= rows; row++) {
    const here = [...byId.values()].filter((one) => one.generation === row);
    // Brothers and sisters by age; who came in by a partner follows the one they belong to.
    const born = here
      .filter((one) => parentsOf(one.id).length > 0 || !partnersOf(one.id).some((other) => parentsOf(other).length > 0))
      .sort(
        (a, b) =>
          (middle(a.id) ?? 0) - (middle(b.id) ?? 0) ||
          Number(partnersOf(a.id).length > 0) - Number(partnersOf(b.id).length > 0) ||
          (a.birth ?? '9').localeCompare(b.birth ?? '9') ||
          a.name.localeCompare(b.name, 'nl') ||
          (a.id < b.id ? -1 : 1),
      );
    const order: Relative[] = [];
    const add = (one: Relative | undefined) => {
      if (one === undefined || one.generation !== row || order.includes(one)) return;
      order.push(one);
      for (const partner of partnersOf(one.id)) add(byId.get(partner));
    };
    for (const one of [...born, ...here]) add(one);
    let free = -Infinity;
    for (const one of order) {
      const own = middle(one.id);
      const siblings = order.filter((other) => parentsOf(other.id).join() === parentsOf(one.id).join());
      const wish = own === null ? (Number.isFinite(free) ? free : 0) : own + siblingShift(one, siblings);
      one.x = Math.max(wish, free);
      free = one.x + BESIDE;
    }
    // A row hangs under the middle of those above it.
    const hanging = order.flatMap((one) => {
      const own = middle(one.id);
      return own === null ? [] : [own - one.x];
    });
    const shift = hanging.length === 0 ? 0 : hanging.reduce((sum, one) => sum + one, 0) / hanging.length;
    for (const one of order) one.x += shift;
  }
  return [...byId.values()].sort((a, b) => a.generation - b.generation || a.x - b.x);
}

function siblingShift(one: Relative, siblings: readonly Relative[]): number {
  return (siblings.indexOf(one) - (siblings.length - 1) / 2) * BESIDE;
}
