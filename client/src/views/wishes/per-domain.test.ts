import { describe, expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import type { Item, Picture } from '../../schema.gen';
import { perDomain } from './per-domain';

const picture = noor as unknown as Picture;
/** The family with other fields of some things. */
const having = (fields: Record<string, object>, more: Partial<Item> = {}): Picture => ({
  ...picture,
  items: picture.items.map((item) =>
    item.id in fields ? ({ ...item, ...more, fields: { ...item.fields, ...fields[item.id] } } as Item) : item,
  ),
});

describe('wishes side by side', () => {
  it('stand together by what they are about, whoever wishes them, and what has no subject last', () => {
    const found = perDomain(
      having({ w1: { domain: 'parenting' }, w3: { domain: 'parenting' }, w4: { domain: 'school_work' } }),
    );
    expect(found.map((one) => [one.domain, one.wishes.map((row) => row.by)])).toEqual([
      ['parenting', ['noor', 'jeroen']],
      ['school_work', ['femke']],
      [null, ['marloes']],
    ]);
  });

  it('have the goals of the same subject with how it is now and how people want it', () => {
    const found = perDomain(
      having({
        w4: { domain: 'school_work' },
        g1: { domain: 'school_work', situation_now: 'Noor is thuis.', situation_wanted: 'Twee uur per dag op school.' },
      }),
    );
    expect(found.find((one) => one.domain === 'school_work')).toMatchObject({
      wishes: [{ id: 'w4' }],
      goals: [{ row: { id: 'g1' }, now: 'Noor is thuis.', wanted: 'Twee uur per dag op school.' }],
    });
  });

  it('leave out what was taken back, and what stands only in a room of one’s own', () => {
    const ids = (of: Picture) => perDomain(of).flatMap((one) => one.wishes.map((row) => row.id));
    const self = picture.rooms.find((room) => room.kind === 'self')?.id ?? '';
    expect(ids(having({ w1: {} }, { withdrawn: true }))).not.toContain('w1');
    expect(ids(having({ w1: {} }, { room: self }))).not.toContain('w1');
    expect(ids(picture)).toContain('w1');
  });
});
