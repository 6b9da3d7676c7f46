import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, type Entry, find, grade, makeIndex, pieces, wordsIn } from './find';

const entry = (what: string, ...texts: string[]): Entry<string> => ({ what, texts });
const INDEX = makeIndex([
  entry('sleep', 'Noor slaapt slecht en ligt lang wakker', 'Al sinds de zomer.'),
  entry('dog', 'Hond Moos slaapt bij Noor'),
  entry('letters', 'Brieven en waarschuwingen van school', 'De brieven maken het erger.'),
  entry('cafe', 'Financiële zorgen in het café'),
  entry('told', 'Iets anders', 'Ik slaap bij tante Petra.'),
]);
const found = (query: string) => find(INDEX, query).map((one) => one.what);

describe('looking up', () => {
  it('finds the beginning of a word, what it is called by before what is told of it', () => {
    expect(found('slaap')).toEqual(['sleep', 'dog', 'told']);
    expect(found('br')).toEqual(['letters']);
  });

  it('does not mind accents and capitals, on either side', () => {
    expect(found('financiele CAFE')).toEqual(['cafe']);
    expect(found('nóor')).toEqual(['sleep', 'dog']);
  });

  it('wants every word, in any order', () => {
    expect(found('moos noor')).toEqual(['dog']);
    expect(found('noor petra')).toEqual([]);
  });

  it('forgives a slip in a longer word: a letter too many, too few, another, or two swapped', () => {
    for (const slip of ['wakkker', 'wakke', 'wskker', 'wakekr']) expect(found(slip)).toEqual(['sleep']);
    expect(found('slecgt')).toEqual(['sleep']);
    expect(found('waarshuwinge')).toEqual(['letters']);
  });

  it('forgives none in a short word, nor in the first letter', () => {
    expect(found('nor')).toEqual([]);
    for (const [word, wanted] of [
      ['pesten', 'post'],
      ['anderen', 'wandelen'],
      ['waker', 'wakkr'],
      ['zorgen', 'borgen'],
    ] as const) {
      expect([wanted, grade(word, wanted)]).toEqual([wanted, undefined]);
    }
  });

  it('tells a guess apart, after all that holds the words themselves', () => {
    const index = makeIndex([
      entry('like', 'Wandelen'),
      entry('told', 'Iets anders', 'We gaan handelen.'),
      entry('two', 'Wandelen en wandeling'),
      entry('real', 'Iets', 'Elke avond een wandeling'),
    ]);
    expect(find(index, 'wandeling').map((one) => [one.what, one.guess])).toEqual([
      ['two', false],
      ['real', false],
    ]);
    expect(find(index, 'wandelink').map((one) => [one.what, one.guess])).toEqual([
      ['two', true],
      ['real', true],
    ]);
    expect(find(index, 'wandalen').map((one) => [one.what, one.guess])).toEqual([
      ['like', true],
      ['two', true],
    ]);
    expect(find(index, 'wandel avnod').map((one) => one.guess)).toEqual([]);
  });

  it('finds a piece of a longer word after what begins with it', () => {
    expect(grade('waarschuwingen', 'schuw')).toBe(2);
    expect(grade('schuw', 'schuw')).toBe(0);
  });

  it('finds the same whatever was looked for before, also while a word is typed and erased', () => {
    const typed = 'noor slaapt wakker';
    for (let to = 0; to <= typed.length; to += 1) found(typed.slice(0, to));
    expect(found('noor slaapt wakker')).toEqual(['sleep']);
    expect(found('noor slaapt')).toEqual(['sleep', 'dog']);
    expect(found('slaapt noor')).toEqual(['sleep', 'dog']);
    expect(found('olifant noor')).toEqual([]);
    expect(find(INDEX, 'noor noor').map((one) => one.stretches)).toEqual(
      find(INDEX, 'noor').map((one) => one.stretches),
    );
  });

  it('finds nothing for nothing', () => {
    for (const query of ['', '  ', '?!']) expect(found(query)).toEqual([]);
  });

  it('says where it was found', () => {
    const [first] = find(INDEX, 'slaap');
    const words = 'Noor slaapt slecht en ligt lang wakker';
    expect(pieces(words, first?.stretches[0] ?? [])).toEqual([
      { text: 'Noor ', marked: false },
      { text: 'slaap', marked: true },
      { text: 't slecht en ligt lang wakker', marked: false },
    ]);
  });

  it('shows a long text round what was found', () => {
    const long = `${'woord '.repeat(60)}brieven ${'nog '.repeat(60)}`;
    const [one] = find(makeIndex([entry('x', 'x', long)]), 'brief'.slice(0, 4));
    const shown = around(long, one?.stretches[1] ?? [], 80);
    const text = shown.map((piece) => piece.text).join('');
    expect(text.length).toBeLessThan(100);
    expect(shown.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual(['brie']);
    expect([text.startsWith('… '), text.endsWith(' …')]).toEqual([true, true]);
  });

  it('finds every text by the beginning of each of its words, and its pieces make the text again', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (all, which, long) => {
        const index = makeIndex(all.map((text, at) => ({ what: at, texts: [text] })));
        const at = which % all.length;
        for (const { word } of wordsIn(all[at] ?? '')) {
          const letters = [...word];
          const wanted = letters.slice(0, 1 + (long % letters.length)).join('');
          const hits = find(index, wanted);
          // A cut through a letter may leave no word to look for.
          if (
            wordsIn(wanted)
              .map((one) => one.word)
              .join('') === wanted
          )
            expect(hits.map((hit) => hit.what)).toContain(at);
          for (const hit of hits) {
            const text = all[hit.what] ?? '';
            const [stretches = []] = hit.stretches;
            expect(
              pieces(text, stretches)
                .map((piece) => piece.text)
                .join(''),
            ).toBe(text);
            expect(around(text, stretches, 12).some((piece) => piece.marked)).toBe(true);
          }
        }
      }),
    );
  });
});
