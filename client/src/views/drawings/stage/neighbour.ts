// Which thing the arrow keys go to from another. Pure.
import type { Box, Point } from './view';

/** The arrow keys. */
export const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const middle = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/** The nearest thing in a direction; straight ahead counts as nearer than aside. Nothing when there is none. */
export function neighbour<T extends Box & { id: string }>(things: readonly T[], from: T, way: Point): T | null {
  const start = middle(from);
  let best: T | null = null;
  let least = Infinity;
  for (const thing of things) {
    if (thing.id === from.id) continue;
    const at = middle(thing);
    const [dx, dy] = [at.x - start.x, at.y - start.y];
    const ahead = dx * way.x + dy * way.y;
    const aside = Math.abs(dx * way.y) + Math.abs(dy * way.x);
    // Wider than the diagonal is another direction.
    if (ahead <= 0 || aside > ahead * 2) continue;
    const far = ahead + aside * 2;
    if (far < least) {
      least = far;
      best = thing;
    }
  }
  return best;
}
