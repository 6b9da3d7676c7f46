// Which part of the locale file goes to browsers, and when, decided while building: what other readers of the file ask for is
// left out, and what is seldom shown comes with the view that shows it.

/** What only the server says, in the terminal, in its answers and on pages of its own: no screen asks for it. */
export const NOT_SHIPPED = ['terminal-', 'oidc-', 'rule-', 'office-administrator'] as const;
/**
 * What comes later, by the piece it comes with: the catalogue of help, what stands on pages (`src/later-words.ts`), pages that few
 * open, and the pages of who leads cases.
 */
export const LATER = {
  catalogue: ['catalogue-'],
  later: [
    'client-ask-',
    'client-away-',
    'client-carry-',
    'client-caution-',
    'client-changed-',
    'client-conflict-',
    'client-date-',
    'client-devices-',
    'client-eco-',
    'client-entry-as',
    'client-entry-demo',
    'client-entry-someone',
    'client-entry-title',
    'client-equal-',
    'client-field-',
    'client-four-',
    'client-guest-',
    'client-in-',
    'client-kept-',
    'client-lock-',
    'client-passkey-',
    'client-stood-',
    'client-time-',
  ],
  pages: [
    'client-along-',
    'client-birthday-',
    'client-freeze-',
    'client-object-',
    'client-readers-',
    'client-search-',
    'client-waits-',
  ],
  lead: ['client-lead-', 'client-office-'],
} as const;
/** A piece of the locale file that goes to browsers. */
export type Piece = 'first' | keyof typeof LATER;

/** The sentences of screens, without notes and empty lines: those of the first view, or those of one piece that comes later. */
export function shippedWords(ftl: string, piece: Piece = 'first'): string {
  const begins = (line: string, beginnings: readonly string[]) => beginnings.some((one) => line.startsWith(one));
  let kept = true;
  return ftl
    .split('\n')
    .filter((line) => {
      if (line === '' || line.startsWith('#')) return false;
      // A line that is indented goes with the sentence it continues.
      if (!/^[ }]/.test(line)) {
        const of = (Object.keys(LATER) as (keyof typeof LATER)[]).find((one) => begins(line, LATER[one]));
        kept = !begins(line, NOT_SHIPPED) && (of ?? 'first') === piece;
      }
      return kept;
    })
    .join('\n');
}
