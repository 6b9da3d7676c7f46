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
// Rounds with names, words taken over and gathered items: the server composed these pictures too.
const CASES = readFileSync(join(import.meta.dirname, 'doc-cases.jsonl'), 'utf8')
  .trim()
  .split('\n');
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
function expectSame({ facts, documents, picture }: Case, name: string): void {
  const composed = compose(readingsOf(documents), facts);
  // Much faster than the comparison that explains.
  if (!isDeepStrictEqual(composed, picture)) expect(composed, name).toStrictEqual(picture);
}

describe('the picture', () => {
  const golden = casesIn(GOLDEN);

  it('has golden cases to be held to', () => {
    expect(golden.length).toBeGreaterThanOrEqual(24);
  });

  it.each(golden)('is what the server composes: %s', (name) => {
    expectSame(caseOf(join(GOLDEN, name)), name);
  });

  it.each(CASES.map((text, at) => [at, JSON.parse(text) as Case] as const))(
    'is what the server composes: case %i',
    (at, one) => {
      expectSame(one, `case ${at}`);
      const { items, loops } = one.picture;
      expect(loops.some((loop) => loop.name !== null)).toBe(true);
      expect(items.some((item) => item.written_down_by !== null)).toBe(true);
      expect(items.some((item) => item.shared_state === 'shared')).toBe(true);
    },
  );

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
      for (const name of cases) expectSame(caseOf(join(RANDOM ?? '', name)), name);
    },
    600_000,
  );
});
