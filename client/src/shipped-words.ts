// Which part of the locale file goes to browsers, and when, decided while building: what other readers of the file ask for is
// left out, and what is seldom shown comes with the view that shows it.

/** What only the server says, in the terminal, in its answers and on pages of its own: no screen asks for it. */
export const NOT_SHIPPED = ['terminal-', 'oidc-', 'rule-'] as const;
/** What is said on pages that come later: it comes with them, by `src/later-words.ts`. */
export const WITH_PAGES = [
  'client-ask-',
  'client-carry-',
  'client-devices-',
  'client-eco-',
  'client-field-',
  'client-in-',
  'client-time-',
] as const;
/** What the catalogue of help says: it comes with the catalogue. */
export const WITH_CATALOGUE = ['catalogue-'] as const;

/** Which sentences: those of the first view, those that come with the catalogue, or those that come with pages. */
export type Shipped = 'first' | 'catalogue' | 'later';

/** The sentences of screens, without notes and empty lines. */
export function shippedWords(ftl: string, part: Shipped = 'first'): string {
  const begins = (line: string, beginnings: readonly string[]) => beginnings.some((one) => line.startsWith(one));
  let kept = true;
  return ftl
    .split('\n')
    .filter((line) => {
      if (line === '' || line.startsWith('#')) return false;
      // A line that is indented goes with the sentence it continues.
      if (!/^[ }]/.test(line)) {
        const of = begins(line, WITH_CATALOGUE) ? 'catalogue' : begins(line, WITH_PAGES) ? 'later' : 'first';
        kept = !begins(line, NOT_SHIPPED) && of === part;
      }
      return kept;
    })
    .join('\n');
}
