// Holds reading and composing beside the Rust side, which is the one that decides what a version says: the same documents
// and facts give the same picture (docs/document-format.md D14). `RANDOM_CASES` names a folder with further cases, as
// `schema/tests/golden.rs` writes them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { compose } from '../src/doc/compose';
import { read } from '../src/doc/read';
import type { Reading } from '../src/doc/reading';
import type { Facts, Picture } from '../src/schema.gen';

interface Case {
  facts: Facts;
  documents: { name: string; update_base64: string }[];
  picture: Picture;
}

const GOLDEN = join(import.meta.dirname, '../../schema/tests/golden');
const RANDOM = process.env.RANDOM_CASES;

const casesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
const caseOf = (path: string): Case => JSON.parse(readFileSync(path, 'utf8'));

function readingsOf(documents: Case['documents']): Reading[] {
  return documents.map(({ name, update_base64 }) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Buffer.from(update_base64, 'base64'));
    return read(name, doc);
  });
}

/** Composes a case and says what differs from its picture. */
function expectSame(path: string): void {
  const { facts, documents, picture } = caseOf(path);
  const composed = compose(readingsOf(documents), facts);
  // Much faster than the comparison that explains.
  if (!isDeepStrictEqual(composed, picture)) expect(composed, path).toStrictEqual(picture);
}

describe('the picture', () => {
  const golden = casesIn(GOLDEN);

  it('has golden cases to be held to', () => {
    expect(golden.length).toBeGreaterThanOrEqual(24);
  });

  it.each(golden)('is what the server composes: %s', (name) => {
    expectSame(join(GOLDEN, name));
  });

  // D14
  it('is the same in whatever order the documents come, and when readings are used again', () => {
    const { facts, documents, picture } = caseOf(join(GOLDEN, golden.at(-1) ?? ''));
    const readings = readingsOf(documents);
    for (const some of [readings, [...readings].reverse(), [...readings, ...readings]]) {
      expect(compose(some, facts)).toStrictEqual(picture);
    }
  });

  const unset = 'set RANDOM_CASES to compare random cases (schema/tests/golden.rs writes them)';
  it.skipIf(RANDOM === undefined)(
    RANDOM === undefined ? unset : 'is what the server composes, for random cases',
    () => {
      const cases = casesIn(RANDOM ?? '');
      expect(cases.length).toBeGreaterThan(0);
      for (const name of cases) expectSame(join(RANDOM ?? '', name));
    },
    600_000,
  );
});
