import { describe as about, expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import { FIELDS, type Picture } from '../../schema.gen';
import { CARD } from '../joint/fields';
import { describe } from './describe';
import { namesIn, wordsOf } from './names';
import { detailsInList, detailsOpened, type Item } from './rows';
import { heardAt } from './select';

const picture = noor as unknown as Picture;
const item = (id: string): Item => {
  const found = picture.items.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const words = (id: string) => wordsOf(item(id));
/** A thing with other fields, as a row read on a day. */
const rowOf = (id: string, fields: object, more: Partial<Item> = {}, today: string | null = null) =>
  describe({ ...item(id), ...more, fields: { ...item(id).fields, ...fields } } as Item, namesIn(picture, today));
const list = (row: ReturnType<typeof rowOf>, paper = false) =>
  detailsInList(row, paper).map((one) => `${one.label} ${one.text}`.trim());
const mark = (by: string, field: string, is: unknown, more: object = {}) => ({
  by,
  room: 'school',
  field,
  is,
  words: null,
  stale: false,
  left_on: null,
  ...more,
});
const marks = (...given: object[]) => ({ marks: given as Item['marks'] });

about('on paper and in a version', () => {
  it('stands how we know it, from whom, about whom and what more was told', () => {
    const factor = rowOf('f03', {
      story: 'Al sinds mei.',
      knowledge: 'hypothesis',
      source: 'school',
      holder: ['noor'],
    });
    const told = [
      'Gaat over: Noor',
      'Meer hierover: Al sinds mei.',
      'Hoe we dit weten: vermoeden',
      'Dat weten we van: school',
    ];
    expect(list(factor, true)).toEqual(expect.arrayContaining(told));
    expect(list(factor)).toEqual([]);
  });

  it('stands why things hang together', () => {
    expect(list(rowOf('r07', { why: 'Daarna kan ze niet meer slapen.' }), true)).toContain(
      'Waarom: Daarna kan ze niet meer slapen.',
    );
  });

  it('stands what others remarked', () => {
    const remark = { ...item('q4'), id: 'c1', kind: 'comment', fields: { on: 'f03', text: 'Ook bij ons.' } } as Item;
    const names = namesIn({ ...picture, items: [...picture.items, remark] });
    expect(list(describe(item('f03'), names), true)).toContain('Femke: Ook bij ons.');
  });
});

about('what someone filled in about their words', () => {
  it('stands on paper too: how soon, how much, how strong, who was there and what it has to do with', () => {
    const urgent = marks(mark('noor', 'urgency', 'now'), mark('noor', 'impact', 8));
    const factor = rowOf('f03', { strength_now: 2 }, urgent);
    expect(list(factor, true)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Hoe sterk het nu speelt: /),
        expect.stringMatching(/^Aan de beurt volgens Noor: /),
        expect.stringMatching(/^Hoeveel Noor hiervan merkt op een gewone dag: /),
      ]),
    );
    const event = picture.items.find((one) => one.kind === 'event')?.id ?? '';
    expect(list(rowOf(event, { persons: ['noor', 'daan'], factor_ids: ['f03'] }), true)).toEqual(
      expect.arrayContaining(['Wie erbij waren: Noor en Daan', `Heeft te maken met: “${words('f03')}”`]),
    );
    expect(list(rowOf('h2', { given_by: 'Schoolteam' }), true)).toEqual(
      expect.arrayContaining(['Voor: Noor', 'Hulp van: Schoolteam']),
    );
    expect(list(factor)).toEqual([]);
  });

  it('does not print what was said of it in a room that is not looked at', () => {
    const factor = rowOf('f03', {}, marks(mark('noor', 'urgency', 'now', { room: 'pair:noor:youssef' })));
    const printed = (apart: string[]) =>
      detailsInList(factor, true, heardAt(factor, new Set(apart))).some((one) => one.text.startsWith('Aan de beurt'));
    expect([printed([]), printed(['pair:noor:youssef'])]).toEqual([true, false]);
  });
});

about('on paper, what rests on what', () => {
  const told = (row: ReturnType<typeof rowOf>) => ({
    paper: list(row, true),
    opened: detailsOpened(row).map((one) => one.label),
  });

  it('names the grounds of a goal, what hangs together as a sentence', () => {
    const { paper, opened } = told(rowOf('g2', { based_on: ['f10', 'r07'] }));
    expect(paper).toContain(
      `Dit doel rust op: “${words('f10')}” en “Noor zorgt veel voor Daan en het huis houdt in stand: Noor slaapt slecht en ligt lang wakker”`,
    );
    // Opened, it stands there as links.
    expect(opened).not.toContain('Dit doel rust op');
  });

  it('names what a help is meant for', () => {
    const { paper, opened } = told(rowOf('h5', { targets: ['f10'] }));
    expect(paper).toContain(`Waar deze hulp voor bedoeld is: “${words('f10')}”`);
    expect(opened).not.toContain('Waar deze hulp voor bedoeld is');
  });

  it('names what a story is about, and what speaks for and against it', () => {
    const { paper, opened } = told(rowOf('x1', { refers: ['f03'], speaks_for: ['f10'], speaks_against: ['f21'] }));
    expect(paper).toEqual(
      expect.arrayContaining([
        `Dit gaat over: “${words('f03')}”`,
        `Wat hierbij past: “${words('f10')}”`,
        `Wat hier niet bij past: “${words('f21')}”`,
      ]),
    );
    expect(opened).toEqual([]);
  });
});

about('an agreement', () => {
  it('shows the wish of the child beside it in the list', () => {
    const of = { ...item('g1'), kind: 'agreement' } as unknown as Item;
    const fields = {
      text: 'Bellen op zondag',
      between: ['noor'],
      kind: 'contact',
      wish_of_child: 'w1',
      review_on: null,
    };
    const row = describe({ ...of, marks: [], fields } as unknown as Item, namesIn(picture));
    expect(list(row)).toContain(`Deze wens zit erachter: ${words('w1')}`);
  });
});

about('a question', () => {
  it('says who finds it out and by when', () => {
    expect(list(rowOf('q1', { find_out_by: 'femke', due: '2026-12-01' }))).toEqual([
      'Femke zoekt dit uit',
      'Dit willen we weten voor: 1 december 2026',
    ]);
  });

  it('says that nobody finds it out yet, while it is still asked', () => {
    for (const id of ['q1', 'q5']) {
      expect(list(rowOf(id, { status: 'open' }))).toEqual(['Nog niemand zoekt dit uit.']);
      expect(list(rowOf(id, { status: 'answered' }))).toEqual([]);
    }
  });
});

about('a goal', () => {
  it('says kindly that it rests on nothing yet', () => {
    const note = 'Nog niet gekozen: waar dit doel op rust.';
    expect([list(rowOf('g1', { based_on: [] })).includes(note), list(rowOf('g1', {})).includes(note)]).toEqual([
      true,
      false,
    ]);
  });

  it('says of each how far it is reached, with their words', () => {
    const said = marks(
      mark('noor', 'reached', 'partly', { words: 'Twee dagen wel.' }),
      mark('femke', 'reached', 'yes', { stale: true }),
      mark('jeroen', 'reached', 'no', { left_on: '2026-11-03' }),
    );
    expect(list(rowOf('g1', {}, said))).toEqual(
      expect.arrayContaining([
        'Doel gehaald? Noor zegt: deels: Twee dagen wel.',
        'Doel gehaald? Femke zegt: ja (over eerdere woorden)',
        'Doel gehaald? Jeroen (deed mee tot 3 november 2026) zegt: nee',
      ]),
    );
  });

  it('says when it is time to look back, and in a version only for when that was agreed', () => {
    const on = (today: string | null, review_on = '2026-12-16') => list(rowOf('g1', { review_on }, {}, today))[0];
    expect(on('2026-12-15')).toBe('We kijken terug op 16 december 2026');
    expect(on('2026-12-16')).toBe('Het is tijd om terug te kijken. We spraken af: 16 december 2026');
    expect(
      [on('2026-11-30', '2026-12'), on('2026-12-01', '2026-12')].map((one) => one?.startsWith('Het is tijd')),
    ).toEqual([false, true]);
    expect(on(null)).toBe('We kijken terug op 16 december 2026');
  });
});

about('an answer to a wish', () => {
  it('is under the name of who gave it', () => {
    expect(describe(item('w1'), namesIn(picture)).details[0]?.label).toBe('Wat ermee is gedaan, volgens Youssef:');
  });
});

about('what hangs together', () => {
  it('says in words when more and less are otherwise than the verb says', () => {
    const said = (polarity: string | null) =>
      rowOf('r07', { kind: 'maintains', polarity }).details.map((one) => one.text);
    expect(said('minus')).toContain('meer geeft minder');
    expect([said('plus').includes('meer geeft meer'), said(null).length === said('plus').length]).toEqual([
      false,
      true,
    ]);
  });

  it('says on a joint card how sure people are', () => {
    const fields = {
      ...Object.fromEntries(Object.entries(FIELDS.card).map(([name, def]) => [name, def.shape === 'set' ? [] : null])),
      ...{ shape: 'relation', said_together: 'Zo gaat het', from: 'f03', to: 'f21', kind: 'maintains' },
      ...{ certainty: 'likely', polarity: 'none' },
    };
    const card = describe({ ...item('x1'), kind: 'card', fields } as unknown as Item, namesIn(picture));
    expect(card.tags).toContain('waarschijnlijk');
    expect(card.details.map((one) => one.text)).toContain('niet te zeggen');
  });

  it('can be filled in on a card as far as the schema goes', () => {
    const asked = new Set([...CARD.factor, ...CARD.relation]);
    const elsewhere = ['shape', 'said_together', 'gathers', 'off_table'];
    expect(Object.keys(FIELDS.card).filter((field) => !asked.has(field) && !elsewhere.includes(field))).toEqual([]);
  });
});
