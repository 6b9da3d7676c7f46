// Where everything stands on the drawing from left to right: the bands of the lines, their bars, marks and labels. Pure; letters have the
// width that every drawing gives them.

import { scribed } from '../../picture/names';
import { wrapped } from '../stage/text';
import { type Axis, axisOf } from './axis';
import type { Day } from './dates';
import type { Entry, Line } from './entries';
import { type Label, layLabels, type Size, tooMany } from './lanes';

/** Something on the line itself, above its label. */
export interface Sign {
  entry: Entry;
  left: number;
  width: number;
  /** Rows of the line, where things last at the same time. */
  row: number;
}

/** One line with all that is on it. */
export interface Band {
  line: Line;
  top: number;
  height: number;
  /** Where the line itself begins, under its name and the labels above it. */
  rail: number;
  /** Where the labels under it begin. */
  under: number;
  signs: readonly Sign[];
  labels: readonly (Label & { top: number; leader: string })[];
}

/** The drawing from left to right. */
export interface Across {
  axis: Axis;
  width: number;
  height: number;
  bands: readonly Band[];
}

/** What the drawing is made for. */
export interface Sheet {
  width: number;
  /** As high as it may become to draw things apart. */
  height: number;
  /** The size of letters, in pixels. */
  em: number;
  /** How much of the width is in sight at once, and how many labels that may have. */
  screen: number;
  most: number;
}

/** Widths a label may have, in letters: the one in which its words take the least room. */
const LABEL_EMS = [8.5, 10, 11.5, 13];
/** Between the edge of a label and its words. */
const PAD_EM = 0.5;
/** Height of a line of words. */
const LINE_EM = 1.3;
/** Most lines of a title. */
const TITLE_LINES = 3;
const WHEN_LINES = 2;
/** Who wrote it down is told in full. */
const SCRIBED_LINES = 6;
/** Width of a label of several things. */
const GROUP_EM = 9.5;
/** "12 dingen van 2024 tot 2025" in wide letters. */
const GROUP_LINES = 3;
/** Height of one row on a line, in letters. */
export const ROW_EM = 0.95;
/** The name of a line, above it. */
const NAME_EM = 2.1;
/** Between a line and its labels: there the little lines between them lean. */
const LEAD_EM = 1.1;
/** So far a label may stand from its place. */
const REACH_EM = 15;
const GAP_EM = 0.45;
/** Room after today, so that the last labels stand near their place. */
const AFTER_EM = 3;

/** How many lines each of the words in a label of one thing takes. */
export interface LabelShape extends Size {
  words: number;
  when: number;
  belongs: number;
  meant: number;
}

/** The label of one thing, in the width in which it takes the least room. */
export function labelShape(entry: Entry, names: (id: string) => string, em: number): LabelShape {
  const shapes = LABEL_EMS.map((wide): LabelShape => {
    const inner = (wide - 2 * PAD_EM) * em - 2;
    const words = wrapped(entry.words, em, inner).length;
    // Letters that are not heavy are a little narrower than the drawing's letters are taken to be.
    const when = wrapped(whenLine(entry, names), em * 0.94, inner).length;
    const belongs = entry.factors.length > 0 ? 1 : 0;
    const meant = entry.meanings.length > 0 ? 1 : 0;
    const most = entry.scribe === null ? WHEN_LINES : SCRIBED_LINES;
    const lines = Math.min(words, TITLE_LINES) + Math.min(when, most) + belongs + meant;
    // What would be cut off does not count as small.
    const cut = Math.max(0, words - TITLE_LINES) + Math.max(0, when - most);
    return {
      words: Math.min(words, TITLE_LINES),
      when: Math.min(when, most),
      belongs,
      meant,
      width: wide * em,
      height: Math.ceil((lines * LINE_EM + 2 * PAD_EM) * em) + 2 + cut * 1000,
    };
  });
  const best = shapes.reduce((a, b) => (b.width * b.height < a.width * a.height ? b : a));
  return { ...best, height: best.height % 1000 };
}

/** "maart 2025, Femke", and who wrote it down while Femke did not confirm it yet. */
export function whenLine(entry: Entry, names: (id: string) => string): string {
  const told = [entry.short, entry.by === null ? '' : names(entry.by), scribed(entry, names)];
  return told.filter((one) => one !== '').join(', ');
}

/** Lays out the drawing. */
export function across(
  entries: readonly Entry[],
  lines: readonly Line[],
  today: Day,
  sheet: Sheet,
  names: (id: string) => string,
): Across {
  const { em, width } = sheet;
  const placed = entries.flatMap((entry) => (entry.stretch === null ? [] : [{ entry, stretch: entry.stretch }]));
  const axis = axisOf(
    lines.map((line) => placed.filter(({ entry }) => entry.line === line).map((one) => one.stretch.from)),
    today + 1,
    Math.max(width - AFTER_EM * em, width / 2),
    em,
  );
  const byId = new Map(placed.map(({ entry }) => [entry.id, entry]));
  const sizeOf = (ids: readonly string[]): Size => {
    const entry = ids.length === 1 ? byId.get(ids[0] ?? '') : undefined;
    if (entry !== undefined) return labelShape(entry, names, em);
    return { width: GROUP_EM * em, height: Math.ceil((GROUP_LINES * LINE_EM + 2 * PAD_EM) * em) + 2 };
  };
  const gap = GAP_EM * em;
  const joined = new Set<string>();
  for (;;) {
    const bands = allBands();
    const more = tooMany(
      bands.map((band) => band.labels),
      sheet.screen,
      sheet.most,
    ).filter((id) => !joined.has(id));
    for (const id of more) joined.add(id);
    if (more.length > 0) continue;
    let top = 0;
    const stacked = bands.map((band) => {
      const here = { ...band, top };
      top += band.height;
      return here;
    });
    return { axis, width, height: top, bands: stacked };
  }

  function allBands(): Band[] {
    const plain = lines.map((line) => bandOf(line, false));
    // What stands together on one side may stand apart on two: the fullest lines first, as long as there is height for it.
    const grouped = (band: Band) => band.labels.reduce((all, label) => all + label.ids.length - 1, 0);
    const bands = [...plain];
    for (const band of [...plain].sort((a, b) => grouped(b) - grouped(a))) {
      if (grouped(band) === 0) continue;
      const both = bandOf(band.line, true);
      const index = bands.findIndex((one) => one.line === band.line);
      const rest = bands.reduce((all, one) => all + one.height, -band.height);
      if (grouped(both) < grouped(band) && rest + both.height <= sheet.height) bands[index] = both;
    }
    return bands;
  }

  function bandOf(line: Line, above: boolean): Band {
    const here = placed.filter(({ entry }) => entry.line === line);
    const signs = signsOf(here, axis, em);
    const wanted = here.map(({ entry, stretch }) => ({
      id: entry.id,
      at: axis.place(stretch.lasting || !stretch.soft ? stretch.from : (stretch.from + stretch.until) / 2),
    }));
    const labels = layLabels(wanted, { width, gap, reach: REACH_EM * em, above }, sizeOf, joined);
    const highest = (up: boolean) =>
      Math.max(0, ...labels.filter((one) => one.above === up).map((one) => one.height + LEAD_EM * em));
    const rail = NAME_EM * em + highest(true);
    const under = rail + Math.max(1, ...signs.map((one) => one.row + 1)) * ROW_EM * em;
    const placedLabels = labels.map((label) => {
      const edge = label.above ? rail - LEAD_EM * em : under + LEAD_EM * em;
      const from = rail + (ROW_EM * em) / 2;
      const to = Math.max(label.left + gap, Math.min(label.at, label.left + label.width - gap));
      return {
        ...label,
        top: label.above ? edge - label.height : edge,
        leader: `M${label.at} ${from}L${to} ${edge}`,
      };
    });
    return { line, top: 0, height: under + highest(false) + gap, rail, under, signs, labels: placedLabels };
  }
}

function signsOf(
  here: readonly { entry: Entry; stretch: NonNullable<Entry['stretch']> }[],
  axis: Axis,
  em: number,
): Sign[] {
  const ends: number[] = [];
  const size = 0.7 * em;
  return here.map(({ entry, stretch }) => {
    const drawn = stretch.lasting || stretch.soft;
    const start = axis.place(stretch.from);
    const left = drawn ? start : start - size / 2;
    const width = drawn ? Math.max(size, axis.place(stretch.until) - start) : size;
    let row = ends.findIndex((end) => end <= left);
    if (row < 0) row = ends.length;
    ends[row] = left + width + 2;
    return { entry, left: Math.max(0, left), width, row };
  });
}
