// Writing down what someone said who can't say it here themselves (docs/document-format.md D16): in the scribe's own voice,
// with whose words they are and from what the scribe knows them.
import type * as Y from 'yjs';
import { KINDS, type Kind, LIMITS } from '../schema.gen';
import { cleanText, type FieldInput, isName, putItem, WriteError } from './write';

/** Whose words something is. */
export interface WordsOf {
  person: string;
  /** A talk, a letter, a drawing. */
  from: string;
}

/** Writes words of someone else under `id`, whole. */
export function writeDown(
  doc: Y.Doc,
  kind: Kind,
  id: string,
  fields: Readonly<Record<string, FieldInput>>,
  words: WordsOf,
): void {
  const from = cleanText(words.from, LIMITS.short_max);
  if (from === undefined) throw new WriteError(kind, 'words_from');
  if (!isName(words.person)) throw new WriteError(kind, 'words_of');
  doc.transact(() => {
    putItem(doc, kind, id, fields);
    const map = doc.getMap(KINDS[kind].root);
    map.set(`${id}/words_of`, words.person);
    map.set(`${id}/words_from`, from);
  });
}

/** Says of a draft whose words it is going to be; nobody is its author. */
export function draftFor(doc: Y.Doc, id: string, words: WordsOf | null): void {
  const map = doc.getMap('draft');
  const given = { words_of: words?.person ?? '', words_from: words?.from ?? '' };
  doc.transact(() => {
    for (const [field, value] of Object.entries(given)) {
      const key = `${id}/${field}`;
      if (value === '') map.delete(key);
      else if (map.get(key) !== value) map.set(key, value);
    }
  });
}
