// One item as a row, whatever part it stands in: for lists to choose from, which also show what no part shows.
import type { Picture } from '../../schema.gen';
import { describe } from './describe';
import { namesIn } from './names';
import type { Row } from './rows';

/** Looks rows up in one picture. */
export function rowIn(picture: Picture): (id: string) => Row | null {
  const names = namesIn(picture);
  const made = new Map<string, Row>();
  return (id) => {
    const known = made.get(id);
    if (known !== undefined) return known;
    const item = names.items.get(id);
    if (item === undefined) return null;
    const row = describe(item, names);
    made.set(id, row);
    return row;
  };
}
