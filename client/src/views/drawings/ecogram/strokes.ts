// How the line of a tie looks: its form says what kind of tie it is, on paper and without colour too. Pure.
import type { TieDirection, TieQuality } from '../../../schema.gen';

interface At {
  x: number;
  y: number;
}

/** A line as drawn. */
export interface Stroke {
  path: string;
  /** The strokes through a line that was cut, and the heads of arrows: always drawn whole. */
  signs: string;
  form: TieQuality | 'unsaid';
}

const ZIG = 13;
const TOOTH = 9;
const STRETCH = 46;
const CUT = 16;
const MOST_HEAD = 17;

/** Between lines that run beside each other. */
const LANE = 36;

/** How far aside each of several lines between the same two runs. */
export const lanes = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => (index - (count - 1) / 2) * LANE);

/** Both ends of a line, so far aside of where it would run. */
export function moved(from: At, to: At, aside: number): [At, At] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [x, y] = [(-(to.y - from.y) / length) * aside, ((to.x - from.x) / length) * aside];
  return [
    { x: from.x + x, y: from.y + y },
    { x: to.x + x, y: to.y + y },
  ];
}

/** Draws a tie from the one whose tie it is to the other. */
export function strokeOf(from: At, to: At, quality: TieQuality | null, direction: TieDirection | null): Stroke {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const way = length === 0 ? { x: 1, y: 0 } : { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const at = (along: number, aside = 0): string =>
    `${round(from.x + way.x * along - way.y * aside)} ${round(from.y + way.y * along + way.x * aside)}`;
  const straight = (a: number, b: number) => `M${at(a)}L${at(b)}`;
  const signs: string[] = [];
  // Two heads on a short line stay two heads.
  const head = Math.min(MOST_HEAD, length / 3);
  if (direction === 'gives' || direction === 'both')
    signs.push(`M${at(length - head, head * 0.6)}L${at(length)}L${at(length - head, -head * 0.6)}`);
  if (direction === 'gets' || direction === 'both')
    signs.push(`M${at(head, head * 0.6)}L${at(0)}L${at(head, -head * 0.6)}`);
  let path = straight(0, length);
  if (quality === 'strained') path = zigzag(at, 0, length);
  if (quality === 'ambivalent') path = alternating(at, length);
  if (quality === 'broken') {
    const middle = length / 2;
    path = straight(0, middle - CUT) + straight(middle + CUT, length);
    for (const side of [-CUT, CUT]) signs.push(`M${at(middle + side - 6, 14)}L${at(middle + side + 6, -14)}`);
  }
  return { path, signs: signs.join(''), form: quality ?? 'unsaid' };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

type Along = (along: number, aside?: number) => string;

/** Teeth from one place to another, straight at both ends. */
function zigzag(at: Along, from: number, to: number): string {
  const teeth = Math.max(1, Math.floor((to - from) / ZIG) - 1);
  const margin = (to - from - teeth * ZIG) / 2;
  let path = `M${at(from)}L${at(from + margin)}`;
  for (let tooth = 0; tooth < teeth; tooth++) {
    path += `L${at(from + margin + (tooth + 0.5) * ZIG, tooth % 2 === 0 ? TOOTH : -TOOTH)}`;
  }
  return `${path}L${at(to - margin)}L${at(to)}`;
}

/** Straight, then teeth, then straight again: a tie that changes. */
function alternating(at: Along, length: number): string {
  const pieces = Math.max(3, Math.floor(length / STRETCH) | 1);
  const piece = length / pieces;
  let path = '';
  for (let index = 0; index < pieces; index++) {
    const from = index * piece;
    path += index % 2 === 0 ? `M${at(from)}L${at(from + piece)}` : zigzag(at, from, from + piece);
  }
  return path;
}

/** Where a line from the middle of a card, or from elsewhere in it, towards `to` leaves the card. */
export function leaving(card: At & { width: number; height: number }, to: At, gap = 6, from: At = card): At {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  if (dx === 0 && dy === 0) return { x: from.x, y: from.y };
  const room = (half: number, way: number, aside: number) =>
    (half + gap - Math.sign(way) * aside) / Math.abs(way || 1e-9);
  const scale = Math.min(room(card.width / 2, dx, from.x - card.x), room(card.height / 2, dy, from.y - card.y));
  return { x: from.x + dx * Math.min(1, scale), y: from.y + dy * Math.min(1, scale) };
}
