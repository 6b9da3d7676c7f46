import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { FakeField } from '../../test/fake-field';
import { bindText, type TextBinding } from './text-binding';

interface Writer {
  doc: Y.Doc;
  field: FakeField;
  binding: TextBinding;
  inbox: Uint8Array[];
}

/** People in one text; what one writes waits in the inboxes of the others. */
function people(count: number): Writer[] {
  const writers = Array.from({ length: count }, (_, at): Writer => {
    const doc = new Y.Doc();
    doc.clientID = at + 1;
    const field = new FakeField();
    return { doc, field, binding: bindText(doc.getText('t'), field), inbox: [] };
  });
  for (const from of writers) {
    from.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'remote') return;
      for (const to of writers) if (to !== from) to.inbox.push(update);
    });
  }
  return writers;
}

function hear(writer: Writer): void {
  for (const update of writer.inbox.splice(0)) Y.applyUpdate(writer.doc, update, 'remote');
}

function one(writers: readonly Writer[], at: number): Writer {
  const found = writers[at];
  if (found === undefined) throw new Error(`nobody at ${at}`);
  return found;
}

describe('taking back what was typed', () => {
  it('goes by pieces: a sentence, another place, erasing after typing', () => {
    const writer = one(people(1), 0);
    const { field, binding } = writer;
    for (const letter of 'Thuis is het druk.') field.type(letter);
    for (const letter of ' Vooral laat') field.type(letter);
    for (let time = 0; time < 4; time += 1) field.erase();
    expect(field.value).toBe('Thuis is het druk. Vooral ');
    binding.undo();
    expect(field.value).toBe('Thuis is het druk. Vooral laat');
    binding.undo();
    expect(field.value).toBe('Thuis is het druk.');
    binding.redo();
    expect(field.value).toBe('Thuis is het druk. Vooral laat');
    binding.undo();
    binding.undo();
    expect(field.value).toBe('');
  });

  it('is one piece, too, when somebody else types before it meanwhile', () => {
    const [a, b] = [people(2)].flatMap((all) => [one(all, 0), one(all, 1)]) as [Writer, Writer];
    a.field.type('Thuis is het druk. ');
    hear(b);
    for (const letter of 'vooral laat') {
      a.field.type(letter);
      b.field.select(0, 0);
      b.field.type('x');
      hear(a);
      hear(b);
    }
    a.binding.undo();
    expect(a.field.value).toBe('xxxxxxxxxxxThuis is het druk. ');
    for (let time = 0; time < 4; time += 1) {
      a.field.select(a.field.value.length, a.field.value.length);
      a.field.erase();
      b.field.select(0, 0);
      b.field.type('y');
      hear(a);
      hear(b);
    }
    a.binding.undo();
    expect(a.field.value).toBe('yyyyxxxxxxxxxxxThuis is het druk. ');
  });

  it('puts the caret and the selection back where they were', () => {
    const writer = one(people(1), 0);
    const { field, binding } = writer;
    field.type('Thuis is het druk.');
    field.select(9, 12);
    field.type('');
    binding.undo();
    expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(['Thuis is het druk.', 9, 12]);
    binding.redo();
    expect([field.value, field.selectionStart]).toEqual(['Thuis is  druk.', 9]);
  });

  it('puts the caret back beside its characters when others wrote before it', () => {
    const [a, b] = [people(2)].flatMap((all) => [one(all, 0), one(all, 1)]) as [Writer, Writer];
    a.field.type('Thuis is het druk');
    hear(b);
    a.field.select(5, 5);
    a.field.type(' soms');
    b.field.select(0, 0);
    b.field.type('Samen: ');
    hear(a);
    a.binding.undo();
    expect(a.field.value).toBe('Samen: Thuis is het druk');
    expect(a.field.selectionStart).toBe('Samen: Thuis'.length);
  });

  it('works by the keys, and by those of a Mac', () => {
    const { field } = one(people(1), 0);
    field.type('een');
    expect(field.fire('keydown', { key: 'z', ctrlKey: true, metaKey: false, altKey: false, shiftKey: false })).toBe(
      true,
    );
    expect(field.value).toBe('');
    expect(field.fire('keydown', { key: 'Z', ctrlKey: false, metaKey: true, altKey: false, shiftKey: true })).toBe(
      true,
    );
    expect(field.value).toBe('een');
    expect(field.fire('keydown', { key: 'x', ctrlKey: true, metaKey: false, altKey: false, shiftKey: false })).toBe(
      false,
    );
  });

  it('brings words of others that were erased back as an insert equal to the removal', () => {
    const [a, b] = [people(2)].flatMap((all) => [one(all, 0), one(all, 1)]) as [Writer, Writer];
    b.field.type('woorden van de ander');
    hear(a);
    a.field.select(8, 11);
    a.field.type('');
    const before = Y.encodeStateVector(a.doc);
    a.binding.undo();
    const [inserted] = Y.decodeUpdate(Y.encodeStateAsUpdate(a.doc, before)).structs;
    expect(inserted instanceof Y.Item && inserted.content.getContent().join('')).toBe('van');
    hear(b);
    expect(b.field.value).toBe('woorden van de ander');
  });
});

describe('taking out much at once', () => {
  it('waits for a word of this person; the words stay until then, and stay whose they are', () => {
    const doc = new Y.Doc();
    const other = new Y.Doc();
    other.getText('t').insert(0, 'Woorden van een ander.');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'remote');
    const field = new FakeField();
    let goOn: () => void = () => undefined;
    const asked: [number, number][] = [];
    bindText(doc.getText('t'), field, {
      removing: (from, to, then) => {
        asked.push([from, to]);
        goOn = then;
        return false;
      },
    });
    field.select(0, 7);
    field.type('X');
    expect([field.value, field.selectionStart, field.selectionEnd, asked]).toEqual([
      'Woorden van een ander.',
      0,
      7,
      [[0, 7]],
    ]);
    doc.transact(() => doc.getText('t').insert(0, 'Samen: '), 'remote');
    goOn();
    expect([field.value, doc.getText('t').toString()]).toEqual(['Samen: X van een ander.', 'Samen: X van een ander.']);
  });
});

type Act =
  | { kind: 'select'; from: number; to: number }
  | { kind: 'type'; length: number }
  | { kind: 'erase' }
  | { kind: 'hear' }
  | { kind: 'undo' }
  | { kind: 'redo' };
const place = fc.double({ min: 0, max: 1, noNaN: true });
const act: fc.Arbitrary<Act> = fc.oneof<fc.Arbitrary<Act>[]>(
  fc.record({ kind: fc.constant('select' as const), from: place, to: place }),
  fc.record({ kind: fc.constant('type' as const), length: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('erase' as const) }),
  fc.record({ kind: fc.constant('hear' as const) }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('redo' as const) }),
);

describe('three people in one text, one of them away for long', () => {
  it('lose no word; undo takes no word of anyone else; carets stay beside their characters', () => {
    const plan = fc.array(fc.record({ who: fc.nat(2), act }), { maxLength: 90 });
    fc.assert(
      fc.property(plan, (steps) => {
        const writers = people(3);
        let letter = 0x4e00;
        /** Who typed a character, and whether anyone erased it. */
        const author = new Map<string, number>();
        const erased = new Set<string>();
        for (const { who, act: step } of steps) {
          const writer = one(writers, who);
          const { field } = writer;
          switch (step.kind) {
            case 'select': {
              const at = (part: number) => Math.round(part * field.value.length);
              field.select(Math.min(at(step.from), at(step.to)), Math.max(at(step.from), at(step.to)));
              break;
            }
            case 'type': {
              const words = Array.from({ length: step.length }, () => {
                letter += 1;
                return String.fromCharCode(letter);
              });
              for (const character of words) author.set(character, who);
              for (const gone of field.value.slice(field.selectionStart, field.selectionEnd)) erased.add(gone);
              field.type(words.join(''));
              break;
            }
            case 'erase':
              if (field.selectionStart === field.selectionEnd)
                field.select(Math.max(0, field.selectionEnd - 1), field.selectionEnd);
              for (const gone of field.value.slice(field.selectionStart, field.selectionEnd)) erased.add(gone);
              field.type('');
              break;
            case 'hear': {
              // The third is away: nothing reaches them until the end.
              if (who === 2) break;
              const left = field.value[field.selectionEnd - 1];
              hear(writer);
              if (left !== undefined && field.value.includes(left)) {
                expect(field.value[field.selectionEnd - 1], 'the character before the caret').toBe(left);
              }
              break;
            }
            case 'undo':
            case 'redo': {
              const before = field.value;
              if (step.kind === 'undo') writer.binding.undo();
              else writer.binding.redo();
              const gone = [...before].filter((character) => !field.value.includes(character));
              if (step.kind === 'undo') expect(gone.filter((one) => author.get(one) !== who)).toEqual([]);
              for (const one of gone) erased.add(one);
              break;
            }
          }
        }
        for (let round = 0; round < 2; round += 1) for (const writer of writers) hear(writer);
        const texts = writers.map((writer) => writer.field.value);
        expect(new Set(texts).size).toBe(1);
        const missing = [...author.keys()].filter(
          (character) => !erased.has(character) && !texts[0]?.includes(character),
        );
        expect(missing, 'words nobody took away').toEqual([]);
        // Two people may each bring back what both took away; nothing else stands there twice.
        const text = texts[0] ?? '';
        const twice = [...text].filter((character, at) => text.indexOf(character) !== at);
        expect(twice.filter((character) => !erased.has(character))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
