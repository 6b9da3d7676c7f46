import { describe, expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import type { Picture } from '../../schema.gen';
import { outline } from './outline';
import { PARTS, type Part, row } from './rows';
import { apartRooms, domainsIn, everyRow, inRoom, linkedTo, ofDomain, standsIn } from './select';

const picture = noor as unknown as Picture;
const parts = outline(picture);
const part = (id: string) => parts.find((one) => one.id === id)?.rows ?? [];

describe('the overview', () => {
  const rooms = picture.rooms;
  const apart = apartRooms(rooms);
  const rowsOf = (some: readonly Part[]) => some.flatMap((one) => one.rows);

  it('leaves out what only two share, until their room is chosen', () => {
    const pair = rooms.find((room) => room.kind === 'pair')?.id ?? '';
    const ofTwo = rowsOf(parts).filter((one) => one.rooms.every((room) => room === pair));
    expect(ofTwo.map((one) => one.words).join()).toContain('Ik durf dit niet te zeggen waar mama bij is');
    const overview = rowsOf(inRoom(parts, null, apart));
    expect(overview.filter((one) => ofTwo.includes(one))).toEqual([]);
    expect(rowsOf(inRoom(parts, pair, apart))).toEqual(expect.arrayContaining(ofTwo));
    expect(overview.some((one) => one.rooms.includes('core'))).toBe(true);
  });

  it('shows what two share and have said to more people too', () => {
    expect(standsIn(['two', 'core'], null, new Set(['two']))).toBe(true);
  });

  it('leaves nothing out for who has no other room', () => {
    const two = [
      { id: 'own', kind: 'self' },
      { id: 'two', kind: 'pair' },
    ];
    expect([...apartRooms(two)]).toEqual([]);
  });
});

describe('the outline', () => {
  it('has every part, what goes well before what is hard', () => {
    expect(parts.map((one) => one.id)).toEqual([...PARTS]);
    expect(PARTS.indexOf('helps')).toBeLessThan(PARTS.indexOf('hard'));
  });

  it('shows every item of the rooms one shares, and nothing of the own room', () => {
    const shown = new Set([...everyRow(parts)].map((row) => row.target));
    const inParts = picture.items.filter((item) => !['answer', 'comment'].includes(item.kind) && item.id !== 's01');
    expect(inParts.filter((item) => !shown.has(item.id)).map((item) => item.id)).toEqual([]);
    expect(shown.has('s01')).toBe(false);
  });

  it('says a relation as a sentence', () => {
    expect(part('relations').find((row) => row.id === 'r07')?.sentence).toEqual({
      from: 'Noor zorgt veel voor Daan en het huis',
      verb: 'houdt in stand',
      to: 'Noor slaapt slecht en ligt lang wakker',
    });
  });

  it('keeps words of a standpoint beside it', () => {
    const standing = part('hard')
      .find((row) => row.id === 'f08')
      ?.standings.find((one) => one.person === 'jeroen');
    expect(standing).toMatchObject({ is: 'disagree', words: 'Ik werk nachten. Ik heb twee keer afgezegd, niet vaak.' });
  });

  it('names whose words a scribe wrote down, and the scribe', () => {
    expect(part('hard').find((row) => row.id === 'f13')).toMatchObject({ by: 'marloes', scribe: 'youssef' });
  });

  it('puts what is first together first', () => {
    expect(
      part('hard')
        .map((row) => row.id)
        .slice(0, 1),
    ).toEqual(['f10']);
    expect(part('first')[0]?.rows.length).toBeGreaterThan(0);
  });

  it('puts a step under its goal', () => {
    expect(
      part('plan')
        .find((row) => row.id === 'g1')
        ?.rows.map((row) => row.id),
    ).toEqual(['a1', 'a2', 'a3']);
  });

  it('leaves out what is not of the chosen room, and keeps every part', () => {
    const school = inRoom(parts, 'school');
    expect(school.length).toBe(parts.length);
    expect([...everyRow(school)].every((row) => row.rooms.includes('school') || row.room === 'school')).toBe(true);
  });

  it('finds the relations of a thing', () => {
    expect(linkedTo(parts, 'f21').map((row) => row.id)).toEqual(['r01', 'r02', 'r17', 'r19']);
  });

  it('says a withdrawn item is gone, and whose it was', () => {
    const items = picture.items.map((item) =>
      item.kind === 'factor' && item.id === 'f03' ? { ...item, withdrawn: true, fields: null } : item,
    );
    const gone = outline({ ...picture, items })
      .flatMap((one) => one.rows)
      .find((one) => one.id === 'f03');
    expect(gone).toMatchObject({ withdrawn: true, words: '', by: 'noor' });
  });
});

describe('looking back', () => {
  const review = (change: (goal: object) => object) => {
    const items = picture.items.map((item) =>
      item.kind === 'goal' ? { ...item, fields: change({ ...item.fields }) } : item,
    ) as Picture['items'];
    return outline({ ...picture, items }, '2026-12-01').find((one) => one.id === 'review')?.rows ?? [];
  };

  it('has each goal with its day, and says when that came and that nobody spoke yet', () => {
    const rows = review((goal) => goal);
    expect(rows.map((row) => row.target)).toEqual(['g1', 'g2', 'g3', 'g4']);
    expect(rows.find((row) => row.target === 'g3')?.details.map((one) => one.text)).toEqual([
      'Het is tijd om terug te kijken. We spraken af: 25 november 2026',
      'Nog niemand zei of dit doel is gehaald.',
    ]);
  });

  it('has no goal of which nobody said when or how far', () => {
    expect(review((goal) => ({ ...goal, review_on: null }))).toEqual([]);
  });

  it('has an agreement on its day too, without asking how far it is reached', () => {
    const like = picture.items.find((item) => item.kind === 'goal');
    const agreed = (id: string, review_on: string | null) => ({
      ...like,
      id,
      kind: 'agreement',
      marks: [],
      fields: { text: 'Bellen op zondag', between: ['noor'], kind: 'contact', wish_of_child: null, review_on },
    });
    const items = [agreed('ag1', '2026-11-29'), agreed('ag2', null)] as unknown as Picture['items'];
    const of = outline({ ...picture, items }, '2026-12-01').find((one) => one.id === 'review')?.rows ?? [];
    expect(of.map((row) => [row.target, row.words, row.details.map((one) => one.text)])).toEqual([
      ['ag1', 'Bellen op zondag', ['Het is tijd om terug te kijken. We spraken af: 29 november 2026']],
    ]);
  });
});

describe('the parts of life', () => {
  const given = row({
    id: 'a',
    kind: 'card',
    room: 'core',
    words: '',
    rows: [row({ id: 'b', kind: 'factor', room: 'core', words: '', domain: 'income' })],
  });
  const school = row({ id: 'c', kind: 'factor', room: 'core', words: '', domain: 'school_work' });
  const none = row({ id: 'd', kind: 'factor', room: 'core', words: '' });

  it('are those of the things and of what stands under them, always in the same order', () => {
    expect(domainsIn([given, school, none])).toEqual(['school_work', 'income']);
    expect(domainsIn([none])).toEqual([]);
  });

  it('leave out what belongs elsewhere or nowhere, and without a choice nothing', () => {
    expect(ofDomain([given, school, none], 'income').map((one) => one.id)).toEqual(['a']);
    expect(ofDomain([given, school, none], null).length).toBe(3);
  });

  it('are known of everyone’s words about money', () => {
    const money = ofDomain([...part('hard'), ...part('helps')], 'income');
    expect(money.length).toBeGreaterThan(0);
    expect(money.every((one) => one.domain === 'income')).toBe(true);
  });
});

describe('a relation that was taken back', () => {
  const back = (id: string, marks: Picture['items'][number]['marks'], more: readonly unknown[] = []) => {
    const items = picture.items.map((item) =>
      item.id === id ? { ...item, withdrawn: true, fields: null, marks } : { ...item, marks: item.marks },
    );
    const of = outline({ ...picture, items: [...items, ...more] as Picture['items'] });
    return of.find((one) => one.id === 'relations')?.rows.find((row) => row.id === id);
  };
  // Nothing in the family rests on this one.
  const free = picture.items.find(
    (item) =>
      item.kind === 'relation' && !picture.items.some((other) => JSON.stringify(other.fields).includes(`"${item.id}"`)),
  );
  if (free === undefined) throw new Error('everything is used');
  const mark = (by: string) => ({
    by,
    room: free.room,
    field: 'standpoint' as const,
    is: 'disagree' as const,
    words: 'Zo was het niet.',
    stale: false,
    left_on: null,
  });
  const other = free.by === 'femke' ? 'noor' : 'femke';

  it('stays with what others said of it, under who took it back', () => {
    const row = back(free.id, [mark(other)]);
    expect(row).toMatchObject({ withdrawn: true, standings: [{ person: other, words: 'Zo was het niet.' }] });
    expect(row?.gone).toMatch(/^Teruggetrokken door /);
  });

  it('stays while something rests on it', () => {
    const goal = picture.items.find((item) => item.id === 'g1');
    const on = { ...goal, id: 'g9', fields: { ...goal?.fields, based_on: [free.id] } };
    expect(back(free.id, [], [on])?.withdrawn).toBe(true);
  });

  it('goes when nobody else has anything to do with it', () => {
    expect(back(free.id, [mark(free.by ?? '')])).toBeUndefined();
  });
});

describe('a goal', () => {
  it('that is not clear to someone says so before it is opened; that it was about other words does not count', () => {
    const leads = (is: boolean, words: string | null, stale: boolean) => {
      const mark = { by: 'jeroen', room: 'school', field: 'understood', is, words, stale, left_on: null };
      const items = picture.items.map((item) =>
        item.id === 'g1' ? { ...item, marks: [mark] } : item,
      ) as Picture['items'];
      const row = outline({ ...picture, items })
        .find((one) => one.id === 'plan')
        ?.rows.find((one) => one.id === 'g1');
      return row?.details.filter((one) => one.text.includes('Jeroen') || one.label.includes('Jeroen'));
    };
    expect(leads(false, null, false)).toMatchObject([
      { text: 'Jeroen snapt nog niet wat er bedoeld wordt.', lead: true },
    ]);
    expect(leads(true, 'Niet meer via Noor', false)).toMatchObject([{ text: 'Niet meer via Noor', quoted: true }]);
    expect(leads(false, null, true)).toEqual([]);
  });

  it('has the owner’s own words first, under their name, and not those of another', () => {
    const said = (by: string) => {
      const items = picture.items.map((item) =>
        item.id === 'g1'
          ? {
              ...item,
              marks: [
                {
                  by,
                  room: 'school',
                  field: 'own_words',
                  is: true,
                  words: 'Ik wil tekenen.',
                  stale: false,
                  left_on: null,
                },
              ],
            }
          : item,
      ) as Picture['items'];
      return outline({ ...picture, items })
        .find((one) => one.id === 'plan')
        ?.rows.find((row) => row.id === 'g1')?.heading;
    };
    expect([said('noor'), said('femke')]).toEqual(['Noor: “Ik wil tekenen.”', null]);
  });
});
