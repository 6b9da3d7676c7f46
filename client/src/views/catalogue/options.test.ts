import { expect, it } from 'vitest';
import { HELP_KIND } from '../../schema.gen';
import { OPTIONS, optionOf, optionsFor } from './options';

const found = (query: string) => optionsFor(query).flatMap((group) => group.options.map((one) => one.id));

it('every kind of help is found by its name, also by a part of it or with a slip', () => {
  for (const option of OPTIONS) expect(found(option.name)).toContain(option.id);
  expect(found('MDFT')).toEqual(['mdft']);
  expect(found('buurtgezinen')).toContain('buurtgezinnen');
  expect(found('school2care')[0]).toBe('school2care');
  expect(found('qqqq')).toEqual([]);
});

it('options stand by sort, each with what it aims at, and nothing is left out when nothing is asked', () => {
  expect(optionsFor('').map((group) => group.kind)).toEqual([...HELP_KIND]);
  expect(found('')).toHaveLength(OPTIONS.length);
  expect(OPTIONS.every((one) => one.aim.endsWith('.') && !one.aim.startsWith('catalogue-'))).toBe(true);
  expect(optionOf('kings')).toMatchObject({ kind: 'treatment', recognised: false });
  expect(optionOf('gone')).toBeNull();
});
