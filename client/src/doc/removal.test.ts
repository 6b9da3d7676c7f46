import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { hasOfOthers, othersIn, placeFor, putBack } from './removal';
import { jointTextRoot } from './write';

function text(words: string): Y.Text {
  const made = new Y.Doc().getText('t');
  made.insert(0, words);
  return made;
}

describe('whose words would go', () => {
  it('counts what others wrote between two places, and nothing that is erased already', () => {
    const here = new Y.Doc();
    here.clientID = 1;
    const there = new Y.Doc();
    there.clientID = 2;
    here.getText('t').insert(0, 'van mij ');
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    there.getText('t').insert(8, 'van de ander');
    there.getText('t').delete(8, 4);
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    const mine = (client: number) => client === 1;
    expect(here.getText('t').toString()).toBe('van mij de ander');
    expect(othersIn(here.getText('t'), 0, 16, mine)).toBe('de ander'.length);
    expect(othersIn(here.getText('t'), 0, 10, mine)).toBe(2);
    expect(othersIn(here.getText('t'), 0, 8, mine)).toBe(0);
  });

  it('counts words of another that this person only put back', () => {
    const here = text('van de ander');
    expect(othersIn(here, 0, 12, (_client, clock) => clock < 4)).toBe('de ander'.length);
  });
});

describe('whose a joint thing is', () => {
  const id = '6b2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f';
  const mine = (client: number) => client === 1;

  it('is of others as soon as they wrote a field or a word of it that still stands', () => {
    const [here, there] = [new Y.Doc(), new Y.Doc()];
    [here.clientID, there.clientID] = [1, 2];
    const tell = (from: Y.Doc, to: Y.Doc) => Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
    here.getMap('card').set(`${id}/shape`, 'factor');
    const words = jointTextRoot('card', id, 'said_together');
    here.getText(words).insert(0, 'van mij');
    expect(hasOfOthers(here, 'card', id, mine)).toBe(false);
    tell(here, there);
    there.getText(words).insert(7, ' en van mij');
    tell(there, here);
    expect(hasOfOthers(here, 'card', id, mine)).toBe(true);
    here.getText(words).delete(7, 11);
    expect(hasOfOthers(here, 'card', id, mine)).toBe(false);
    there.getMap('card').set(`${id}/shape`, 'relation');
    tell(there, here);
    expect(hasOfOthers(here, 'card', id, mine)).toBe(true);
  });
});

describe('putting words back', () => {
  it('puts them where they stood, whatever was taken out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), fc.nat(), fc.nat(), (words, a, b) => {
        const [from, to] = [a % words.length, b % words.length].sort((x, y) => x - y) as [number, number];
        const left = words.slice(0, from) + words.slice(to);
        const shown = text(left);
        // All that stands around it is unique; 40 characters need not be.
        putBack(shown, words.slice(from, to), words.slice(0, from), words.slice(to));
        expect(shown.toString()).toBe(words);
      }),
    );
  });

  it('puts them beside what is left, when the rest changed since', () => {
    expect(placeFor('Thuis is het rustig.', 'Thuis is het', ' druk')).toBe('Thuis is het'.length);
    expect(placeFor('Nu is het rustig.', 'Thuis', ' is het')).toBe(2);
    expect(placeFor('Heel iets anders.', 'Thuis', ' is het')).toBe('Heel iets anders.'.length);
    expect(placeFor('', '', '')).toBe(0);
  });
});
