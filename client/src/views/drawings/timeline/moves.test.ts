import { describe, expect, it } from 'vitest';
import youssef from '../../../../test/fixtures/picture.youssef.json';
import type { Picture } from '../../../schema.gen';
import { namesIn } from '../../picture/names';
import { outline } from '../../picture/outline';
import { firstDay } from './dates';
import { entriesOf } from './entries';
import { movesOf } from './moves';

const told = youssef as unknown as Picture;
type Item = Picture['items'][number];
const like = told.items.find((item) => item.kind === 'before');
const place = (id: string, fields: object): Item =>
  ({
    ...like,
    id,
    kind: 'placement',
    fields: {
      person: 'noor',
      kind: 'home',
      start: null,
      end: null,
      urgent: null,
      reason: null,
      back_home_considered: null,
      siblings_reason: null,
      ...fields,
    },
  }) as unknown as Item;
const picture: Picture = {
  ...told,
  items: [
    ...told.items,
    place('p1', { start: '2011-03', kind: 'home' }),
    place('p2', {
      start: '2025-05',
      kind: 'foster',
      urgent: true,
      reason: 'Omdat het thuis te gevaarlijk was voor jou.',
    }),
    place('p3', { start: '2026-02', kind: 'group', back_home_considered: 'Mama was nog niet sterk genoeg.' }),
  ],
};
const names = namesIn(picture);

describe('where a child lives', () => {
  it('stands on the line of home, each place until the next begins', () => {
    const entries = entriesOf(picture, names, firstDay('2026-11-22')).filter((one) => one.kind === 'placement');
    expect(entries.map((one) => [one.line, one.words])).toEqual([
      ['home', 'Noor woonde thuis'],
      ['home', 'Noor woonde in een pleeggezin'],
      ['home', 'Noor woont in een groep'],
    ]);
    expect(entries.map((one) => one.stretch?.open)).toEqual([false, false, true]);
  });

  it('is counted in moves: where it began at home is none', () => {
    expect(movesOf(picture)).toEqual([{ person: 'noor', count: 2 }]);
    expect(movesOf({ ...told, items: [place('p2', { start: '2025-05', kind: 'foster' })] })).toEqual([
      { person: 'noor', count: 1 },
    ]);
  });

  it('has in the list whether it was in a hurry, why, and whether home was thought of', () => {
    const rows = outline(picture).find((part) => part.id === 'timeline')?.rows ?? [];
    const said = (id: string) => rows.find((row) => row.id === id)?.details.map((one) => one.text) ?? [];
    expect(rows.find((row) => row.id === 'p2')?.tags).toEqual(['met spoed']);
    expect(said('p2')).toContain('Omdat het thuis te gevaarlijk was voor jou.');
    expect(said('p3')).toContain('Mama was nog niet sterk genoeg.');
  });

  it('says so when a move has no answer to whether going home was possible', () => {
    const rows = outline(picture).find((part) => part.id === 'timeline')?.rows ?? [];
    const unsaid = (id: string) =>
      rows.find((row) => row.id === id)?.details.some((one) => one.text.startsWith('Er staat nog niet bij')) ?? null;
    expect([unsaid('p1'), unsaid('p2'), unsaid('p3')]).toEqual([false, true, false]);
  });
});
