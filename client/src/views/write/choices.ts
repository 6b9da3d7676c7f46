// What can be chosen for a field, in words: closed lists, small whole numbers, yes and no, and whom or what to name. Pure,
// apart from the language.
import { CHOICES, FIELDS, type Plain } from '../../schema.gen';
import { say, sayDate, sayNames } from '../words.svelte';
import type { FieldValues, OwnKind, VoiceView } from './voice';

/** One thing to choose. */
export interface Choice {
  value: Plain;
  words: string;
}

/** Whole numbers that have words; any other number is typed. */
const SCALES: Readonly<Record<string, readonly number[]>> = {
  'factor/strength_now': [0, 1, 2, 3],
  'factor/generation': [0, 1, 2, 3],
  'relation/strength': [1, 2, 3],
  'tie/ring': [1, 2, 3],
};
/** Scales that are said with the same words. */
const SCALE_WORDS: Readonly<Record<string, string>> = {
  'factor/strength_now': 'strength',
  'factor/generation': 'generation',
  'relation/strength': 'strength',
  'tie/ring': 'ring',
};
/** Closed lists that sound otherwise when they are about oneself. */
const OWN_WORDS: readonly string[] = ['tie_direction'];

function wordsOfChoice(choice: string, value: string): string {
  return OWN_WORDS.includes(choice) ? say(`client-own-${choice}-${value}`) : say(`${choice}-${value}`);
}

/** What can be chosen for a field of a closed list; nothing for what is typed or named. */
export function choicesFor(kind: OwnKind, field: string): Choice[] | null {
  const type = FIELDS[kind][field]?.value;
  const key = `${kind}/${field}`;
  if (type?.type === 'bool') {
    return [true, false].map((value) => ({ value, words: say(`client-${field}-${value ? 'yes' : 'no'}`) }));
  }
  if (type?.type === 'whole') {
    return SCALES[key]?.map((value) => ({ value, words: say(`client-${SCALE_WORDS[key]}-${value}`) })) ?? null;
  }
  if (type?.type !== 'choice') return null;
  const { choice } = type;
  return CHOICES[choice].map((value) => ({ value, words: wordsOfChoice(choice, value) }));
}

const isHolderGroup = (value: string): boolean => (CHOICES.holder as readonly string[]).includes(value);

/** What a field says, as one reads it; empty when it says nothing. */
export function valueWords(voice: VoiceView, kind: OwnKind, field: string, fields: FieldValues): string {
  const def = FIELDS[kind][field];
  const value = fields[field] ?? null;
  if (def === undefined || value === null) return '';
  const one = (given: Plain): string => {
    const choice = choicesFor(kind, field)?.find((it) => it.value === given);
    if (choice !== undefined) return choice.words;
    if (typeof given !== 'string') return String(given);
    switch (def.value.type) {
      case 'date':
        return sayDate(given, given === fields.start ? precisionOf(fields) : 'day');
      case 'holder':
        return isHolderGroup(given) ? say(`holder-${given}`) : voice.nameOf(given);
      case 'node':
      case 'person':
      case 'item':
        return voice.nameOf(given);
      default:
        return given;
    }
  };
  return Array.isArray(value) ? sayNames(value.map(one)) : one(value as Plain);
}

function precisionOf(fields: FieldValues): 'about' | 'day' {
  return fields.precision === 'about' ? 'about' : 'day';
}
