// What one may do with what is joint: the words for it that views use. Done by `live/board-actions.ts`.
import type { FieldInput } from '../../doc/write';
import type { Kind, Reached } from '../../schema.gen';

/** What people start together on a board; where a child lives stands on the desk. */
export const JOINT_KINDS = [
  'joint_question',
  'explanation',
  'card',
  'goal',
  'step',
  'agreement',
  'before',
  'union',
  'descent',
  'placement',
] as const satisfies readonly Kind[];
/** One of them. */
export type JointKind = (typeof JOINT_KINDS)[number];

/** A joint thing that was put away: it can be found and brought back. */
export interface AwayView {
  id: string;
  kind: Kind;
  room: string;
  /** Its words, or what it was about. */
  words: string;
  /** Who put it away, when that is known. */
  by: string | null;
}

/** Fields of a joint thing; its joint texts are not among them. */
export type JointFields = Readonly<Record<string, FieldInput>>;

/** What someone may do with what is joint, where they may write the board (and for answers the desk). */
export interface JointActions {
  /** Starts something joint in a room, with its first words; answers its id. */
  startJoint(kind: JointKind, room: string, fields: JointFields, texts?: Readonly<Record<string, string>>): string;
  /** Gives fields of something joint other values. */
  setJoint(id: string, fields: JointFields): void;
  /** Puts members in and out of a set, beside what others put in or out meanwhile. */
  changeJointSet(id: string, field: string, change: { add?: readonly string[]; remove?: readonly string[] }): void;
  /** Whether putting this away too would be the one after many things of others within ten minutes. */
  putsManyAway(id: string): boolean;
  /** Puts something joint away. Nothing of it is lost. */
  putAway(id: string): void;
  bringBack(away: Pick<AwayView, 'id' | 'kind' | 'room'>): void;
  /** Gives a round a name in a room; null takes the name away. */
  nameRound(id: string, room: string, name: string | null): void;
  /** Puts a thing in the joint order of a room, right behind another or first. */
  placeJoint(room: string, item: string, after: string | null): void;
  /** Takes a thing out of the joint order of a room. */
  unplaceJoint(room: string, item: string): void;
  /** Copies one's own words into a card that gathers them. Nobody does that for another. */
  lendWords(card: string, item: string): void;
  /** Writes on the desk what was done with a wish. */
  answerWish(wish: string, text: string, refers: readonly string[]): void;
  /** Says how far a goal was reached, for oneself. */
  setReached(goal: string, is: Reached, words: string | null): void;
  /** Says a goal in one's own words; only its owner does. */
  setOwnWords(goal: string, words: string): void;
}
