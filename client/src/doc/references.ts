// A document names only what every reader of it may read; what points at nothing in the picture is dropped and reported
// (docs/document-format.md D15).
import { FIELDS, HOLDER, type ItemId, type Kind, type ValueType } from '../schema.gen';
import { byName } from './names';
import type { AnyFields, FieldValue } from './value';
import { report, type Shown, type Work } from './work';

const NAMING: readonly ValueType['type'][] = ['item', 'person', 'node', 'holder', 'room'];
const HOLDERS: readonly string[] = HOLDER;

const references = new Map(
  (Object.keys(FIELDS) as Kind[]).map((kind) => [
    kind,
    Object.entries(FIELDS[kind]).filter(([, def]) => NAMING.includes(def.value.type)),
  ]),
);

/** What becomes of a name: itself, the name the item goes by, or nothing. */
function judge(work: Work, type: ValueType['type'], id: string): string | null {
  if (type === 'person') return work.persons.has(id) ? id : null;
  if (type === 'room') return work.rooms.has(id) ? id : null;
  if (type !== 'item' && (work.persons.has(id) || (type === 'holder' && HOLDERS.includes(id)))) return id;
  const there = (item: ItemId) => {
    const found = work.items.get(item);
    return found !== undefined && (type === 'item' || found.kind === 'network_person');
  };
  const other = work.otherNames.get(id);
  return other !== undefined && there(other) ? other : there(id) ? id : null;
}

/** The one that a value names, or the many of a set. */
function names(value: FieldValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value : [];
}

/**
 * Does so with each reference of an item, and notes at `namedBy` what it goes on naming; false when a required one is
 * gone.
 */
function prune(work: Work, item: Shown, namedBy: Map<ItemId, Shown[]>): boolean {
  let fields: AnyFields | null = item.fields;
  if (fields === null) return true;
  let whole = true;
  for (const [name, def] of references.get(item.kind) ?? []) {
    const named = names(fields[name]);
    const kept = named.map((id) => judge(work, def.value.type, id));
    const left = [...new Set(kept.filter((id) => id !== null))].sort(byName);
    for (const id of left) {
      const others = namedBy.get(id);
      if (others === undefined) namedBy.set(id, [item]);
      else others.push(item);
    }
    if (kept.every((id, at) => id === named[at])) continue;
    if (kept.includes(null)) {
      report(work, work.documents.get(item.id) ?? '', item.id, name, 'dangling');
      if (def.required) whole = false;
    }
    // What was read is shared with the next picture, so it is never changed.
    fields = { ...fields, [name]: def.shape === 'set' ? left : (left[0] ?? null) };
  }
  item.fields = fields;
  return whole;
}

/**
 * Takes out references to what is not in the picture, and items that are nothing without one. In passes, as the items
 * that go may have been named by others; each pass judges by what was there when it began, and looks only at what named
 * something that went, so that a long chain costs no more than its length.
 */
export function pruneReferences(work: Work): void {
  const namedBy = new Map<ItemId, Shown[]>();
  let pass: Iterable<Shown> = [...work.items.values()];
  for (;;) {
    const gone = [...pass].filter((item) => work.items.has(item.id) && !prune(work, item, namedBy));
    if (gone.length === 0) return;
    for (const { id } of gone) work.items.delete(id);
    pass = new Set(gone.flatMap(({ id }) => namedBy.get(id) ?? []));
  }
}
