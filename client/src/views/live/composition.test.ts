import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { compose } from '../../doc/compose';
import { startDraft, typeDraft } from '../../doc/draft-write';
import { read } from '../../doc/read';
import { putItem } from '../../doc/write';
import type { Facts } from '../../schema.gen';
import { Composition } from './composition';

const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const room = (id: string, kind: 'core' | 'self', members: string[]) => ({
  id,
  kind,
  label: id,
  members,
  former_members: [],
  successor_of: null,
  open: true,
  ground: null,
});
const FACTS = {
  case: { id: 'gezin', title: null, legal_frame: null, status: null, regisseur: null, opened_on: null },
  persons: [],
  rooms: [room('core', 'core', ['noor']), room('self:noor', 'self', ['noor'])],
} as unknown as Facts;
const OWN = 'gezin/self:noor/voice.noor';
const SHARED = 'gezin/core/voice.noor';

function begun() {
  const docs = new Map([OWN, SHARED].map((name) => [name, new Y.Doc()]));
  const doc = (name: string) => docs.get(name) ?? new Y.Doc();
  const composition = new Composition();
  const show = (...changed: string[]) => {
    for (const name of changed) composition.changed(name);
    return composition.picture(FACTS, doc);
  };
  putItem(doc(SHARED), 'factor', ID, { title: 'Iets', roles: ['problem'], holder: ['school'] });
  startDraft(doc(OWN), 'story', OTHER);
  typeDraft(doc(OWN), OTHER, 'text', 'H');
  const whole = () =>
    compose(
      [...docs].map(([name, one]) => read(name, one)),
      FACTS,
    );
  return { doc, show, whole, first: show(OWN, SHARED) };
}

describe('the live picture', () => {
  it('keeps its items while someone only types for themselves', () => {
    const { doc, show, whole, first } = begun();
    typeDraft(doc(OWN), OTHER, 'text', 'Hoi');
    const now = show(OWN);
    expect(now.items).toBe(first.items);
    expect(now.drafts[0]?.texts.text).toBe('Hoi');
    expect(now).toEqual(whole());
  });

  it('is what composing anew gives, whatever changed', () => {
    const { doc, show, whole } = begun();
    putItem(doc(OWN), 'story', OTHER, { text: 'Alleen voor mij.' });
    expect(show(OWN)).toEqual(whole());
    putItem(doc(SHARED), 'factor', ID, { title: 'Iets anders' });
    typeDraft(doc(OWN), OTHER, 'text', 'Hoi daar');
    const now = show(OWN, SHARED);
    expect(now).toEqual(whole());
    expect(now.items.find((item) => item.id === ID)?.fields).toMatchObject({ title: 'Iets anders' });
  });

  it('is composed anew under other facts', () => {
    const { doc, first } = begun();
    const composition = new Composition();
    for (const name of [OWN, SHARED]) composition.changed(name);
    expect(composition.picture({ ...FACTS }, doc)).toEqual(first);
    expect(composition.picture({ ...FACTS, rooms: FACTS.rooms.slice(1) }, doc).items).toEqual([]);
  });
});
