import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/picture.noor.json';
import { record, SEEN, SEEN_FIELD } from '../../doc/seen';
import { CHOICES, type Item, MARKS, type Picture } from '../../schema.gen';
import { apartRooms, pictureIn } from '../picture/select';
import { anything, since } from './since';

const picture = fixture as unknown as Picture;
const kept = (seen: Picture) => ({
  id: SEEN,
  kind: null,
  room: null,
  shared: false,
  values: {},
  sets: {},
  texts: { [SEEN_FIELD]: record(seen) },
});
/** The picture as it is now, with what was seen of it before. */
const after = (change: (item: Item) => Partial<Item> | null): Picture => ({
  ...picture,
  items: picture.items.flatMap((item) => {
    const other = change(item);
    return other === null ? [] : [{ ...item, ...other } as Item];
  }),
  drafts: [...picture.drafts, kept(picture)],
});
const title = (id: string, words: string) =>
  after((item) => (item.id === id ? ({ fields: { ...item.fields, title: words } } as unknown as Partial<Item>) : {}));
const groups = (now: Picture, me = 'noor') =>
  (since(now, me) ?? []).map((group) => [group.id, group.told.map((one) => one.row?.id)]);

describe('what changed since someone looked', () => {
  it('is not known before they said that they had seen it', () => {
    expect(since(picture, 'noor')).toBeNull();
    expect(anything(picture, 'noor')).toBe(false);
  });

  it('is nothing when all was seen', () => {
    const now = after(() => ({}));
    expect([since(now, 'noor'), anything(now, 'noor')]).toEqual([[], false]);
  });

  it('names who says it differently', () => {
    const now = title('f02', 'Elke ochtend ruzie');
    expect(groups(now)).toEqual([['reworded', ['f02']]]);
    expect(since(now, 'noor')?.[0]?.told[0]).toMatchObject({ person: 'marloes', to: { view: 'picture', item: 'f02' } });
    expect(anything(now, 'noor')).toBe(true);
  });

  it('leaves out what someone did themselves', () => {
    const now = title('f03', 'Ik slaap slecht');
    expect([since(now, 'noor'), anything(now, 'noor')]).toEqual([[], false]);
    expect(groups(now, 'marloes')).toEqual([['reworded', ['f03']]]);
  });

  it('tells who stands elsewhere, with what they say now', () => {
    const now = after((item) =>
      item.id === 'f04'
        ? { marks: item.marks.map((mark) => (mark.by === 'femke' ? ({ ...mark, is: 'agree' } as typeof mark) : mark)) }
        : {},
    );
    expect(groups(now)).toEqual([['stands', ['f04']]]);
    expect(since(now, 'noor')?.[0]?.told[0]?.sentence).toContain('Femke');
    expect(since(now, 'noor')?.[0]?.told[0]?.sentence).toContain('klopt voor mij');
  });

  describe('besides a standpoint', () => {
    const says = (id: string, mark: object) =>
      after((item) =>
        item.id === id
          ? {
              marks: [
                ...item.marks,
                { room: item.room, words: null, stale: false, left_on: null, ...mark },
              ] as Item['marks'],
            }
          : {},
      );

    it('is told with who says it, also to whose thing it is', () => {
      const now = says('h1', { by: 'youssef', field: 'acknowledged', is: true });
      expect(since(now, 'marloes')).toMatchObject([
        {
          id: 'stands',
          told: [{ person: 'youssef', sentence: 'Youssef zegt: dat had anders gemoeten. Dit gaat over:' }],
        },
      ]);
      expect([anything(now, 'marloes'), anything(now, 'youssef')]).toEqual([true, false]);
    });

    it('has a sentence for everything one can say, with the words that go with it', () => {
      const told = Object.entries(MARKS).flatMap(([field, { value }]) => {
        if (field === 'standpoint' || field === 'seen_in_round') return [];
        const is =
          { bool: true, whole: 5, date: '2026-11-02' }[value.type as string] ??
          (value.type === 'choice' ? CHOICES[value.choice][0] : null);
        const now = says('g2', { by: 'femke', field, is, words: 'Zo is het.' });
        return since(now, 'noor')?.flatMap((group) => group.told) ?? [];
      });
      expect(told.length).toBe(Object.keys(MARKS).length - 2);
      for (const one of told) expect(one).toMatchObject({ person: 'femke', quote: 'Zo is het.' });
      expect(told.every((one) => one.sentence.startsWith('Femke '))).toBe(true);
    });

    it('is told of something new of one’s own too', () => {
      const fresh = picture.items.find((item) => item.id === 'f04');
      if (fresh === undefined) throw new Error('no f04');
      const now = after(() => ({}));
      const other = { ...fresh, id: 'f99', by: 'noor', words_of: null };
      const found = since({ ...now, items: [...now.items, other] }, 'noor');
      expect(found?.map((group) => [group.id, group.told.map((one) => one.person)])).toEqual([
        ['stands', expect.arrayContaining(['femke'])],
      ]);
    });

    it('is nobody’s for certain in an older record, so it is hidden from nobody', () => {
      const drafts = [{ ...kept(picture), texts: { [SEEN_FIELD]: '1 noor\niuDdGrgj43s1m6000-' } }];
      const only = { ...picture, drafts, joint_orders: [], own_orders: [] };
      const help = only.items.filter((item) => item.id === 'h2');
      expect(since({ ...only, items: help }, 'noor')).toMatchObject([{ id: 'moved', told: [{ person: null }] }]);
    });
  });

  it('tells that something was taken back, and by whom', () => {
    const now = after((item) =>
      item.id === 'f02' ? ({ withdrawn: true, fields: null } as unknown as Partial<Item>) : {},
    );
    expect(groups(now)).toEqual([['withdrawn', ['f02']]]);
    const told = since(now, 'noor')?.[0]?.told[0];
    // The sentence names who took it back; after it stands what it was, not that name again.
    expect([told?.person, told?.row?.gone]).toEqual(['marloes', 'Wat er speelt']);
  });

  it('says nothing of what is no longer here, not even that it went', () => {
    expect(
      since(
        after((item) => (item.id === 'f02' ? null : {})),
        'noor',
      ),
    ).toEqual([]);
  });

  it('leads from an answer to the wish it answers', () => {
    const now = after((item) =>
      item.kind === 'answer' ? ({ fields: { ...item.fields, text: 'Elke week een gesprek.' } } as Partial<Item>) : {},
    );
    expect(since(now, 'noor')?.[0]?.told[0]).toMatchObject({ person: 'youssef', to: { view: 'picture', item: 'w1' } });
  });

  it('tells whose order changed, and leads to what comes first', () => {
    const now = after(() => ({}));
    const orders = now.own_orders.map((order) =>
      order.by === 'marloes' ? { ...order, items: [...order.items].reverse() } : order,
    );
    expect(since({ ...now, own_orders: orders }, 'noor')).toMatchObject([
      { id: 'moved', told: [{ person: 'marloes', row: null, to: { view: 'picture', part: 'first' } }] },
    ]);
  });
});

describe('what changed where few people share it', () => {
  const pair = 'pair:noor:youssef';
  const apart = apartRooms(picture.rooms);
  const told = picture.items.find((item) => item.kind === 'story' && item.rooms.some((room) => room === pair));
  const changed = after((item) =>
    item.id === told?.id
      ? ({ by: 'youssef', fields: { ...item.fields, text: 'Heel anders' } } as unknown as Partial<Item>)
      : item.id === 'f02'
        ? ({ fields: { ...item.fields, title: 'Elke ochtend ruzie' } } as unknown as Partial<Item>)
        : {},
  );
  const seenOf = (now: Picture, room: string | null) =>
    (since(now, 'noor', pictureIn(now, room, apart)) ?? []).flatMap((group) => group.told.map((one) => one.row?.id));
  const marked = (now: Picture, room: string | null): Picture => ({
    ...now,
    drafts: [{ ...kept(now), texts: { [SEEN_FIELD]: record(now, pictureIn(now, room, apart)) } }],
  });

  it('is told only where one chose to look', () => {
    expect(seenOf(changed, null)).toEqual(['f02']);
    expect(seenOf(changed, pair)).toEqual([told?.id]);
  });

  it('stays to be told when only the overview was seen, and the other way round', () => {
    const overview = marked(changed, null);
    expect([seenOf(overview, null), seenOf(overview, pair)]).toEqual([[], [told?.id]]);
    const both = marked(overview, pair);
    expect([seenOf(both, null), seenOf(both, pair), anything(both, 'noor')]).toEqual([[], [], false]);
    const room = marked(changed, pair);
    expect([seenOf(room, null), seenOf(room, pair)]).toEqual([['f02'], []]);
  });

  it('is seen too the first time someone says that they read it all', () => {
    const first = marked(picture, null);
    expect([since(first, 'noor'), seenOf(first, pair)]).toEqual([[], []]);
  });

  it('leaves out what was said there of a thing that everyone has', () => {
    const mark = { by: 'youssef', room: pair, field: 'standpoint', is: 'agree', words: 'Tussen ons', left_on: null };
    const now = after((item) =>
      item.id === 'f03'
        ? ({ rooms: ['core', pair], marks: [...item.marks, { ...mark, stale: false }] } as unknown as Partial<Item>)
        : {},
    );
    expect(seenOf(now, null)).toEqual([]);
    expect(seenOf(now, pair)).toEqual(['f03']);
    expect(seenOf(marked(now, null), pair)).toEqual(['f03']);
  });
});
