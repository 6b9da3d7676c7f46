// Which part of the locale file goes to browsers, decided while building: what other readers of the file ask for is left out.

/** What only the terminal says: no screen asks for it. */
export const NOT_SHIPPED = ['terminal-'] as const;

/** The locale file with only the sentences of screens, without notes and empty lines. */
export function shippedWords(ftl: string): string {
  let kept = true;
  return ftl
    .split('\n')
    .filter((line) => {
      if (line === '' || line.startsWith('#')) return false;
      // A line that is indented goes with the sentence it continues.
      if (!/^[ }]/.test(line)) kept = !NOT_SHIPPED.some((beginning) => line.startsWith(beginning));
      return kept;
    })
    .join('\n');
}
