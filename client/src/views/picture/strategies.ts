// The plan by the way along which it helps. Pure.
import { type Picture, STRATEGY, type Strategy } from '../../schema.gen';
import type { Row } from './rows';

const waysOf = (picture: Picture): Map<string, readonly Strategy[]> =>
  new Map(
    picture.items.flatMap((item) =>
      (item.kind === 'goal' || item.kind === 'step') && item.fields !== null
        ? [[item.id, item.fields.strategies ?? []] as const]
        : [],
    ),
  );

/** The ways that anything in these rows names, in the order in which they are offered. */
export function waysIn(picture: Picture, rows: readonly Row[]): Strategy[] {
  const ways = waysOf(picture);
  const named = new Set(rows.flatMap((row) => [row, ...row.rows]).flatMap((row) => ways.get(row.id) ?? []));
  return STRATEGY.filter((one) => named.has(one));
}

/** Only what goes along one way: a goal that does with all of its steps, another with the steps that do. */
export function along(picture: Picture, rows: readonly Row[], way: Strategy | null): readonly Row[] {
  if (way === null) return rows;
  const ways = waysOf(picture);
  const goes = (row: Row) => ways.get(row.id)?.includes(way) === true;
  return rows.flatMap((row) => {
    if (goes(row)) return [row];
    const steps = row.rows.filter(goes);
    return steps.length > 0 ? [{ ...row, rows: steps }] : [];
  });
}
