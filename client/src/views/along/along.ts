// Who reads along, as the screen tells it: room by room, with what this person may decide about each reader.
import type { Consents } from '../../api';

/** What someone may do about one reader. `said`: they said yes, and others did not yet. */
export type Choice = 'stop' | 'let' | 'said';

/** What may be decided about one reader, for one child. */
export interface Decision {
  about: string;
  choice: Choice;
}

/** One reader of a room, or someone who read there until that was stopped or ended. */
export interface Reader {
  person: string;
  reads: boolean;
  /** The server's sentence; none for who is told of only because this person may let them read again. */
  why: string | null;
  decisions: readonly Decision[];
}

/** What was agreed about the readers of one room. */
export interface Agreement {
  about: string;
  by: readonly string[];
  readers: readonly string[];
  givenOn: string | null;
  until: string | null;
  /** For whom it was taken back since. */
  stopped: readonly string[];
  /** It holds for nobody any more. */
  over: boolean;
  how: Agreed['how'];
  /** Who wrote it down, when the givers did not. */
  recordedBy: string | null;
}

/** Someone who may read by a yes of one's own, in a room one does not read. */
export interface LetIn {
  person: string;
  about: string;
  /** By what yes; more than one when it was said again. */
  agreed: readonly Agreement[];
}

/** A room one does not read, with who may read it by one's own yes. */
export interface ElsewhereRoom {
  room: string;
  label: string;
  readers: readonly LetIn[];
}

/** One room. */
export interface RoomReaders {
  room: string;
  readers: readonly Reader[];
  agreed: readonly Agreement[];
}

type Agreed = Consents['agreed'][number];

const covers = (one: Agreed, room: string, reader: string) => one.rooms.includes(room) && one.readers.includes(reader);
const takenBack = (one: Agreed, room: string, reader: string) =>
  one.taken_back.some((back) => back.rooms.includes(room) && back.readers.includes(reader));
/** A date may be a month or a year: it ends with its last day. */
const isOver = (one: Agreed, today: string) => one.until !== null && today.slice(0, one.until.length) > one.until;

/** The rooms named, in that order, as `me` may see them on a day (`YYYY-MM-DD`). */
export function readersByRoom(answer: Consents, rooms: readonly string[], me: string, today: string): RoomReaders[] {
  const elsewhere = new Set(answer.elsewhere.map((one) => one.room));
  return rooms.flatMap((room): RoomReaders[] => {
    // Of a room that is not read, one's own yes is all there is to see.
    if (elsewhere.has(room)) return [];
    const here = answer.readers.filter((one) => one.room === room);
    const told = new Set(here.map((one) => one.person));
    const agreed = answer.agreed.filter((one) => one.rooms.includes(room));
    const decides = agreed.filter((one) => answer.decides_about.includes(one.about));
    const readers = here.map(({ person, ground, why, asked_about }): Reader => {
      const asked = ground === null || ground === 'consent' || ground === 'chosen-by-youth';
      const agreedBefore = asked ? childrenOf(decides, room, person) : [];
      // Who never read here waits for a first yes.
      const children = [...new Set([...agreedBefore, ...(asked_about ?? [])])];
      // Whom a youth chose is the youth's choice alone.
      const mine = children.filter((about) => ground !== 'chosen-by-youth' || about === me);
      const decisions = mine.map((about): Decision => {
        const choice = ground === null ? open(decides, about, room, person, me, today) : 'stop';
        return { about, choice };
      });
      return { person, reads: ground !== null, why, decisions };
    });
    // Who stopped reading is not told of to everybody; who may let them read again has to find them.
    const ended = decides.flatMap((one) =>
      one.readers.filter((person) => takenBack(one, room, person) || isOver(one, today)),
    );
    for (const person of new Set(ended)) {
      if (told.has(person)) continue;
      const decisions = childrenOf(decides, room, person).map((about): Decision => {
        return { about, choice: open(decides, about, room, person, me, today) };
      });
      readers.push({ person, reads: false, why: null, decisions });
    }
    if (readers.length === 0) return [];
    const shown = new Set(readers.map((one) => one.person));
    return [{ room, readers, agreed: agreed.flatMap((one) => agreement(one, room, shown, today) ?? []) }];
  });
}

/** The rooms `me` does not read, with whom a yes of theirs lets read there on a day. */
export function yesElsewhere(answer: Consents, me: string, today: string): ElsewhereRoom[] {
  return answer.elsewhere.flatMap(({ room, label }): ElsewhereRoom[] => {
    const readers = new Map<string, LetIn & { agreed: Agreement[] }>();
    for (const one of answer.agreed) {
      if (!one.by.includes(me) || !one.rooms.includes(room) || isOver(one, today)) continue;
      const stands = one.readers.filter((person) => !takenBack(one, room, person));
      for (const person of stands) {
        const agreed = agreement(one, room, new Set([person]), today);
        if (agreed === null) continue;
        const key = JSON.stringify([one.about, person]);
        const known = readers.get(key) ?? { person, about: one.about, agreed: [] };
        known.agreed.push(agreed);
        readers.set(key, known);
      }
    }
    return readers.size === 0 ? [] : [{ room, label, readers: [...readers.values()] }];
  });
}

function childrenOf(decides: readonly Agreed[], room: string, person: string): string[] {
  return [...new Set(decides.filter((one) => covers(one, room, person)).map((one) => one.about))];
}

/** What is left to do about someone who does not read now. */
function open(
  decides: readonly Agreed[],
  about: string,
  room: string,
  person: string,
  me: string,
  today: string,
): Choice {
  const stands = decides.some(
    (one) =>
      one.about === about &&
      one.by.includes(me) &&
      covers(one, room, person) &&
      !takenBack(one, room, person) &&
      !isOver(one, today),
  );
  return stands ? 'said' : 'let';
}

/** What was agreed, about those who are shown: that somebody stopped reading is no news for everybody. */
function agreement(one: Agreed, room: string, shown: ReadonlySet<string>, today: string): Agreement | null {
  const readers = one.readers.filter((person) => shown.has(person));
  if (readers.length === 0) return null;
  const stopped = readers.filter((person) => takenBack(one, room, person));
  const over = stopped.length === readers.length || isOver(one, today);
  const { about, by, given_on: givenOn, until, how, recorded_by: recordedBy } = one;
  return { about, by, readers, givenOn, until, stopped, over, how, recordedBy };
}
