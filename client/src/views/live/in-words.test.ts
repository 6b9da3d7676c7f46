import { expect, it } from 'vitest';
import { inWords } from './in-words';

const edit = (root: string, key: string | undefined, value: unknown) => ({ root, key, value });

it('gives back what someone said, and not the choices they made with it', () => {
  expect(inWords([edit('factor', 'a/title', 'Ik slaap slecht'), edit('factor', 'a/domain', 'health')])).toBe(
    'Ik slaap slecht',
  );
  expect(inWords([edit('mark', 'a/standpoint', { is: 'agree', words: 'Zo is het' })])).toBe('Zo is het');
  expect(inWords([edit('text:card/a/said_together', undefined, 'Rust')])).toBe('Rust');
});

it('takes where things stand on a drawing for no words, however many there are', () => {
  expect(inWords([edit('position', 'a/map', '12,34')])).toBe('');
  expect(inWords([edit('position', 'a/map', '12,34'), edit('position', 'b/map', '5,6')])).toBe('');
  expect(inWords([edit('position', 'a/map', '12,34'), edit('factor', 'a/title', 'Rust')])).toBe('Rust');
});
