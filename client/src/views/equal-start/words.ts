// What is said of an equal start.
import '../../later-words';
import type { Picture } from '../../schema.gen';
import { say, sayNames } from '../words.svelte';

/** What stood ready was put into these rooms. */
export function movedWords(picture: Picture, rooms: readonly string[]): string {
  const labels = rooms.map((room) => picture.rooms.find((one) => one.id === room)?.label ?? '');
  return say('client-equal-moved', { rooms: sayNames(labels) });
}
