// The questions to whoever writes: to youth and parents as agreed with them, to everyone else without "you" being the family.
import '../../later-words';
import type { MarkField } from '../../schema.gen';
import { say } from '../words.svelte';
import { toneOf } from './asks';
import type { FieldValues, OwnKind } from './voice';

/** Parts of the conversation that have a question of their own. */
type Part =
  | 'question'
  | 'story'
  | 'going_well'
  | 'problem'
  | 'origin'
  | 'trigger'
  | 'maintaining'
  | 'protective'
  | 'relation'
  | 'generations'
  | 'timeline'
  | 'ecogram'
  | 'ask_support'
  | 'earlier_help'
  | 'urgency'
  | 'wish'
  | 'warning_sign';

const YOUTH: readonly string[] = ['youth', 'child'];
const PARENTS: readonly string[] = ['parent', 'foster_parent'];

/** Whether someone is of the family, or writes about it for their work. */
export const isFamily = (role: string): boolean => YOUTH.includes(role) || PARENTS.includes(role) || role === 'jim';

/** The question of a part, as it is put to this role. */
export function ask(part: Part, role: string): string {
  if (YOUTH.includes(role)) return say(`prompt-${part}-youth`);
  return PARENTS.includes(role) ? say(`prompt-${part}-parents`) : say(`client-neutral-${part}`);
}

/** What a story is asked by, once it was said what it is about. */
const BY_STORY: Readonly<Record<string, Part>> = {
  now: 'story',
  going_well: 'going_well',
  worries: 'problem',
  before: 'origin',
  generations: 'generations',
  support: 'protective',
  future: 'wish',
};

const BY_ROLE: readonly Part[] = ['origin', 'trigger', 'maintaining'];

function factorPart(fields: FieldValues): Part {
  if (toneOf(fields) === 'helps') return 'protective';
  if (typeof fields.generation === 'number' && fields.generation > 0) return 'generations';
  const roles = (fields.roles as readonly string[] | null | undefined) ?? [];
  return BY_ROLE.find((part) => roles.length === 1 && roles[0] === part) ?? 'problem';
}

/** The part whose question opens a kind. */
function partOf(kind: OwnKind, fields: FieldValues): Part | null {
  switch (kind) {
    case 'factor':
      return factorPart(fields);
    case 'story':
      return BY_STORY[String(fields.part)] ?? 'story';
    case 'event':
      return 'timeline';
    case 'help':
      return 'earlier_help';
    case 'network_person':
    case 'tie':
      return 'ecogram';
    case 'question':
    case 'relation':
    case 'wish':
    case 'warning_sign':
      return kind;
    default:
      return null;
  }
}

/** Fields whose words answer the question that opens their kind. */
const OPENING: readonly string[] = ['factor/title', 'story/text', 'question/text', 'wish/text', 'warning_sign/text'];
/** Fields asked by a part of their own. */
const OWN_PART: Readonly<Record<string, Part>> = {
  'factor/generation': 'generations',
  'tie/hard_to_ask': 'ask_support',
};

/** The question that opens a piece, when its first field asks something smaller; else nothing. */
export function opening(kind: OwnKind, fields: FieldValues, role: string): string | null {
  const part = partOf(kind, fields);
  const asked = OPENING.some((one) => one.startsWith(`${kind}/`));
  return part === null || asked ? null : ask(part, role);
}

/** The question for one field of a piece. */
export function questionFor(kind: OwnKind, field: string, fields: FieldValues, role: string): string {
  const part = OPENING.includes(`${kind}/${field}`) ? partOf(kind, fields) : OWN_PART[`${kind}/${field}`];
  return part ? ask(part, role) : say(`client-ask-${kind}-${field}`);
}

/** The question for what someone says of a thing. */
export const questionForMark = (field: MarkField): string => say(`client-ask-mark-${field}`);
