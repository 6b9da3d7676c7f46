// What waits to be shared (docs/document-format.md D19), and that somebody has begun in a room (D20). One value each, so that
// two devices of one person never mix what they wrote.
import type * as Y from 'yjs';
import type { Ready } from '../schema.gen';
import { isFingerprint, isName } from './names';
import { BEGUN_KEY, entries } from './roots';
import { isDate } from './text';
import { isItem, WriteError } from './write';

/** Marks what is in one's own room as ready to be shared. */
export function putReady(doc: Y.Doc, id: string, ready: Ready): void {
  const names = [...ready.readers, ...ready.without, ready.room];
  if (!isItem(id) || !names.every(isName) || !isDate(ready.on) || !isFingerprint(ready.about)) {
    throw new WriteError('draft', 'ready');
  }
  const { room, on, about, readers, without } = ready;
  doc.getMap('draft').set(`${id}/ready`, { room, on, about, readers: readers.join(' '), without: without.join(' ') });
}

/** It waits no more. */
export function dropReady(doc: Y.Doc, id: string): void {
  const map = doc.getMap('draft');
  if (map.has(`${id}/ready`)) map.delete(`${id}/ready`);
}

/** Says in one's own voice that one has begun, or takes that back. It says nothing else, and not when. */
export function sayBegun(voice: Y.Doc, begun: boolean): void {
  const map = voice.getMap('mark');
  if (begun && map.get(BEGUN_KEY) !== true) map.set(BEGUN_KEY, true);
  if (!begun && map.has(BEGUN_KEY)) map.delete(BEGUN_KEY);
}

/** Whether a voice says that its person has begun. */
export function saysBegun(voice: Y.Doc): boolean {
  for (const [key, value] of entries(voice.share.get('mark'))) if (key === BEGUN_KEY) return value === true;
  return false;
}
