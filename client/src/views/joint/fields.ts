// Which fields of joint things people fill in, in which order, and what an item they point at may be. Pure.
import { CHOICES, FIELDS, type Kind, type Plain } from '../../schema.gen';

/** What a field holds on screen. */
export type FieldValue = Plain | readonly string[] | null;
/** The fields of a joint thing by name. */
export type Values = Readonly<Record<string, FieldValue | undefined>>;

/** Asked when something starts: only what it can't do without, and whom it is about. */
export const ASKED_FIRST: Partial<Record<Kind, readonly string[]>> = {
  joint_question: [],
  explanation: ['kind'],
  goal: ['owner'],
  step: ['who', 'due', 'catalogue_id'],
  agreement: ['kind', 'between'],
  before: ['a', 'b', 'why'],
  union: ['partners', 'status', 'from', 'to'],
  descent: ['child', 'parents', 'kind'],
  placement: ['person', 'kind', 'start', 'urgent', 'reason', 'back_home_considered', 'siblings_reason'],
};

/** What a card of each shape holds. */
export const CARD: Readonly<Record<'factor' | 'relation', readonly string[]>> = {
  factor: ['roles', 'holder', 'domain', 'knowledge', 'strength_now', 'generation'],
  relation: ['from', 'kind', 'to', 'strength', 'certainty', 'polarity'],
};

/** Everything one can fill in, besides texts typed together. */
const ALL: Partial<Record<Kind, readonly string[]>> = {
  joint_question: ['status', 'find_out_by', 'due'],
  explanation: ['kind', 'test', 'standing', 'standing_why', 'speaks_for', 'speaks_against', 'refers'],
  goal: ['owner', 'based_on', 'domain', 'needs', 'strategies', 'review_on'],
  step: ['text', 'who', 'state', 'due', 'kind', 'catalogue_id', 'strategies', 'helps', 'goal'],
  agreement: ['kind', 'between', 'wish_of_child', 'review_on'],
  before: ['a', 'b', 'why'],
  union: ['partners', 'status', 'from', 'to'],
  descent: ['child', 'parents', 'kind'],
  placement: ['person', 'kind', 'start', 'end', 'urgent', 'reason', 'back_home_considered', 'siblings_reason'],
};

/** The fields of a joint thing. */
export function fieldsFor(kind: Kind, values: Values): readonly string[] {
  return kind === 'card' ? CARD[values.shape === 'relation' ? 'relation' : 'factor'] : (ALL[kind] ?? []);
}

/** The texts of a joint thing that are typed together, its own words first. */
export function jointTexts(kind: Kind): readonly string[] {
  const texts = Object.entries(FIELDS[kind])
    .filter(([, def]) => def.shape === 'joint')
    .map(([field]) => field);
  const main = kind === 'card' ? 'said_together' : 'text';
  return [...texts.filter((one) => one === main), ...texts.filter((one) => one !== main)];
}

/** The words one may choose from. */
export function choicesOf(kind: Kind, field: string): { list: string; choices: readonly string[] } | null {
  const type = FIELDS[kind][field]?.value;
  return type?.type === 'choice' ? { list: type.choice, choices: CHOICES[type.choice] } : null;
}

/** Whole numbers that are chosen in words, with the key those begin with. */
export function scaleOf(field: string): { list: string; choices: readonly number[] } {
  if (field === 'generation') return { list: 'client-generation', choices: [0, 1, 2, 3] };
  return { list: 'client-strength', choices: field === 'strength_now' ? [0, 1, 2, 3] : [1, 2, 3] };
}

/** Long ago, often only a year is known. */
export function isRough(kind: Kind): boolean {
  return kind === 'union' || kind === 'placement';
}

/** How many a set takes: two are partners of each other, and a child has at least one parent. */
const MEMBERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  'union/partners': [2, 2],
  'descent/parents': [1, 4],
};

/** Whether a set may have one more. */
export function hasRoom(kind: Kind, field: string, members: number): boolean {
  return members < (MEMBERS[`${kind}/${field}`]?.[1] ?? Infinity);
}

/** Whether a set may have one less. */
export function canSpare(kind: Kind, field: string, members: number): boolean {
  return members > (MEMBERS[`${kind}/${field}`]?.[0] ?? 0);
}

/** Whether a field can't be left empty: by the table, or because writing asks for it. */
export function isNeeded(kind: Kind, field: string): boolean {
  return FIELDS[kind][field]?.required === true || (kind === 'step' && field === 'who');
}

const WHAT_PLAYS: readonly Kind[] = ['factor', 'card'];
/** What can come before something else, or first of all: what plays, and whatever people would do about it. */
export const ORDERED: readonly Kind[] = ['factor', 'card', 'goal', 'step', 'help', 'wish'];
const GROUNDS: readonly Kind[] = ['factor', 'card', 'relation', 'event', 'help'];

/** Which kinds of items a field may point at. */
export const POINTS_AT: Readonly<Record<string, readonly Kind[]>> = {
  'card/from': WHAT_PLAYS,
  'card/to': WHAT_PLAYS,
  'explanation/refers': [...GROUNDS, 'explanation'],
  'explanation/speaks_for': GROUNDS,
  'explanation/speaks_against': GROUNDS,
  'goal/based_on': ['factor', 'card', 'relation', 'wish', 'explanation'],
  'step/goal': ['goal'],
  'agreement/wish_of_child': ['wish', 'story', 'question'],
  'before/a': ORDERED,
  'before/b': ORDERED,
  'answer/refers': ['goal', 'step', 'agreement', 'explanation', 'card', 'factor', 'help'],
};

/** What something can't be started without, and is not given yet. */
export function lacking(kind: Kind, values: Values): string[] {
  return Object.keys(FIELDS[kind]).filter((field) => {
    const least = MEMBERS[`${kind}/${field}`]?.[0] ?? 0;
    if (least > 0 && ((values[field] ?? []) as readonly string[]).length < least) return true;
    if (!isNeeded(kind, field)) return false;
    const value = values[field] ?? null;
    return value === null || value === '';
  });
}

/** Whether what is given is enough to start with. */
export const enough = (kind: Kind, values: Values): boolean => lacking(kind, values).length === 0;
