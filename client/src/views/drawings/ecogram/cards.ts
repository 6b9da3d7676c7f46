// The card of someone on the drawing: how large it is and how its words break, the same on every device. Pure.

import { widthOf, wrapped } from '../stage/text';
import type { Size } from '../stage/view';

/** Letter sizes and the width of a card, in units of the drawing. */
export interface CardStyle {
  width: number;
  /** As small as a card may be that says little: large enough for a thumb. */
  least: Size;
  name: number;
  words: number;
}

/** Cards for a wide screen, and for a phone. */
export const WIDE_CARD: CardStyle = { width: 220, least: { width: 220, height: 0 }, name: 30, words: 27 };
export const TALL_CARD: CardStyle = { width: 176, least: { width: 92, height: 92 }, name: 28, words: 25 };

/** Names on a phone are no smaller than this at first, in pixels of the screen. */
export const SMALLEST_NAME = 13;

/** A card with its words in lines. */
export interface Card extends Size {
  name: readonly string[];
  words: readonly string[];
  style: CardStyle;
  /** What is left free above its words, beyond what always is. */
  top: number;
}

export const CARD_PAD = 12;
/** Height of a line, in letters. */
export const CARD_LINE = 1.22;

/** Makes a card of a name and the words under it. */
export function cardOf(name: string, words: readonly string[], style: CardStyle): Card {
  const inner = style.width - 2 * CARD_PAD;
  const nameLines = wrapped(name, style.name, inner, 2);
  const wordLines = words.flatMap((one) => wrapped(one, style.words * 0.96, inner, 3));
  const widest = Math.max(
    ...nameLines.map((line) => widthOf(line, style.name)),
    ...wordLines.map((line) => widthOf(line, style.words * 0.96)),
  );
  const width = Math.max(style.least.width, Math.min(style.width, Math.ceil(widest) + 2 * CARD_PAD));
  const said = (nameLines.length * style.name + wordLines.length * style.words) * CARD_LINE + 2 * CARD_PAD;
  const height = Math.max(style.least.height, Math.ceil(said));
  return { name: nameLines, words: wordLines, style, top: (height - said) / 2, width, height };
}
