// Which copy of an item is shown (docs/document-format.md D14), and who takes over whose words (D16).
import type { ItemId, PersonId, RoomId } from '../schema.gen';
import { aboutOf } from './fingerprint';
import { by, byName, documentName } from './names';
import type { ReadItem, Reading } from './reading';
import { report, type Shown, type Work } from './work';

/** An item as one document has it. */
interface Copy {
  reading: Reading;
  item: ReadItem;
}

const room = (copy: Copy): RoomId => copy.reading.room;
const sorted = (rooms: Iterable<RoomId>): RoomId[] => [...new Set(rooms)].sort(byName);

/** Fills `items` with the copy of each item that is shown. */
export function gather(work: Work): void {
  const copies = new Map<ItemId, Copy[]>();
  for (const reading of work.readings) {
    for (const item of reading.items) {
      const others = copies.get(item.id);
      if (others === undefined) copies.set(item.id, [{ reading, item }]);
      else others.push({ reading, item });
    }
  }
  const takingOver: Copy[] = [];
  for (const [id, those] of copies) {
    const copy = show(work, id, those);
    if (copy !== undefined && copy.item.adopts !== null && copy.item.adopts !== id) takingOver.push(copy);
  }
  takingOver.sort(by((copy) => copy.item.id));
  for (const copy of takingOver) takeOver(work, copy.item.adopts ?? copy.item.id, copy);
  keepSafetyApart(work);
}

/** A judgement of safety is shown only where it stands in a room for safety (D18). */
function keepSafetyApart(work: Work): void {
  for (const item of work.items.values()) {
    if (item.kind !== 'advice' || item.fields === null || item.fields.safety === null) continue;
    const document = work.documents.get(item.id) ?? '';
    if (work.rooms.get(documentName(document)?.room ?? '')?.kind === 'safety') continue;
    item.fields = { ...item.fields, safety: null };
    report(work, document, item.id, 'safety', 'bad_value');
  }
}

/** Decides between the copies of one item and puts it in the picture; gives the copy that stands on its own. */
function show(work: Work, id: ItemId, copies: readonly Copy[]): Copy | undefined {
  const own = copies.filter((copy) => takesOver(copy, copies));
  const first = copies.filter((copy) => !takesOver(copy, copies));
  const alone = first.length === 0;
  // The server lets nobody use an id that is another's. Should it have happened, no joint thing hides a person's words.
  const chosen = winner(
    work,
    someOf(alone ? own : first, (copy) => copy.reading.by !== null),
  );
  if (chosen === undefined) return undefined;
  const rooms: RoomId[] = [];
  for (const copy of alone ? own : first) {
    if (copy.item.kind === chosen.item.kind && copy.reading.by === chosen.reading.by) rooms.push(room(copy));
    else report(work, copy.reading.document, id, null, 'id_taken');
    if (alone) report(work, copy.reading.document, id, 'adopts', 'dangling');
  }
  const item = placed(work, chosen, rooms);
  work.items.set(id, item);
  work.documents.set(id, chosen.reading.document);
  if (alone) return chosen;
  const fits = (copy: Copy) =>
    copy.reading.by !== null && copy.reading.by === chosen.item.words_of && copy.item.kind === chosen.item.kind;
  for (const copy of own) {
    if (!fits(copy)) report(work, copy.reading.document, id, 'adopts', 'not_yours');
  }
  const fitting = own.filter(fits);
  const words = winner(work, fitting);
  if (words === undefined) return chosen;
  takeWords(item, words, fitting.map(room));
  work.documents.set(id, words.reading.document);
  return undefined;
}

/**
 * Whether it puts its author's words in the place of what a scribe wrote down for them under the same id: it says so, or
 * the scribe says whose words they are.
 */
function takesOver({ item, reading: { by: author } }: Copy, copies: readonly Copy[]): boolean {
  const scribed = () => copies.some((other) => other.reading.by !== author && other.item.words_of === author);
  return item.adopts === item.id || (author !== null && scribed());
}

/** Nobody puts words in another's mouth: of who has a way in of their own, only the scribe of a meeting writes them down (D16). */
function mayScribe(work: Work, by: PersonId | null, of: PersonId): boolean {
  return !work.reached.has(of) || (by !== null && work.scribes.has(by));
}

function placed(work: Work, { reading, item }: Copy, rooms: readonly RoomId[]): Shown {
  const { id, kind, fields } = item;
  const scribed = item.words_of === null || mayScribe(work, reading.by, item.words_of);
  const wordsOf = scribed && item.words_of !== null && work.persons.has(item.words_of) ? item.words_of : null;
  if (item.words_of !== null && wordsOf === null) {
    report(work, reading.document, id, 'words_of', scribed ? 'dangling' : 'not_yours');
  }
  return {
    id,
    kind,
    fields,
    room: reading.room,
    rooms: sorted(rooms),
    by: reading.by,
    by_left_on: null,
    words_of: wordsOf,
    words_from: wordsOf === null ? null : item.words_from,
    written_down_by: null,
    confirmed: item.words_of === null || !scribed,
    withdrawn: fields === null,
    gathered_by: [],
    about: aboutOf(item),
    marks: [],
    shared_state: null,
  };
}

/** The id stays, the text is the adopter's (D16). */
function takeWords(item: Shown, { reading, item: words }: Copy, rooms: readonly RoomId[]): void {
  item.written_down_by = item.by;
  item.by = reading.by;
  item.words_of = null;
  item.words_from = null;
  item.confirmed = true;
  item.fields = words.fields;
  item.withdrawn = words.fields === null;
  item.about = aboutOf(words);
  item.rooms = sorted([...item.rooms, ...rooms]);
}

/**
 * Puts the words of a person in the place of what a scribe wrote down for them. Whoever is not that person, or comes
 * second, stands on their own.
 */
function takeOver(work: Work, target: ItemId, copy: Copy): void {
  const { reading, item } = copy;
  const written = work.items.get(target);
  if (written === undefined) return report(work, reading.document, item.id, 'adopts', 'dangling');
  const fits =
    reading.by !== null &&
    written.words_of === reading.by &&
    !written.confirmed &&
    written.kind === item.kind &&
    item.fields !== null &&
    // Words taken over are in the end someone's own: no chains.
    !work.otherNames.has(target) &&
    !work.takenOver.has(item.id);
  if (!fits) return report(work, reading.document, item.id, 'adopts', 'not_yours');
  const own = work.items.get(item.id);
  work.items.delete(item.id);
  work.documents.set(target, reading.document);
  work.otherNames.set(item.id, target);
  work.takenOver.add(target);
  takeWords(written, copy, own?.rooms ?? []);
}

/**
 * The copy to show: the one in the successor room, else the one in the room that `same_as` names as the wider one, else
 * the one in the room with the smallest id.
 */
function winner(work: Work, copies: readonly Copy[]): Copy | undefined {
  if (copies.length < 2) return copies[0];
  const succeeded = new Set(copies.flatMap((copy) => predecessors(work, room(copy))));
  const latest = someOf(copies, (copy) => !succeeded.has(room(copy)));
  const rooms = new Set(latest.map(room));
  const widest = someOf(latest, ({ item, reading }) => {
    return item.same_as === null || item.same_as === reading.room || !rooms.has(item.same_as);
  });
  // Within one document the first kind; sorting keeps that order.
  return [...widest].sort((a, b) => byName(room(a), room(b)) || byName(a.reading.document, b.reading.document))[0];
}

/** The rooms a room took over from, over any number of steps. */
function predecessors(work: Work, from: RoomId): RoomId[] {
  const before: RoomId[] = [];
  let predecessor = work.rooms.get(from)?.successor_of;
  while (predecessor && !before.includes(predecessor)) {
    before.push(predecessor);
    predecessor = work.rooms.get(predecessor)?.successor_of;
  }
  return before;
}

/** Those that pass, or all of them when none does. */
function someOf(copies: readonly Copy[], pass: (copy: Copy) => boolean): readonly Copy[] {
  const some = copies.filter(pass);
  return some.length === 0 ? copies : some;
}
