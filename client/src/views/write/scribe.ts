// Whose words someone may write down, and where something may stand. Pure.
import { nodeNameable } from '../../doc/nameable';
import type { WordsOf } from '../../doc/scribe';
import type { Picture } from '../../schema.gen';
import { isFamily } from './questions';
import type { FieldValues, OwnKind } from './voice';

/** What someone can say to another, who writes it down. Advice and remarks are always one's own. */
const SCRIBED: readonly OwnKind[] = ['question', 'story', 'factor', 'event', 'help', 'wish', 'tie', 'warning_sign'];

/**
 * Persons whose words this person may write down, in a room or anywhere: those of the case without a way in of their own. Of
 * who can say it themselves nobody writes it down outside a meeting.
 */
export function scribeFor(picture: Picture, role: string, kind: OwnKind, room: string | null): readonly string[] {
  if (isFamily(role) || !SCRIBED.includes(kind)) return [];
  return picture.persons
    .filter((one) => !one.member && one.deceased !== true)
    .map((one) => one.id)
    .filter((one) => room === null || nodeNameable(picture, room, one));
}

/** Whether a draft says all that has to be said of whose words it is. */
export const saysWhose = (words: WordsOf | null): boolean => words === null || words.from.trim() !== '';

/** Something that is to stand in a room. */
interface Piece {
  kind: OwnKind;
  fields: FieldValues;
  wordsOf?: WordsOf | null;
}

/** Whether it may stand there: a judgement of safety only in a room for safety, words of someone only where they are known. */
export function mayStandIn(picture: Picture, room: string, { kind, fields, wordsOf = null }: Piece): boolean {
  const judges = kind === 'advice' && (fields.safety ?? null) !== null;
  if (judges && picture.rooms.find((one) => one.id === room)?.kind !== 'safety') return false;
  return wordsOf === null || nodeNameable(picture, room, wordsOf.person);
}
