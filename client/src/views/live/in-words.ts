// What of an edit its author would want to read back, when it could not be put where it was written.
import type { Words } from '../../sync/afresh';

/** What people can read of an edit: ids, choices and places are no words; several fields of one thing are. */
export function inWords(edits: readonly Words[]): string {
  const said = edits.filter(({ root }) => root !== 'position');
  const words = said.flatMap(({ value }) =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null && 'words' in value && typeof value.words === 'string'
        ? [value.words]
        : [],
  );
  const sentences = words.filter((one) => /\s/.test(one.trim()) || said.length === 1);
  return (sentences.length > 0 ? sentences : words).join('\n');
}
