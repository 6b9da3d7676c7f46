// Where one looks at a drawing, and how large: pure arithmetic. Everything on a drawing has its place in units of its own
// ("world"); a view says where these come on the screen.

/** A place. */
export interface Point {
  x: number;
  y: number;
}

/** A place with a size; `x` and `y` are its top left corner. */
export interface Box extends Point {
  width: number;
  height: number;
}

/** How wide and high something is. */
export type Size = Pick<Box, 'width' | 'height'>;

/** How the world comes on the screen: screen = world × scale + (x, y). */
export interface View extends Point {
  scale: number;
}

export const SCALE_MIN = 0.12;
export const SCALE_MAX = 3;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** The world place under a place of the screen. */
export function toWorld(view: View, at: Point): Point {
  return { x: (at.x - view.x) / view.scale, y: (at.y - view.y) / view.scale };
}

/** Larger or smaller by `factor`, with what is at `at` on the screen staying there. */
export function zoomAt(view: View, factor: number, at: Point): View {
  const scale = clamp(view.scale * factor, SCALE_MIN, SCALE_MAX);
  const by = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by };
}

/** Moved over the screen. */
export function panned(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** The smallest box round all of these; nothing when there are none. */
export function boundsOf(boxes: Iterable<Box>): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return left > right ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** What of the screen is not for the drawing. */
export interface Margins {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** The same on all sides. */
export const evenly = (margin: number): Margins => ({ top: margin, right: margin, bottom: margin, left: margin });

/** The view in which `extent` fills the screen, at most `most` times as large as drawn. */
export function fitting(extent: Box, screen: Size, margins: Margins = evenly(18), most = 1.75): View {
  const width = Math.max(1, screen.width - margins.left - margins.right);
  const height = Math.max(1, screen.height - margins.top - margins.bottom);
  const wanted = Math.min(width / Math.max(1, extent.width), height / Math.max(1, extent.height));
  const scale = clamp(wanted, SCALE_MIN, most);
  return {
    scale,
    x: margins.left + width / 2 - (extent.x + extent.width / 2) * scale,
    y: margins.top + height / 2 - (extent.y + extent.height / 2) * scale,
  };
}

/** Whether a box is on the screen altogether. */
export function isInSight(box: Box, view: View, screen: Size): boolean {
  const [left, top] = [box.x * view.scale + view.x, box.y * view.scale + view.y];
  const [right, bottom] = [left + box.width * view.scale, top + box.height * view.scale];
  return left >= 0 && top >= 0 && right <= screen.width && bottom <= screen.height;
}

/** All of `extent` in whatever room there is, as an SVG says it. */
export function viewBoxOf(extent: Box, margin = 18): string {
  const sides = [extent.x - margin, extent.y - margin, extent.width + 2 * margin, extent.height + 2 * margin];
  return sides.map(Math.round).join(' ');
}

/** The view with `at` in the middle of the screen, as far as that leaves no screen empty beside `extent`. */
export function lookingAt(at: Box, extent: Box, screen: Size, scale: number, margin = 18): View {
  const along = (from: number, length: number, low: number, whole: number, room: number) => {
    const wanted = room / 2 - (from + length / 2) * scale;
    const [most, least] = [margin - low * scale, room - margin - (low + whole) * scale];
    return least > most ? (least + most) / 2 : clamp(wanted, least, most);
  };
  return {
    scale,
    x: along(at.x, at.width, extent.x, extent.width, screen.width),
    y: along(at.y, at.height, extent.y, extent.height, screen.height),
  };
}

/** The view moved as little as possible to have `box` on the screen. */
export function revealing(view: View, box: Box, screen: Size, margin = 24): View {
  const along = (from: number, length: number, at: number, room: number) => {
    const low = from * view.scale + at;
    const high = low + length * view.scale;
    if (low < margin || high - low > room - 2 * margin) return margin - low;
    return high > room - margin ? room - margin - high : 0;
  };
  const dx = along(box.x, box.width, view.x, screen.width);
  const dy = along(box.y, box.height, view.y, screen.height);
  return dx === 0 && dy === 0 ? view : panned(view, dx, dy);
}

/** The view kept so that a piece of `extent` stays in sight: nobody loses the drawing. */
export function kept(view: View, extent: Box, screen: Size, piece = 80): View {
  const within = (from: number, length: number, at: number, room: number) =>
    clamp(at, piece - (from + length) * view.scale, room - piece - from * view.scale);
  return {
    scale: view.scale,
    x: within(extent.x, extent.width, view.x, screen.width),
    y: within(extent.y, extent.height, view.y, screen.height),
  };
}
