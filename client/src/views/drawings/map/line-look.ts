// How each way of hanging together looks: its form, its head, how thick. Beside every form stands its word. Pure, apart from
// the language.
import type { Polarity, RelationKind } from '../../../schema.gen';
import { say } from '../../words.svelte';
import { wrapped } from '../stage/text';
import { SMALL } from './boxes';

/** The pattern of a line by what it says, as lengths of strokes and gaps. `maintains` is drawn as two lines. */
export const DASHES: Readonly<Record<RelationKind, string>> = {
  causes: '',
  triggers: '13 9',
  maintains: '',
  worsens: '22 8 3 8',
  reduces: '0.5 10',
  protects_from: '7 6',
  passes_on: '34 10',
  linked: '',
};

const THICK: Readonly<Record<number, number>> = { 1: 2.5, 2: 4.5, 3: 7 };

/** How thick a line is: the stronger, the thicker. */
export function thickness(strength: number | null): number {
  return THICK[strength ?? 0] ?? 2.5;
}

/** Words on a line are kept short, so that they fit between two columns. */
const WORDS = 116;

/** The word on a line, on one line and broken over more. */
export function wordingsOf(kind: RelationKind): string[][] {
  const words = say(`relation_kind-${kind}`);
  const broken = wrapped(words, SMALL, WORDS);
  return broken.length === 1 ? [broken] : [[words], broken];
}

/** How strong, in words. */
export function moreOf(strength: number | null): string {
  return strength === null ? '' : say(`client-strength-${strength}`);
}

/** The head of a line, pointing to the right with its tip at 0,0: more gives more, more gives less, or neither. */
export function headPath(polarity: Polarity, length: number): string {
  const half = Math.round(length * 0.55);
  if (polarity === 'plus') return `M0 0L${-length} ${-half}L${-length} ${half}Z`;
  if (polarity === 'minus') return `M-1 ${-half - 3}V${half + 3}`;
  return '';
}
