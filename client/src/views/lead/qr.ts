// A QR code as one path. Pure.

/** The light margin that a reader needs, in squares. */
export const QUIET = 4;

/** The dark squares of these rows as one path, a run of them at a time. */
export function qrPath(rows: readonly string[]): string {
  return rows
    .flatMap((row, y) =>
      [...row.matchAll(/1+/g)].map(
        ({ index, 0: run }) => `M${index + QUIET} ${y + QUIET}h${run.length}v1h-${run.length}z`,
      ),
    )
    .join('');
}
