// Which part of the locale file goes to browsers, and when, decided while building: what other readers of the file ask for is
// left out, and what is seldom shown comes with the view that shows it.

/** What only the terminal says: no screen asks for it. */
export const NOT_SHIPPED = ['terminal-'] as const;
/** What the catalogue of help says: it comes with the catalogue. */
export const WITH_CATALOGUE = ['catalogue-'] as const;

/** The sentences of screens, without notes and empty lines: those of the first view, or those that come with the catalogue. */
export function shippedWords(ftl: string, part: 'first' | 'catalogue' = 'first'): string {
  const begins = (line: string, beginnings: readonly string[]) => beginnings.some((one) => line.startsWith(one));
  let kept = true;
  return ftl
    .split('\n')
    .filter((line) => {
      if (line === '' || line.startsWith('#')) return false;
      // A line that is indented goes with the sentence it continues.
      if (!/^[ }]/.test(line)) {
        kept = !begins(line, NOT_SHIPPED) && begins(line, WITH_CATALOGUE) === (part === 'catalogue');
      }
      return kept;
    })
    .join('\n');
}
