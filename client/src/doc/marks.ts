// Who says what of an item, and where all stand together.
import type { PartialDate, PersonId, PlacedMark, RoomId, SharedState, Standpoint } from '../schema.gen';
import { by, byName } from './names';
import { report, type Shown, shown, type Work } from './work';

function leftOn(work: Work, room: RoomId, person: PersonId): PartialDate | null {
  return work.rooms.get(room)?.former_members.find((former) => former.person === person)?.left_on ?? null;
}

/**
 * Puts every mark at its item. Of two marks of one person on the two copies of an item, the one in the room whose copy is
 * shown counts.
 */
export function placeMarks(work: Work): void {
  const found = new Map<string, { item: Shown; mark: PlacedMark; rank: number }>();
  for (const { document, room, by: person, marks } of work.readings) {
    if (person === null) continue;
    const left_on = leftOn(work, room, person);
    for (const [named, mark] of marks) {
      const item = shown(work, named);
      if (item === undefined) {
        report(work, document, named, mark.field, 'dangling');
        continue;
      }
      // Best beside the shown copy, then under the item's own id.
      const rank = (room === item.room ? 0 : 2) + (named === item.id ? 0 : 1);
      const key = `${item.id} ${person} ${mark.field}`;
      const other = found.get(key);
      if (other === undefined || rank < other.rank || (rank === other.rank && room < other.mark.room)) {
        const { field, is, words, about } = mark;
        // By name: there are thousands, and taking all but one field over costs several times as much.
        const placed = { by: person, room, field, is, words, stale: about !== item.about, left_on } as PlacedMark;
        found.set(key, { item, mark: placed, rank });
      }
    }
  }
  for (const { item, mark } of found.values()) item.marks.push(mark);
  for (const item of work.items.values()) {
    item.marks.sort((a, b) => byName(a.by, b.by) || byName(a.field, b.field));
    if (item.by !== null) item.by_left_on = leftOn(work, item.room, item.by);
  }
}

/** Notes at each item the samen-kaartjes on the table that gather it. */
export function noteGathered(work: Work): void {
  const cards = [...work.items.values()].filter((item) => item.kind === 'card').sort(by((item) => item.id));
  for (const { id, fields } of cards) {
    if (fields === null || fields.off_table === true) continue;
    for (const gathered of fields.gathers as readonly string[]) work.items.get(gathered)?.gathered_by.push(id);
  }
}

const STATED: readonly string[] = ['factor', 'card', 'relation', 'explanation', 'event'];

/** Works out where all stand together on what people take a stand on. */
export function sharedState(work: Work, item: Shown): SharedState | null {
  if (item.fields === null || !STATED.includes(item.kind)) return null;
  // A stand on earlier words counts only when it was "zo zie ik het niet".
  const stands = new Map<PersonId, Standpoint | null>();
  for (const mark of item.marks) {
    if (mark.field === 'standpoint') stands.set(mark.by, mark.stale && mark.is !== 'disagree' ? null : mark.is);
  }
  // An author stands behind their own words; a scribe has not said anything of another's.
  if (item.by !== null && item.confirmed && !stands.has(item.by)) stands.set(item.by, 'agree');
  const count = (wanted: Standpoint) => [...stands.values()].filter((stand) => stand === wanted).length;
  const agree = count('agree');
  const partly = count('partly') > 0;
  const disagree = count('disagree') > 0;
  const answered = (holder: string) =>
    !work.rooms.get(item.room)?.members.includes(holder) || (stands.get(holder) ?? null) !== null;
  const holders = (item.fields.holder ?? []) as readonly string[];
  if (agree >= 2 && !partly && !disagree && holders.every(answered)) return 'shared';
  if (disagree) return 'disputed';
  return partly || (agree > 0 && count('unknown') > 0) ? 'partly_shared' : 'open';
}
