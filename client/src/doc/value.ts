// What a value may be: the checks that the field table names, the same as on the server.
import { CHOICES, LIMITS, type Plain, type Point, type ValueType } from '../schema.gen';
import { isItemId, isName } from './names';
import { isDate, parseText } from './text';

/** What a field of an item holds; `null` when it isn't filled in. */
export type FieldValue = Plain | Point | readonly string[] | null;

/** The fields of an item of any kind, by name. */
export type AnyFields = Readonly<Record<string, FieldValue>>;

/** A plain value (D4) out of whatever a document holds. */
export function plain(value: unknown): Plain | undefined {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  const whole = typeof value === 'bigint' ? Number(value) : value;
  // There is one zero.
  return Number.isSafeInteger(whole) ? (whole as number) + 0 : undefined;
}

function coordinate(text: string | undefined): number | undefined {
  if (text === undefined || !/^-?\d{1,6}$/.test(text)) return undefined;
  const value = Number(text) + 0;
  return Math.abs(value) <= LIMITS.point_max ? value : undefined;
}

function point(text: string): Point | undefined {
  const comma = text.indexOf(',');
  const [x, y] = comma < 0 ? [] : [coordinate(text.slice(0, comma)), coordinate(text.slice(comma + 1))];
  return x === undefined || y === undefined ? undefined : { x, y };
}

/** The value as the picture shows it; nothing when it is not what a field of this type holds. */
export function parseValue(type: ValueType, value: Plain | undefined): Plain | Point | undefined {
  if (type.type === 'bool') return typeof value === 'boolean' ? value : undefined;
  if (type.type === 'whole') {
    return typeof value === 'number' && value >= type.min && value <= type.max ? value : undefined;
  }
  if (typeof value !== 'string') return undefined;
  const when = (valid: boolean) => (valid ? value : undefined);
  switch (type.type) {
    case 'title':
    case 'short':
    case 'long':
      return parseText(value, LIMITS[`${type.type}_max`]);
    case 'date':
      return when(isDate(value));
    case 'choice':
      return when((CHOICES[type.choice] as readonly string[]).includes(value));
    case 'item':
      return when(isItemId(value));
    case 'point':
      return point(value);
    default:
      return when(isName(value));
  }
}
