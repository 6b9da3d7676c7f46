// How large a thing on the map is, and where its lines of text stand in it. Out of its words alone, so that every screen
// has the same. Pure, apart from the language.
import { scribed } from '../../picture/names';
import { say } from '../../words.svelte';
import { widthOf, wrapped } from '../stage/text';
import type { MapThing } from './graph';

export const WIDTH = 252;
const PADDING = 16;
export const TITLE = 21;
export const SMALL = 18;
const TITLE_LINE = 26;
const SMALL_LINE = 22;

/** A line of text in a box, `y` being its baseline. */
export interface TextLine {
  text: string;
  y: number;
  sort: 'role' | 'title' | 'gathered' | 'foot';
}

/** A thing with its size and its lines. */
export interface MapBox {
  width: number;
  height: number;
  lines: readonly TextLine[];
  /** Where the last line stands: whose words these are. */
  foot: number;
}

/** What it does in the story, in words. */
export function roleWords(thing: MapThing): string {
  if (thing.kind !== 'factor' && thing.kind !== 'card') return say(`client-kind-${thing.kind}`);
  return thing.roles.map((role) => say(`role_of_factor-${role}`)).join(' · ');
}

/** The size of a thing and its lines. */
export function boxOf(thing: MapThing, whose: (person: string) => string): MapBox {
  // A thing that helps is round at its sides: its text keeps clear of them.
  const side = thing.helps ? PADDING + 10 : PADDING;
  const inner = WIDTH - 2 * side;
  const lines: TextLine[] = [];
  let y = PADDING - 2;
  const add = (texts: readonly string[], sort: TextLine['sort'], size: number, height: number) => {
    for (const text of texts) {
      lines.push({ text, y: y + size, sort });
      y += height;
    }
  };
  // Beside the icon of what it does there is less room.
  add(wrapped(roleWords(thing), SMALL, inner - 26, 2), 'role', SMALL, SMALL_LINE);
  y += 4;
  add(wrapped(thing.words, TITLE, inner, thing.kind === 'card' ? 8 : 6), 'title', TITLE, TITLE_LINE);
  if (thing.gathered.length > 0) y += 6;
  for (const one of thing.gathered) {
    const text = one.by === null ? one.words : say('client-map-gathered', { name: whose(one.by), words: one.words });
    add(wrapped(text, SMALL, inner - 12, 2), 'gathered', SMALL, SMALL_LINE);
    add(wrapped(scribed(one, whose), SMALL, inner - 12), 'gathered', SMALL, SMALL_LINE);
  }
  y += 7;
  const foot = y;
  y += SMALL_LINE + 2;
  if (thing.state === 'disputed') y += SMALL_LINE + 2;
  add(wrapped(scribed(thing, whose), SMALL, inner), 'foot', SMALL, SMALL_LINE);
  return { width: WIDTH, height: Math.round(y + PADDING - 7), lines, foot };
}

/** From one line of a label to the next. */
export const LABEL_LINE = 20;

/** How wide a label of these lines is. */
export function labelSize(lines: readonly string[]): { width: number; height: number } {
  return { width: Math.max(...lines.map((line) => widthOf(line, SMALL))) + 10, height: lines.length * LABEL_LINE + 4 };
}
