// Where labels go so that none lies on another: side by side under a line, and above it when there is too much for one side.
// What stands too close together even then gets one label. Pure.
import { spread } from '../spread';

/** One thing that wants a label, at a place along the line. */
export interface Wanted {
  id: string;
  at: number;
}

/** A size in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** One label: of one thing, or of several that had no room apart. */
export interface Label extends Size {
  /** In order of time. */
  ids: readonly string[];
  /** Where on the line it belongs. */
  at: number;
  left: number;
  above: boolean;
}

/** The room there is for labels. */
export interface Space {
  width: number;
  /** Between two labels. */
  gap: number;
  /** So far a label may stand from its place. */
  reach: number;
  /** Whether labels may stand above the line too. */
  above: boolean;
}

interface Group {
  ids: string[];
  first: number;
  last: number;
}

/** Labels for everything, in order of time; what is in `joined` shares the label of what comes before it. */
export function layLabels(
  wanted: readonly Wanted[],
  space: Space,
  sizeOf: (ids: readonly string[]) => Size,
  joined: ReadonlySet<string> = new Set(),
): Label[] {
  const groups: Group[] = [];
  for (const { id, at } of [...wanted].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) {
    const last = groups.at(-1);
    if (last === undefined || !joined.has(id)) groups.push({ ids: [id], first: at, last: at });
    else {
      last.ids.push(id);
      last.last = at;
    }
  }
  for (;;) {
    const { labels, crowded } = attempt(groups, space, sizeOf);
    if (crowded === null) return labels;
    const [low, high] = crowded;
    let closest = low;
    for (let index = low; index < high; index++) if (between(groups, index) < between(groups, closest)) closest = index;
    const [a, b] = [groups[closest], groups[closest + 1]];
    // Only one is left: it takes what room there is.
    if (a === undefined || b === undefined) return labels;
    groups.splice(closest, 2, { ids: [...a.ids, ...b.ids], first: a.first, last: b.last });
  }
}

/**
 * What should join the label before it, so that no piece of the lines as wide as the screen has more labels than `most`: of what
 * is in sight together the closest. `lines` are the labels of each line.
 */
export function tooMany(lines: readonly (readonly Label[])[], screen: number, most: number): string[] {
  const all = lines.flat();
  // Fullest is what begins where a label is about to go out of sight at the left, or just came in at the right.
  const starts = all.flatMap(({ left, width }) => [left + width - 0.5, left - screen + 0.5]);
  for (const from of starts) {
    const inSight = ({ left, width }: Label) => left < from + screen && left + width > from;
    const over = all.filter(inSight).length - most;
    if (over <= 0) continue;
    const pairs = lines.flatMap((line) =>
      [...line]
        .sort((a, b) => a.at - b.at)
        .filter(inSight)
        .flatMap((label, index, here) => {
          const before = here[index - 1];
          const id = label.ids[0];
          return before === undefined || id === undefined ? [] : [{ id, apart: label.at - before.at }];
        }),
    );
    return pairs
      .sort((a, b) => a.apart - b.apart || (a.id < b.id ? -1 : 1))
      .slice(0, over)
      .map((one) => one.id);
  }
  return [];
}

function between(groups: readonly Group[], index: number): number {
  return (groups[index + 1]?.first ?? Infinity) - (groups[index]?.last ?? 0);
}

/** Lays all groups once; says between which of them it is too crowded. */
function attempt(
  groups: readonly Group[],
  space: Space,
  sizeOf: (ids: readonly string[]) => Size,
): { labels: Label[]; crowded: [low: number, high: number] | null } {
  const labels: Label[] = groups.map(({ ids, first, last }) => {
    const { width, height } = sizeOf(ids);
    return { ids, at: (first + last) / 2, left: 0, width: Math.min(width, space.width), height, above: false };
  });
  const wish = (label: Label) => Math.max(0, Math.min(label.at - space.gap, space.width - label.width));
  const ends = { below: -Infinity, above: -Infinity };
  for (const label of labels) {
    label.above = space.above && ends.below > wish(label) && ends.above < ends.below;
    const side = label.above ? 'above' : 'below';
    ends[side] = Math.max(ends[side], wish(label)) + label.width + space.gap;
  }
  for (const above of [false, true]) {
    const here = labels.flatMap((label, index) => (label.above === above ? [{ label, index }] : []));
    const places = spread(
      here.map(({ label }) => ({ wish: wish(label), room: label.width + space.gap })),
      0,
      space.width + space.gap,
    );
    for (const [index, { label }] of here.entries()) label.left = places[index] ?? 0;
    const last = here.at(-1);
    if (last !== undefined && last.label.left + last.label.width > space.width + 0.01) {
      return { labels, crowded: [0, labels.length - 1] };
    }
    const far = ({ label }: { label: Label }) => Math.abs(label.left - wish(label));
    const furthest = here.reduce<(typeof here)[number] | null>((a, b) => (a === null || far(b) > far(a) ? b : a), null);
    if (furthest !== null && far(furthest) > space.reach) {
      return { labels, crowded: touching(here, furthest.index, space.gap) };
    }
  }
  return { labels, crowded: null };
}

/** From where to where labels push each other, round one of them. */
function touching(
  here: readonly { label: Label; index: number }[],
  round: number,
  gap: number,
): [low: number, high: number] {
  const middle = here.findIndex((one) => one.index === round);
  const push = (a: number, b: number) => {
    const [left, right] = [here[a]?.label, here[b]?.label];
    return left !== undefined && right !== undefined && right.left - left.left - left.width < gap + 0.5;
  };
  let low = middle;
  let high = middle;
  while (push(low - 1, low)) low -= 1;
  while (push(high, high + 1)) high += 1;
  return [here[low]?.index ?? 0, here[high]?.index ?? 0];
}
