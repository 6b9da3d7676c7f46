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

  // D15
  it('loses a whole chain of remarks when what they were about is not there', () => {
    const { facts } = caseOf(join(GOLDEN, golden[0] ?? ''));
    const room = { id: 'core', kind: 'core', label: 'X', members: [], former_members: [], successor_of: null } as const;
    const ids = Array.from({ length: 2000 }, (_, nth) => `${String(nth).padStart(8, '0')}-0000-4000-8000-000000000000`);
    const doc = new Y.Doc();
    ids.forEach((id, nth) => {
      doc.getMap('comment').set(`${id}/text`, 'Ja');
      doc.getMap('comment').set(`${id}/on`, ids[nth + 1] ?? 'a0000000-0000-4000-8000-000000000000');
    });
    const rooms = [{ ...room, members: [], former_members: [], open: true, ground: null }];
    const picture = compose([read('gezin-x/core/voice.anna', doc)], { ...facts, rooms });
    expect(picture.items).toEqual([]);
    expect(picture.reports.map(({ item, reason }) => [item, reason])).toEqual(ids.map((id) => [id, 'dangling']));
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
