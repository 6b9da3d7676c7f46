// Writing where something stands on a drawing: one key a thing and drawing, in whole units (docs/document-format.md D4).
import type * as Y from 'yjs';
import { LIMITS, type Place, type Point } from '../schema.gen';
import { WriteError } from './write';

/** A drawing that keeps places. */
export type Drawing = Exclude<keyof Place, 'room' | 'id'>;

const NAME = /^[a-z0-9:-]{1,120}$/;

/** Whether something was put somewhere on a drawing. */
export function hasPosition(doc: Y.Doc, id: string, drawing: Drawing): boolean {
  return doc.getMap('position').has(`${id}/${drawing}`);
}

/** Puts something at a place; `null` takes the place away. */
export function putPosition(doc: Y.Doc, id: string, drawing: Drawing, at: Point | null): void {
  if (!NAME.test(id)) throw new WriteError('position', 'id');
  const map = doc.getMap('position');
  const key = `${id}/${drawing}`;
  if (at === null) {
    if (map.has(key)) map.delete(key);
    return;
  }
  const [x, y] = [Math.round(at.x), Math.round(at.y)];
  if (!(Math.abs(x) <= LIMITS.point_max && Math.abs(y) <= LIMITS.point_max)) throw new WriteError('position', drawing);
  if (map.get(key) !== `${x},${y}`) map.set(key, `${x},${y}`);
}
