// Whose the pieces of a text are where somebody put back the words of another (docs/protocol.md C5). Everywhere else words
// belong to whom their client id is bound to.

/** Words of one person under the client id of another: its client id, the first clock, how many units, the person. */
export type AuthorRun = readonly [client: number, clock: number, length: number, person: string];

/** The author runs in what the server says; anything else is skipped. */
export function readRuns(value: unknown): AuthorRun[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown): AuthorRun[] => {
    if (!Array.isArray(one)) return [];
    const [client, clock, length, person]: unknown[] = one;
    const whole = Number.isSafeInteger;
    if (!whole(client) || !whole(clock) || !whole(length) || typeof person !== 'string') return [];
    return [[Number(client), Number(clock), Number(length), person]];
  });
}

/** Who wrote what stands at a clock of a client id, when a run says so. */
export function authorByRun(runs: readonly AuthorRun[], client: number, clock: number): string | undefined {
  return runs.find(([of, from, length]) => of === client && clock >= from && clock < from + length)?.[3];
}
