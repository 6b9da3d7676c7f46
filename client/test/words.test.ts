// House rule 11: words live in schema/locales. Every key the client asks for is there, and every key of the client is asked for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { translator } from '../src/i18n';
import { ERRORS } from '../src/schema.gen';
import { sourceFiles } from './source-files';

const ROOT = join(import.meta.dirname, '..');
const FTL = readFileSync(join(ROOT, '../schema/locales/nl.ftl'), 'utf8');

const SOURCES = [...sourceFiles()].filter(([name]) => name !== 'schema.gen.ts').map(([, source]) => source);

/** Keys defined in a piece of Fluent. */
function keysOf(ftl: string): string[] {
  return [...ftl.matchAll(/^([a-z][a-z0-9-]*) *=/gm)].map((match) => match[1] ?? '');
}

/** The part of the file that belongs to the client: from `### Client` to the next `###`. */
function clientPart(): string {
  return FTL.split(/^(?=### )/m)
    .filter((part) => /^### Client\b/.test(part))
    .join('\n');
}

const CALL = /\b(?:t|say)\(\s*/.source;
/** Keys asked for by name. */
const asked = new Set(
  SOURCES.flatMap((source) =>
    [...source.matchAll(new RegExp(`${CALL}'([a-z0-9-]+)'`, 'g'))].map((match) => match[1] ?? ''),
  ),
);
/** Every quoted word, for keys that reach a call through a table, and beginnings of keys made up by a template. */
const quoted = new Set(
  SOURCES.flatMap((source) => [...source.matchAll(/['"`]([a-z][a-z0-9-]+)['"`]/g)].map((match) => match[1] ?? '')),
);
const beginnings = SOURCES.flatMap((source) =>
  [...source.matchAll(/`([a-z][a-z0-9-]*-)\$\{/g)].map((match) => match[1] ?? ''),
);

describe('words', () => {
  const defined = new Set(keysOf(FTL));

  it('are all there', () => {
    expect(asked.size).toBeGreaterThan(0);
    expect([...asked].filter((key) => !defined.has(key))).toEqual([]);
  });

  it('of the client are all used', () => {
    const own = keysOf(clientPart());
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((key) => !quoted.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)))).toEqual(
      [],
    );
  });

  it('has a sentence for each error', () => {
    expect(Object.keys(ERRORS).filter((code) => !defined.has(`error-${code}`))).toEqual([]);
  });
});

describe('looking up', () => {
  const ftl = 'greeting = Dag { $name }\ncount = { $n ->\n    [one] één kaart\n   *[other] { $n } kaarten\n }\n';

  it('fills in what is given', () => {
    const t = translator('nl', ftl, true);
    expect([t('greeting', { name: 'Noor' }), t('count', { n: 1 }), t('count', { n: 3 })]).toEqual([
      'Dag Noor',
      'één kaart',
      '3 kaarten',
    ]);
  });

  it('writes numbers as the language does', () => {
    const t = translator('nl', ftl, true);
    for (const n of [0, 12, 999, 1000, 12345, 2.5, -3]) {
      expect(t('count', { n })).toBe(`${new Intl.NumberFormat('nl').format(n)} kaarten`);
    }
  });

  it('finds the words of one sentence in another, and a key with a line in it', () => {
    const t = translator('nl', 'head = { name } – { $day }\nrole_of-me = ik\nname = Samenbeeld\n', true);
    expect([t('head', { day: 'vandaag' }), t('role_of-me')]).toEqual(['Samenbeeld – vandaag', 'ik']);
  });

  it('throws at a sentence that is there twice while developing', () => {
    expect(() => translator('nl', 'a = 1\na = 2\n', true)).toThrow('twice');
  });

  it('throws at a missing word while developing, and shows the key to people', () => {
    expect(() => translator('nl', ftl, true)('nothing')).toThrow('nothing');
    expect(() => translator('nl', ftl, true)('greeting')).toThrow('name');
    expect(translator('nl', ftl, false)('nothing')).toBe('nothing');
  });
});
