// From what is filled in to what is said: the fields of a piece by the field table, and whom or what they name. Pure.
import { FIELDS, HOLDER, type Plain, type ValueType } from '../../schema.gen';
import type { FieldValues, OwnKind } from './voice';

const HOLDERS: readonly string[] = HOLDER;
const NAMING: readonly ValueType['type'][] = ['item', 'person', 'node', 'holder'];

/** Whether a field is words that are typed. */
export const isText = (kind: OwnKind, field: string): boolean => FIELDS[kind][field]?.max !== undefined;

/** What is filled in, without what is empty: texts without the blanks around them, sets with members, values. */
export function filledIn(kind: OwnKind, fields: FieldValues): Record<string, Plain | readonly string[]> {
  const said: Record<string, Plain | readonly string[]> = {};
  for (const name of Object.keys(FIELDS[kind])) {
    const given = fields[name] ?? null;
    const value = typeof given === 'string' ? given.trim() : given;
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    said[name] = value;
  }
  return said;
}

const names = (kind: OwnKind, field: string): boolean => {
  const def = FIELDS[kind][field];
  return def !== undefined && NAMING.includes(def.value.type);
};

/** The ids that a piece names, each with the field that names it. */
export function namedIn(kind: OwnKind, fields: FieldValues): { field: string; id: string; required: boolean }[] {
  return Object.entries(filledIn(kind, fields)).flatMap(([field, value]) => {
    if (!names(kind, field)) return [];
    const ids = typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
    // Groups such as the family are known to all.
    const isGroup = (id: string) => FIELDS[kind][field]?.value.type === 'holder' && HOLDERS.includes(id);
    return ids
      .filter((id: string) => !isGroup(id))
      .map((id: string) => ({ field, id, required: FIELDS[kind][field]?.required === true }));
  });
}

/** The same fields, not naming these. */
export function without(kind: OwnKind, fields: FieldValues, ids: readonly string[]): FieldValues {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      if (!names(kind, field)) return [field, value];
      if (typeof value === 'string') return [field, ids.includes(value) ? null : value];
      return [field, Array.isArray(value) ? value.filter((one: string) => !ids.includes(one)) : value];
    }),
  );
}
