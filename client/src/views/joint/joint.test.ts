import { describe, expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import { itemNameable, nodeNameable, roomsNaming } from '../../doc/nameable';
import { FIELDS, type Kind, type Picture } from '../../schema.gen';
import { outline } from '../picture/outline';
import type { Item } from '../picture/rows';
import { alikeTo, goalsLike, sayTheSame } from './alike';
import { aroundRound } from './around-round';
import { awayOf } from './away';
import { isOfChild, itemsFor, otherCardOf, peopleFor } from './choices';
import { ASKED_FIRST, canSpare, enough, fieldsFor, hasRoom, jointTexts, ORDERED, POINTS_AT } from './fields';
import { JOINT_KINDS } from './joint-actions';
import { structureOf } from './structure';

const picture = noor as unknown as Picture;
const none = new Set<string>();
const item = (id: string): Item => {
  const found = picture.items.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
/** The family with something changed or added. */
const having = (...items: Item[]): Picture => ({
  ...picture,
  items: [...picture.items.filter((one) => !items.some((other) => other.id === one.id)), ...items],
});
const factor = (id: string, title: string, more: Partial<Item> = {}): Item => {
  const like = item('f03');
  if (like.kind !== 'factor' || like.fields === null) throw new Error('no factor');
  return { ...like, id, by: 'marloes', ...more, fields: { ...like.fields, title } } as Item;
};

describe('what looks alike', () => {
  it('shares most of the words that count, in whatever form', () => {
    for (const [one, other] of [
      ['Noor slaapt slecht', 'Noor slaapt slecht en ligt lang wakker'],
      ['Ruzie in de ochtend', 'Ruzies in de ochtenden lopen hoog op'],
      ['Slapen gaat slecht', 'slecht slápen'],
      ['Pesten', 'het pesten'],
    ] as const) {
      expect([one, sayTheSame(one, other, none), sayTheSame(other, one, none)]).toEqual([one, true, true]);
    }
  });

  it('is no more than one word, a name, or the opposite', () => {
    expect(sayTheSame('Noor gaat weinig naar school', 'Noor komt moe op school', new Set(['noor']))).toBe(false);
    expect(sayTheSame('Noor Kaspers', 'Noor Kaspers is boos', new Set(['noor', 'kaspers']))).toBe(false);
    expect(sayTheSame('Brieven van school', 'Brieven en waarschuwingen van de deurwaarder', none)).toBe(false);
    expect(sayTheSame('', '', none)).toBe(false);
  });

  it('is suggested for the words of another in the same room, and not again on one card', () => {
    const twin = factor('f90', 'Noor ligt lang wakker en slaapt slecht');
    expect(alikeTo(having(twin), item('f03')).map((one) => one.id)).toEqual(['f90']);
    const gathered = { ...twin, gathered_by: ['c9'] } as Item;
    expect(alikeTo(having(gathered), { ...item('f03'), gathered_by: ['c9'] } as Item)).toEqual([]);
    const helps = { ...twin, fields: { ...(twin.fields as object), roles: ['protective'] } } as Item;
    expect(alikeTo(having(helps), item('f03'))).toEqual([]);
    expect(alikeTo(having({ ...twin, rooms: ['pair:noor:youssef'] } as Item), item('f03'))).toEqual([]);
  });

  it('is suggested for relations between the same two things', () => {
    const same = { ...item('r05'), id: 'r90', by: 'marloes' } as Item;
    expect(alikeTo(having(same), item('r05')).map((one) => one.id)).toEqual(['r90']);
  });

  it('is told of a goal that is there already, as it is typed and when it stands', () => {
    const like = (words: string, rooms = ['core', 'school']) => goalsLike(picture, rooms, words).map((one) => one.id);
    expect(like('Marloes doet elke week de post open')).toEqual(['g3']);
    expect([like('Elke dag samen eten'), like(''), like('Ik doe de post open', [])]).toEqual([[], [], []]);
    const twin = { ...item('g3'), id: 'g9' } as Item;
    expect(alikeTo(having(twin), item('g3')).map((one) => one.id)).toEqual(['g9']);
    expect(like('Marloes doet elke week de post open', ['pair:noor:youssef'])).toEqual([]);
  });

  it('finds nothing alike in a family where all say something else', () => {
    const found = picture.items.filter((one) => alikeTo(picture, one).length > 0).map((one) => one.id);
    expect(found).toEqual([]);
  });
});

describe('around a round', () => {
  const morning = picture.loops.find((one) => one.name === 'Het ochtendrondje');

  it('stands what could loosen it, and what feeds it', () => {
    if (morning === undefined) throw new Error('no round');
    const { eases, feeds } = aroundRound(picture, morning);
    expect(eases).toEqual(['r18']);
    expect(feeds).toEqual(expect.arrayContaining(['r02', 'r07', 'r10', 'r16', 'r23']));
    expect([...eases, ...feeds].filter((id) => morning.relations.includes(id))).toEqual([]);
  });

  it('the round is in the room whose readers see all of it', () => {
    const rows = outline(picture).find((part) => part.id === 'loops')?.rows ?? [];
    expect(rows.map((row) => [row.words, row.room])).toEqual(
      expect.arrayContaining([
        ['Het ochtendrondje', 'core'],
        ['Het brievenrondje', 'core'],
      ]),
    );
  });
});

describe('what may be named', () => {
  it('is what every reader of the room reads', () => {
    expect([itemNameable(picture, 'core', 'f21'), itemNameable(picture, 'school', 'f21')]).toEqual([true, true]);
    expect([itemNameable(picture, 'core', 'f06'), itemNameable(picture, 'school', 'f06')]).toEqual([true, false]);
    expect(roomsNaming(picture, ['f21', 'f06'])).not.toContain('school');
    expect(roomsNaming(picture, ['f21'])[0]).toBe('school');
  });

  it('goes for people too: who is unknown there is not offered', () => {
    expect(peopleFor(picture, 'school')).toEqual(['femke', 'ilse', 'jeroen', 'marloes', 'noor', 'youssef']);
    expect(peopleFor(picture, 'core')).toEqual(expect.arrayContaining(['daan', 'petra', 'moos']));
    expect(peopleFor(picture, 'core', false)).not.toContain('moos');
    expect([nodeNameable(picture, 'core', 'daan'), nodeNameable(picture, 'school', 'daan')]).toEqual([true, false]);
  });

  it('has the things of the room itself first, and nothing of one’s own room', () => {
    const found = itemsFor(picture, 'core', ['factor', 'story']);
    const own = found.map((one) => one.rooms.includes('core'));
    expect(own).toEqual([...own].sort((a, b) => Number(b) - Number(a)));
    expect(found.map((one) => one.id)).not.toContain('s01');
    expect(itemsFor(picture, 'school', ['factor']).map((one) => one.id)).not.toContain('f06');
  });

  it('knows a child’s words, and which card has them', () => {
    expect([isOfChild(picture, item('w1')), isOfChild(picture, item('w2'))]).toEqual([true, false]);
    const gathered = having({ ...item('f03'), gathered_by: ['c1', 'c2'] } as Item);
    expect([otherCardOf(gathered, 'f03', 'c1'), otherCardOf(gathered, 'f02', null)]).toEqual(['c2', null]);
  });
});

describe('a card begins with', () => {
  it('the structure that all it gathers have in common, and never a word', () => {
    expect(structureOf(picture, ['f03', 'f24'])).toEqual({ roles: ['maintaining'], holder: ['noor'], domain: null });
    expect(structureOf(picture, ['r05'])).toEqual({ from: 'f02', kind: 'worsens', to: 'f03' });
    expect(structureOf(picture, [])).toEqual({ roles: [], holder: [], domain: null });
  });

  it('its sentence, while a relation has no words of its own', () => {
    const fields = {
      shape: 'relation',
      said_together: '',
      gathers: ['r05'],
      off_table: null,
      roles: [],
      holder: [],
      domain: null,
      knowledge: null,
      generation: null,
      strength_now: null,
      from: 'f02',
      to: 'f03',
      kind: 'worsens',
      polarity: null,
      strength: null,
      certainty: null,
    } as const;
    const card = { ...item('x1'), id: 'c1', kind: 'card', fields } as unknown as Item;
    const row = (given: Item) =>
      outline(having(given))
        .find((part) => part.id === 'relations')
        ?.rows.find((one) => one.id === 'c1');
    expect(row(card)?.sentence?.verb).toBe('maakt erger');
    const said = { ...card, fields: { ...fields, said_together: 'Na ruzie ligt Noor wakker' } } as unknown as Item;
    expect(row(said)).toMatchObject({ sentence: null, words: 'Na ruzie ligt Noor wakker' });
  });
});

describe('what was put away', () => {
  it('is no longer among the rest, and is found at its own part', () => {
    const gone = { ...item('g2'), withdrawn: true, fields: null } as Item;
    const shown = outline(having(gone)).flatMap((part) => part.rows.map((row) => row.id));
    expect(shown).not.toContain('g2');
    expect(shown).toContain('a4');
    const away = [
      { id: 'g2', kind: 'goal', room: 'core', words: 'Wij regelen dingen', by: null },
      { id: 'x1', kind: 'explanation', room: 'core', words: 'Na het pesten', by: null },
    ] as const;
    expect(awayOf(picture, away, 'plan').map((one) => one.id)).toEqual(['g2']);
    expect(awayOf(picture, away, 'story').map((one) => one.id)).toEqual(['x1']);
  });
});

describe('the fields people fill in', () => {
  it('are fields of that kind, and each that points at things says at which', () => {
    const shapes = { card: ['factor', 'relation'] } as const;
    for (const kind of JOINT_KINDS) {
      const asked = [
        ...(ASKED_FIRST[kind] ?? []),
        ...(kind === 'card' ? shapes.card.flatMap((shape) => fieldsFor('card', { shape })) : fieldsFor(kind, {})),
      ];
      const unknown = asked.filter(
        (field) => FIELDS[kind][field] === undefined || FIELDS[kind][field]?.shape === 'joint',
      );
      const aimless = asked.filter(
        (field) => FIELDS[kind][field]?.value.type === 'item' && POINTS_AT[`${kind}/${field}`] === undefined,
      );
      expect([kind, unknown, aimless]).toEqual([kind, [], []]);
    }
  });

  it('are enough to start with when nothing required is missing', () => {
    expect([enough('goal', { owner: 'noor' }), enough('goal', {})]).toEqual([true, false]);
    expect([enough('step', { text: 'Tas klaar' }), enough('step', { text: 'Tas klaar', who: 'noor' })]).toEqual([
      false,
      true,
    ]);
  });

  it('let what people would do come before and after what plays', () => {
    for (const field of ['before/a', 'before/b']) {
      expect(POINTS_AT[field]).toEqual(expect.arrayContaining(['factor', 'card', 'goal', 'step', 'help', 'wish']));
    }
    const kinds = itemsFor(picture, 'core', ORDERED).map((one) => one.kind);
    expect(new Set(kinds)).toEqual(new Set(['factor', 'goal', 'step', 'help', 'wish']));
  });

  it('ask for two partners, and for a child with a parent', () => {
    const union = { status: 'separated', partners: ['marloes'] };
    expect([enough('union', union), enough('union', { ...union, partners: ['marloes', 'jeroen'] })]).toEqual([
      false,
      true,
    ]);
    expect([enough('descent', { child: 'noor' }), enough('descent', { child: 'noor', parents: ['riet'] })]).toEqual([
      false,
      true,
    ]);
    expect([hasRoom('union', 'partners', 2), hasRoom('descent', 'parents', 2)]).toEqual([false, true]);
    expect([canSpare('union', 'partners', 2), canSpare('descent', 'parents', 2)]).toEqual([false, true]);
    expect([enough('placement', {}), enough('placement', { person: 'noor' })]).toEqual([false, true]);
  });

  it('put a thing’s own words before its other texts', () => {
    const texts = (kind: Kind) => jointTexts(kind);
    expect([texts('goal')[0], texts('card')[0], texts('step')]).toEqual(['text', 'said_together', []]);
  });
});
