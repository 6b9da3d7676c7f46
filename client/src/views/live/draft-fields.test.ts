import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { FakeField } from '../../../test/fake-field';
import { emptyCase, SELF } from '../../../test/fixtures/empty-case';
import { draftText } from '../../doc/draft-write';
import { DraftFields } from './draft-fields';

/** One draft on two devices of one person: each learns of the other's keys only when `meet` is called. */
function twoDevices() {
  const [one, other] = [emptyCase(), emptyCase()];
  const id = one.actions.addDraft('story', { text: 'midden' });
  const docs = [one.voice(SELF), other.voice(SELF)] as const;
  const meet = () => {
    const [first, second] = docs.map((doc) => Y.encodeStateAsUpdate(doc)) as [Uint8Array, Uint8Array];
    Y.applyUpdate(docs[1], first);
    Y.applyUpdate(docs[0], second);
  };
  meet();
  const fields = [one, other].map((at) => {
    const field = new FakeField();
    at.actions.typeInDraft(id, 'text', field);
    return field;
  }) as [FakeField, FakeField];
  return { id, docs, fields, meet };
}

it('loses no letter of a draft that is typed in on two devices at once, and leaves each caret beside its letters', () => {
  const { id, docs, fields, meet } = twoDevices();
  const [atEnd, atStart] = fields;
  atEnd.select(6, 6);
  atStart.select(0, 0);
  for (let at = 0; at < 20; at++) {
    atEnd.type('abcdefghijklmnopqrst'.charAt(at));
    atStart.type(String(at % 10));
    // What comes from the other device comes a few keys later.
    if (at % 3 === 2) meet();
  }
  meet();
  const all = '01234567890123456789middenabcdefghijklmnopqrst';
  expect(docs.map((doc) => draftText(doc, id, 'text'))).toEqual([all, all]);
  expect(fields.map((field) => field.value)).toEqual([all, all]);
  expect([atStart.selectionStart, atEnd.selectionStart]).toEqual([20, 46]);
});

it('shows in the field what else is filled into the draft', () => {
  const { id, fields, docs } = twoDevices();
  docs[0].getText(`draft:${id}/text`).insert(0, 'Het ');
  expect(fields[0].value).toBe('Het midden');
});

it('ties a field to the text of the document that came in place of another, and lets go of the old one', () => {
  const [before, after] = [new Y.Doc().getText('a'), new Y.Doc().getText('a')];
  before.insert(0, 'oud');
  after.insert(0, 'oud en nieuw');
  let now = before;
  const [drafts, field] = [new DraftFields(), new FakeField()];
  const letGo = drafts.bind(() => now, field);
  field.select(3, 3);
  now = after;
  drafts.replaced();
  expect([field.value, field.selectionStart]).toEqual(['oud en nieuw', 3]);
  field.type('!');
  expect([before.toString(), after.toString()]).toEqual(['oud', 'oud! en nieuw']);
  letGo();
  field.type('?');
  expect(after.toString()).toBe('oud! en nieuw');
});
