// Where everything stands on the drawing from left to right: the bands of the lines, their bars, marks and labels. Pure; letters have the
// width that every drawing gives them.
import { type Axis, axisOf } from './axis';
import type { Day } from './dates';
import type { Entry, Line } from './entries';
import { clusterShape, labelShape, TELLINGS, type Telling } from './label';
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
  /** How the things in one label are named. */
  telling: Telling;
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

/** Lays out the drawing: as telling as it goes without being too high, or having more things share a label for it. */
export function across(
  entries: readonly Entry[],
  lines: readonly Line[],
  today: Day,
  sheet: Sheet,
  names: (id: string) => string,
): Across {
  const drawings = TELLINGS.map((telling) => acrossTelling(telling, entries, lines, today, sheet, names));
  const least = Math.min(...drawings.map(shared));
  const found = drawings.find((one) => shared(one) === least && one.height <= sheet.height);
  return found ?? (drawings.at(-1) as Across);
}

/** How many things share a label with one before them. */
function shared({ bands }: Pick<Across, 'bands'>): number {
  return bands.reduce((all, band) => all + band.labels.reduce((sum, label) => sum + label.ids.length - 1, 0), 0);
}

function acrossTelling(
  telling: Telling,
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
  // The same labels are tried again and again.
  const sizes = new Map<string, Size>();
  const sizeOf = (ids: readonly string[]): Size => {
    const key = ids.join();
    const known = sizes.get(key);
    if (known !== undefined) return known;
    const here = ids.flatMap((id) => byId.get(id) ?? []);
    const [entry] = here;
    const size =
      here.length === 1 && entry !== undefined ? labelShape(entry, names, em) : clusterShape(here, telling, em);
    sizes.set(key, size);
    return size;
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
    return { axis, width, height: top, telling, bands: stacked };
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
