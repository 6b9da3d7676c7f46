// The card of someone on the drawing: how large it is and how its words break, the same on every device. Pure.

import { wrapped } from '../stage/text';
import type { Size } from '../stage/view';

/** Letter sizes and the width of a card, in units of the drawing. */
export interface CardStyle {
  width: number;
  name: number;
  words: number;
}

/** Cards for a wide screen, and for a phone. */
export const WIDE_CARD: CardStyle = { width: 220, name: 30, words: 27 };
export const TALL_CARD: CardStyle = { width: 172, name: 26, words: 24 };

/** A card with its words in lines. */
export interface Card extends Size {
  name: readonly string[];
  words: readonly string[];
  style: CardStyle;
}

export const CARD_PAD = 12;
/** Height of a line, in letters. */
export const CARD_LINE = 1.22;

/** Makes a card of a name and the words under it. */
export function cardOf(name: string, words: readonly string[], style: CardStyle): Card {
  const inner = style.width - 2 * CARD_PAD;
  const nameLines = wrapped(name, style.name, inner, 2);
  const wordLines = words.flatMap((one) => wrapped(one, style.words * 0.96, inner, 3));
  const height = (nameLines.length * style.name + wordLines.length * style.words) * CARD_LINE + 2 * CARD_PAD;
  return { name: nameLines, words: wordLines, style, width: style.width, height: Math.ceil(height) };
}
