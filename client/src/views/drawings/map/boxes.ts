// How large a thing on the map is, and where its lines of text stand in it. Out of its words alone, so that every screen
// has the same. Pure, apart from the language.
import { scribed } from '../../picture/names';
import { say } from '../../words.svelte';
import { widthOf, wrapped } from '../stage/text';
import type { MapThing } from './graph';

/** Letters and boxes in such a proportion that on a wall, where fifteen things stand, all words are read from three metres. */
export const WIDTH = 284;
const PADDING = 16;
/** Above the first line and below the last one. */
const EDGE = 11;
export const TITLE = 24;
export const SMALL = 23;
const TITLE_LINE = 28;
const SMALL_LINE = 26;
/** Whose words these are, and whether others see it differently, each on a line of their own with an icon. */
export const FOOT_LINE = 28;

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
  let y = EDGE;
  const add = (texts: readonly string[], sort: TextLine['sort'], size: number, height: number) => {
    for (const text of texts) {
      lines.push({ text, y: y + size, sort });
      y += height;
    }
  };
  // Beside the icon of what it does there is less room.
  add(wrapped(roleWords(thing), SMALL, inner - 27, 2), 'role', SMALL, SMALL_LINE);
  y += 3;
  add(wrapped(thing.words, TITLE, inner, thing.kind === 'card' ? 8 : 6), 'title', TITLE, TITLE_LINE);
  if (thing.gathered.length > 0) y += 6;
  for (const one of thing.gathered) {
    const text = one.by === null ? one.words : say('client-map-gathered', { name: whose(one.by), words: one.words });
    add(wrapped(text, SMALL, inner - 12, 2), 'gathered', SMALL, SMALL_LINE);
    add(wrapped(scribed(one, whose), SMALL, inner - 12), 'gathered', SMALL, SMALL_LINE);
  }
  y += 6;
  const foot = y;
  y += FOOT_LINE;
  if (thing.state === 'disputed') y += FOOT_LINE;
  add(wrapped(scribed(thing, whose), SMALL, inner), 'foot', SMALL, SMALL_LINE);
  return { width: WIDTH, height: Math.round(y + EDGE - 3), lines, foot };
}

/** From one line of a label to the next. */
export const LABEL_LINE = 25;

/** How wide a label of these lines is. */
export function labelSize(lines: readonly string[]): { width: number; height: number } {
  return { width: Math.max(...lines.map((line) => widthOf(line, SMALL))) + 10, height: lines.length * LABEL_LINE + 4 };
}
