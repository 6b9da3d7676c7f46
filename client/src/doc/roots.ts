// Which roots a document may have (docs/document-format.md D3 to D6, D11), and what stands in them. Looks without touching:
// asking Yjs for a root by type would make it, or throw when it was made as another.
import type * as Y from 'yjs';
import { DRAFT, FIELDS, type ItemId, KINDS, type Kind, ROOTS } from '../schema.gen';
import { type DocumentHome, isItemId } from './names';

/** Under which key of the `mark` map a person says that they have begun in this room, without an item (D20). */
export const BEGUN_KEY = 'begun';

type Root = Pick<Y.AbstractType<never>, '_map' | '_start'>;

const kindsOf = (home: DocumentHome): Map<string, Kind> => {
  const kinds = Object.keys(KINDS) as Kind[];
  const found = kinds.filter((kind) => KINDS[kind].home === home);
  const order: readonly string[] = ROOTS[home];
  found.sort((a, b) => order.indexOf(KINDS[a].root) - order.indexOf(KINDS[b].root));
  return new Map(found.map((kind) => [KINDS[kind].root, kind]));
};

/** The kinds of items of each kind of document by their root, in the order in which they are read. */
export const KINDS_IN: Readonly<Record<DocumentHome, ReadonlyMap<string, Kind>>> = {
  voice: kindsOf('voice'),
  board: kindsOf('board'),
  desk: kindsOf('desk'),
};

/** One row of the field table, whatever the name asked for. */
export const fieldOf = (kind: Kind, name: string) =>
  Object.hasOwn(FIELDS[kind], name) ? FIELDS[kind][name] : undefined;

/** Whether this document may have a map root of this name. */
export function isMapRoot(home: DocumentHome, root: string): boolean {
  const roots: readonly string[] = ROOTS[home];
  return roots.includes(root) || (home === 'voice' && root === ROOTS.self_voice[0]);
}

/** The joint text of an item: `text:<kind>/<id>/<field>`, where `<kind>` is the root of the kind. */
export function jointText(home: DocumentHome, root: string): [kind: Kind, id: ItemId, field: string] | undefined {
  if (home !== 'board' || !root.startsWith('text:')) return undefined;
  const [of = '', id = '', field = '', ...more] = root.slice(5).split('/');
  const kind = KINDS_IN.board.get(of);
  const fits = kind !== undefined && fieldOf(kind, field)?.shape === 'joint' && isItemId(id) && more.length === 0;
  return fits ? [kind, id, field] : undefined;
}

/** The text of a draft: `draft:<id>/<field>`, where the field is a text of some kind. */
export function draftText(home: DocumentHome, root: string): [id: ItemId, field: string] | undefined {
  if (home !== 'voice' || !root.startsWith('draft:')) return undefined;
  const [id = '', field = '', ...more] = root.slice(6).split('/');
  const isText = (kind: string) => {
    const def = fieldOf(kind as Kind, field);
    return def?.max !== undefined && def.shape !== 'set';
  };
  return isItemId(id) && more.length === 0 && Object.keys(FIELDS).some(isText) ? [id, field] : undefined;
}

/** The field of a drafted item that stands under this key. */
export function draftItemField(key: string): string {
  const own: readonly string[] = DRAFT.own_fields;
  const field = key.startsWith(DRAFT.field_prefix) ? key.slice(DRAFT.field_prefix.length) : key;
  return own.includes(field) ? field : key;
}

/** What stands in a map root. */
export function* entries(root: Root | undefined): Generator<[key: string, value: unknown]> {
  for (const [key, item] of root?._map ?? []) {
    const content = item.deleted ? [] : item.content.getContent();
    if (content.length > 0) yield [key, content[content.length - 1]];
  }
}

/** What is written in a text root. */
export function textIn(root: Root): string {
  let text = '';
  for (let item = root._start; item !== null; item = item.right) {
    if (!item.deleted && 'str' in item.content) text += item.content.str;
  }
  return text;
}

/** `<id>/<field>` or `<id>/<field>/<member>`. */
export function keyParts(key: string): [id: ItemId, field: string, member: string | undefined] | undefined {
  const [id = '', field, member, ...more] = key.split('/');
  return isItemId(id) && field !== undefined && more.length === 0 ? [id, field, member] : undefined;
}
