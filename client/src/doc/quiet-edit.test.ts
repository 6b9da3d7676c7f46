import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { quietEdit } from './quiet-edit';
import { changesBetween } from './word-diff';

function textOf(words: string): Y.Text {
  const text = new Y.Doc().getText('text:explanation/a/text');
  text.insert(0, words);
  return text;
}

const sentence = fc.array(fc.constantFrom('wij', 'samen', 'thuis', 'is', 'het', 'rustig', '👩‍👧', '\n', '  '), {
  maxLength: 12,
});

function applied(before: string, after: string): string {
  return changesBetween(before, after).reduce(
    (text, { index, remove, insert }) => text.slice(0, index) + insert + text.slice(index + remove),
    before,
  );
}

describe('word by word', () => {
  it('gives the other text, whatever the texts', () => {
    fc.assert(
      fc.property(sentence, sentence, (a, b) => {
        expect(applied(a.join(' '), b.join(' '))).toBe(b.join(' '));
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(applied(a, b)).toBe(b);
      }),
    );
  });

  it('leaves alone what stands between two changes', () => {
    const before = 'thuis is het druk en laat';
    const middle = [before.indexOf('is het'), before.indexOf('laat')] as const;
    for (const { index, remove } of changesBetween(before, 'bij ons is het druk en vroeg')) {
      expect(index + remove <= middle[0] || index >= middle[1]).toBe(true);
    }
  });
});

describe('changing a joint text quietly', () => {
  it('shows nobody a key, and puts everything in as one change', () => {
    const text = textOf('thuis is het druk');
    let updates = 0;
    text.doc?.on('update', () => {
      updates += 1;
    });
    const edit = quietEdit(() => text, false);
    expect(updates).toBe(0);
    edit?.keep('bij ons thuis is het vaak druk');
    expect(updates).toBe(1);
    expect(text.toString()).toBe('bij ons thuis is het vaak druk');
  });

  it('goes beside what others wrote meanwhile', () => {
    const text = textOf('thuis is het druk en laat');
    const edit = quietEdit(() => text, false);
    text.insert(text.toString().indexOf('druk'), 'te ');
    text.delete(text.length - ' en laat'.length, ' en laat'.length);
    edit?.keep('bij ons is het druk en laat');
    expect(text.toString()).toBe('bij ons is het te druk');
  });

  it('loses nothing of others, whatever both do', () => {
    // An edit of others never begins inside a pair of units; the letters here have none.
    const plain = sentence.map((words) => words.filter((word) => !word.includes('👩')));
    fc.assert(
      fc.property(plain, plain, fc.nat(40), (a, b, at) => {
        const text = textOf(a.join(' '));
        const edit = quietEdit(() => text, true);
        text.insert(Math.min(at, text.length), '#van een ander#');
        edit?.keep(b.join(' '));
        expect(text.toString().split('#van een ander#').join('')).toBe(b.join(' '));
      }),
    );
  });

  it('goes on in the document that took the place of the old one', () => {
    let text = textOf('thuis is het druk');
    const edit = quietEdit(() => text, false);
    text = textOf('thuis is het heel druk');
    edit?.keep('bij ons is het druk');
    expect(text.toString()).toBe('bij ons is het heel druk');
  });

  it('does not begin with an empty field when the text should not be empty', () => {
    expect(quietEdit(() => textOf(''), false)).toBeUndefined();
    expect(quietEdit(() => undefined, true)).toBeUndefined();
    expect(quietEdit(() => textOf(''), true)?.words).toBe('');
  });

  it('says so when the text is gone, so that what was typed is not', () => {
    let text: Y.Text | undefined = textOf('thuis is het druk');
    const edit = quietEdit(() => text, false);
    text = undefined;
    expect(edit?.keep('bij ons is het druk')).toBe(false);
    expect(quietEdit(() => textOf('thuis'), false)?.keep('thuis')).toBe(true);
  });

  it('leaves no trace when it is dropped', () => {
    const text = textOf('thuis');
    quietEdit(() => text, false)?.drop();
    expect(text.toString()).toBe('thuis');
  });
});
