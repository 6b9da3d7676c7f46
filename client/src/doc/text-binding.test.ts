import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { FakeField } from '../../test/fake-field';
import { changeBetween, moved, movedSelection } from './diff';
import { bindText, type TextBinding } from './text-binding';

interface Side {
  doc: Y.Doc;
  field: FakeField;
  binding: TextBinding;
  inbox: Uint8Array[];
  composing: boolean;
}

function side(clientId: number): Side {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  const field = new FakeField();
  const binding = bindText(doc.getText('t'), field);
  return { doc, field, binding, inbox: [], composing: false };
}

function pair(): [Side, Side] {
  const [a, b] = [side(1), side(2)];
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') to.inbox.push(update);
    });
  }
  return [a, b];
}

function deliver(to: Side): void {
  const update = to.inbox.shift();
  if (update !== undefined) Y.applyUpdate(to.doc, update, 'remote');
}

/** The character that ends at `at`, or starts there. */
function neighbour(text: string, at: number, which: 'left' | 'right'): string | undefined {
  return which === 'right' ? [...text.slice(at)][0] : [...text.slice(0, at)].pop();
}

type Action =
  | { kind: 'select'; from: number; to: number }
  | { kind: 'type'; length: number; silent: boolean }
  | { kind: 'erase'; length: number }
  | { kind: 'deliver' }
  | { kind: 'compose' }
  | { kind: 'undo' }
  | { kind: 'redo' };

const place = fc.double({ min: 0, max: 1, noNaN: true });
const action: fc.Arbitrary<{ who: 0 | 1; action: Action }> = fc.record({
  who: fc.constantFrom<0 | 1>(0, 1),
  action: fc.oneof<fc.Arbitrary<Action>[]>(
    fc.record({ kind: fc.constant('select' as const), from: place, to: place }),
    fc.record({ kind: fc.constant('type' as const), length: fc.integer({ min: 1, max: 4 }), silent: fc.boolean() }),
    fc.record({ kind: fc.constant('erase' as const), length: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant('deliver' as const) }),
    fc.record({ kind: fc.constant('compose' as const) }),
    fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }),
  ),
});

/** Characters that occur once each, every third outside the first plane, so that a caret's neighbour has a name. */
function alphabet(): () => string {
  let next = 0;
  return () => {
    next += 1;
    return String.fromCodePoint(next % 3 === 0 ? 0x20000 + next : 0x4e00 + next);
  };
}

describe('two fields bound to two documents', () => {
  it('converge, and each caret stays beside its character', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 80 }), (plan) => {
        const sides = pair();
        const character = alphabet();
        for (const { who, action: step } of plan) act(sides[who], step, character);
        for (const one of sides) {
          one.field.fire('compositionend');
          one.field.fire('input');
        }
        for (const one of sides) while (one.inbox.length > 0) deliver(one);
        const [a, b] = sides;
        expect(a.doc.getText('t').toString()).toBe(b.doc.getText('t').toString());
        for (const one of sides) expect(one.field.value).toBe(one.doc.getText('t').toString());
        expect(a.field.value).not.toContain('\ufffd');
      }),
      { numRuns: 600 },
    );
  });

  function act(one: Side, step: Action, character: () => string): void {
    const { field } = one;
    const places = field.places();
    const at = (part: number) => places[Math.floor(part * (places.length - 1))] ?? 0;
    switch (step.kind) {
      case 'select': {
        const [from, to] = [at(step.from), at(step.to)].sort((x, y) => x - y);
        return field.setSelectionRange(from ?? 0, to ?? 0);
      }
      case 'type':
        return field.type(Array.from({ length: step.length }, character).join(''), step.silent);
      case 'erase': {
        const end = places.indexOf(field.selectionEnd);
        field.setSelectionRange(places[Math.max(0, end - step.length)] ?? 0, field.selectionEnd);
        return field.type('');
      }
      case 'compose':
        one.composing = !one.composing;
        if (one.composing) return void field.fire('compositionstart');
        return watched(one, () => field.fire('compositionend'));
      case 'undo':
        return one.binding.undo();
      case 'redo':
        return one.binding.redo();
      case 'deliver': {
        const before = field.value;
        watched(one, () => deliver(one));
        if (one.composing) expect(field.value).toBe(before);
      }
    }
  }

  function watched(one: Side, run: () => void): void {
    const { field } = one;
    const { value, selectionStart, selectionEnd } = field;
    const left = neighbour(value, selectionEnd, 'left');
    const right = neighbour(value, selectionStart, 'right');
    run();
    const bare = selectionStart === selectionEnd;
    if (left !== undefined && field.value.includes(left)) {
      const now = neighbour(field.value, field.selectionEnd, 'left');
      expect(now, 'the character before the caret').toBe(left);
    }
    if (!bare && !one.composing && right !== undefined && field.value.includes(right) && left !== undefined) {
      expect(neighbour(field.value, field.selectionStart, 'right'), 'the first selected character').toBe(right);
    }
  }

  it('sends what is being composed, and writes nothing into the field meanwhile', () => {
    const [a, b] = pair();
    a.field.type('ja nee');
    deliver(b);
    a.field.setSelectionRange(2, 2);
    a.field.fire('compositionstart');
    a.field.type('h');
    b.field.setSelectionRange(0, 0);
    b.field.type('> ');
    deliver(a);
    expect(a.field.value).toBe('jah nee');
    a.field.type('o');
    expect(a.doc.getText('t').toString()).toBe('> jaho nee');
    a.field.fire('compositionend');
    expect(a.field.value).toBe('> jaho nee');
    expect(a.field.selectionStart).toBe('> jaho'.length);
  });

  it('keeps scrolling, and takes no selection in a field without focus', () => {
    const [a, b] = pair();
    a.field.type('een\ntwee');
    deliver(b);
    b.field.scrollTop = 40;
    b.field.setSelectionRange(1, 1);
    b.field.ownerDocument.activeElement = undefined;
    a.field.type('\ndrie');
    deliver(b);
    expect(b.field.scrollTop).toBe(40);
    expect(b.field.value).toBe('een\ntwee\ndrie');
    expect(b.field.selectionStart).toBe(b.field.value.length);
  });

  it('undoes only what this person typed, also from the browser menu', () => {
    const [a, b] = pair();
    a.field.type('van mij');
    deliver(b);
    b.field.setSelectionRange(0, 0);
    b.field.type('van jou, ');
    deliver(a);
    expect(a.field.fire('beforeinput', { inputType: 'historyUndo' })).toBe(true);
    expect(a.field.value).toBe('van jou, ');
    a.binding.redo();
    expect(a.field.value).toBe('van jou, van mij');
  });

  it('leaves the field alone after it is let go', () => {
    const [a, b] = pair();
    a.field.type('een');
    deliver(b);
    b.binding.destroy();
    a.field.type(' twee');
    deliver(b);
    expect(b.field.value).toBe('een');
    b.field.type('!');
    expect(b.doc.getText('t').toString()).toBe('een twee');
  });
});

describe('a text that may hold so much', () => {
  it('takes what fits of a paste, never half a character, and tells that no more fits', () => {
    const text = new Y.Doc().getText('t');
    text.insert(0, 'Begin. Eind.');
    const [field, told] = [new FakeField(), [] as boolean[]];
    bindText(text, field, { max: 16, full: (full) => told.push(full) });
    field.select(7, 7);
    field.type('abc😀 en veel meer ');
    expect([text.toString(), field.value, field.selectionStart]).toEqual(['Begin. abcEind.', 'Begin. abcEind.', 10]);
    field.type('d');
    field.type('e');
    expect([text.toString(), field.value, field.selectionStart]).toEqual(['Begin. abcdEind.', 'Begin. abcdEind.', 11]);
    expect(told).toEqual([true, true, true]);
    field.erase();
    expect([text.toString(), told.at(-1)]).toEqual(['Begin. abcEind.', false]);
  });

  it('lets a text that is longer already become shorter, and not longer', () => {
    const text = new Y.Doc().getText('t');
    text.insert(0, 'veel te lang');
    const field = new FakeField();
    bindText(text, field, { max: 4 });
    field.select(0, 4);
    field.type('erg');
    expect(text.toString()).toBe('erg te lang');
    field.type('!');
    expect([text.toString(), field.value]).toEqual(['erg te lang', 'erg te lang']);
  });
});

describe('a change between two texts', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 }).map((value) => value.toWellFormed());

  it('leads from one to the other and never cuts a character in two', () => {
    fc.assert(
      fc.property(text, text, fc.nat(14), (before, after, caret) => {
        const change = changeBetween(before, after, caret);
        const { index, remove, insert } = change ?? { index: 0, remove: 0, insert: '' };
        expect(before.slice(0, index) + insert + before.slice(index + remove)).toBe(after);
        for (const part of [before.slice(0, index), before.slice(index, index + remove), insert]) {
          expect(part.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it('goes by the caret where the letters alone do not tell', () => {
    expect(changeBetween('aaa', 'aaaa', 1)).toEqual({ index: 0, remove: 0, insert: 'a' });
    expect(changeBetween('aaa', 'aaaa', 4)).toEqual({ index: 3, remove: 0, insert: 'a' });
    expect(changeBetween('aaa', 'aa', 1)).toEqual({ index: 1, remove: 1, insert: '' });
  });

  it('leaves alone what stands behind a correction far from the caret', () => {
    expect(changeBetween('teh boom en meer', 'the boom en meer')).toEqual({ index: 1, remove: 2, insert: 'he' });
  });

  it('replaces a whole emoji when only its second half differs', () => {
    expect(changeBetween('a😀b', 'a😁b')).toEqual({ index: 1, remove: 2, insert: '😁' });
  });
});

describe('a position after a remote change', () => {
  it('stays behind its left neighbour', () => {
    expect(moved(2, [{ retain: 2 }, { insert: 'xx' }], 'left')).toBe(2);
    expect(moved(2, [{ retain: 2 }, { insert: 'xx' }], 'right')).toBe(4);
    expect(moved(5, [{ retain: 1 }, { delete: 2 }, { insert: 'x' }], 'left')).toBe(4);
    expect(moved(2, [{ retain: 1 }, { delete: 3 }], 'left')).toBe(1);
  });

  it('never turns a selection around', () => {
    expect(movedSelection(1, 3, [{ retain: 1 }, { insert: 'xx' }, { delete: 2 }])).toEqual({ start: 3, end: 3 });
    expect(movedSelection(1, 3, [{ retain: 1 }, { insert: 'x' }, { retain: 2 }, { insert: 'y' }])).toEqual({
      start: 2,
      end: 4,
    });
  });
});
