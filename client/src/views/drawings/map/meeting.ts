// Whether straight lines meet each other or go through things. Bare numbers, because it is asked a million times.
import type { Size } from '../stage/view';

/** Whether the line from a to b crosses that from c to d. */
export function crosses(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  if (c * d >= 0) return false;
  const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  return a * b < 0;
}

/** Whether the line from a to b goes through a thing of this size with its middle at (x, y). */
export function through(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  x: number,
  y: number,
  size: Size,
  margin = 8,
): boolean {
  const [halfWidth, halfHeight] = [size.width / 2 + margin, size.height / 2 + margin];
  if (Math.max(ax, bx) < x - halfWidth || Math.min(ax, bx) > x + halfWidth) return false;
  if (Math.max(ay, by) < y - halfHeight || Math.min(ay, by) > y + halfHeight) return false;
  // All corners on one side of the line: it goes past.
  const [wayX, wayY] = [bx - ax, by - ay];
  const at = wayX * (y - ay) - wayY * (x - ax);
  const reach = Math.abs(wayX) * halfHeight + Math.abs(wayY) * halfWidth;
  return Math.abs(at) < reach;
}
