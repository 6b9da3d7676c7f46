import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import { fixtureStore } from '../../../test/fixtures/store.svelte';
import type { Picture } from '../../schema.gen';
import { namesIn } from '../picture/names';
import { apartRooms, pictureIn } from '../picture/select';
import Person from './Person.svelte';
import { personView, toldApart, usesOf } from './person';

const picture = noor as unknown as Picture;
const said = (view: ReturnType<typeof personView>) => view.said.flatMap((group) => group.things);
const thing = (person: string, id: string) => said(personView(picture, person)).find((one) => one.row.id === id);
const uses = (person: string, id: string) => thing(person, id)?.uses.map((use) => [use.how, use.id]) ?? [];

describe('the page of a person', () => {
  it('shows everything a person said in the rooms the viewer reads, and nothing of anyone else', () => {
    const own = picture.items.filter((item) => (item.words_of ?? item.by) === 'marloes').map((item) => item.id);
    expect(
      said(personView(picture, 'marloes'))
        .map((one) => one.row.id)
        .sort(),
    ).toEqual(own.sort());
  });

  it('leaves out what stands only in the own room of the viewer', () => {
    expect(thing('noor', 's01')).toBeUndefined();
    expect(thing('noor', 'n01')).toBeDefined();
  });

  it('has what few people share only once it is chosen, but for one’s own words', () => {
    const apart = apartRooms(picture.rooms);
    const pair = 'pair:noor:youssef';
    const story = picture.items.find((item) => item.kind === 'story' && item.rooms.some((room) => room === pair));
    const page = (room: string | null, own: string | null = null) =>
      said(personView(pictureIn(picture, room, apart, own), 'noor', namesIn(picture))).map((one) => one.row.id);
    expect(page(null)).not.toContain(story?.id);
    expect(page(null)).toContain('f03');
    expect(page(pair)).toEqual([story?.id]);
    expect(page(null, 'noor')).toEqual(expect.arrayContaining([story?.id, 'f03']));
  });

  it('folds on one’s own page what was told in a small room, and all the rest stands open', () => {
    const page = render(Person, { props: { store: fixtureStore(picture, 'noor'), item: null } }).body;
    const [open = '', folded = ''] = page.split('Verteld in een kleine kring');
    const apart = apartRooms(picture.rooms);
    const whole = personView(pictureIn(picture, null, apart, 'noor'), 'noor', namesIn(picture));
    const small = said({ ...whole, ...toldApart(whole, personView(pictureIn(picture, null, apart), 'noor')) });
    expect(small.map((one) => one.row.rooms.every((room) => apart.has(room)))).toContain(true);
    for (const { row } of small) {
      expect(open).not.toContain(`#/beeld/${row.id}"`);
      expect(folded).toContain(`#/beeld/${row.id}"`);
    }
    expect(open).toContain('#/beeld/f03"');
    expect(folded).not.toContain('#/beeld/f03"');
    expect(open.slice(open.lastIndexOf('<details'))).not.toMatch(/<details[^>]* open/);
  });

  it('tells of a factor in which relations, round, goal and order it is used', () => {
    expect(uses('noor', 'f10')).toEqual(
      expect.arrayContaining([
        ['relation', 'r10'],
        ['goal', 'g2'],
        ['first', null],
      ]),
    );
    expect(uses('noor', 'r05')).toContainEqual(['loop', 'loop0']);
  });

  it('tells which help is meant for it, also when nothing else was done with it', () => {
    const items = picture.items.map((item) =>
      item.id === 'h5' ? { ...item, fields: { ...item.fields, targets: ['f07'] } } : item,
    ) as Picture['items'];
    const alone = {
      ...picture,
      items: items.filter((item) => ['f07', 'h5'].includes(item.id)),
      loops: [],
      joint_orders: [],
    };
    const author = items.find((item) => item.id === 'f07')?.by ?? '';
    const said = personView(alone, author).said.flatMap((group) => group.things);
    expect(said.find((one) => one.row.id === 'f07')?.uses).toEqual([
      { how: 'help', id: 'h5', words: 'Schuldhulp gemeente' },
    ]);
  });

  it('tells of a wish what was answered', () => {
    expect(thing('noor', 'w1')?.uses).toContainEqual({
      how: 'answer',
      id: null,
      words: 'Ouders spreken elkaar via Youssef.',
    });
    expect(thing('marloes', 'w2')?.uses).toEqual([]);
  });

  it('tells which joint card and which story hold words', () => {
    const like = picture.items[0];
    if (like === undefined) throw new Error('the picture is empty');
    const base = { ...like, by: null, words_of: null, marks: [], gathered_by: [] };
    const card = {
      ...base,
      id: 'k1',
      kind: 'card',
      fields: { shape: 'factor', said_together: 'Noor slaapt slecht', gathers: ['f03'], holder: [], roles: [] },
    };
    const story = {
      ...base,
      id: 'k2',
      kind: 'explanation',
      fields: { kind: 'stuck', text: 'Zo', refers: ['f03'], speaks_for: ['f03'], speaks_against: [] },
    };
    const items = [...picture.items, card, story] as unknown as Picture['items'];
    const view = personView({ ...picture, items }, 'noor');
    const found = said(view).find((one) => one.row.id === 'f03')?.uses ?? [];
    expect(found.map((use) => [use.how, use.id])).toEqual(
      expect.arrayContaining([
        ['card', 'k1'],
        ['refers', 'k2'],
        ['speaks_for', 'k2'],
      ]),
    );
  });

  it('shows words a scribe wrote down with whose words they are, not with the scribe', () => {
    expect(thing('marloes', 'f13')?.row.scribe).toBe('youssef');
    expect(thing('youssef', 'f13')).toBeUndefined();
  });

  it('shows what others say that is about a person too, never their own words', () => {
    const about = personView(picture, 'jeroen').about;
    expect(about.map((row) => row.id)).toEqual(expect.arrayContaining(['f05', 'f08']));
    expect(about.every((row) => row.by !== 'jeroen')).toBe(true);
  });

  it('shows what a person said of the words of others', () => {
    const remark = personView(picture, 'jeroen').remarks.find((one) => one.row.id === 'f08');
    expect(remark).toMatchObject({ field: 'standpoint', is: 'disagree' });
    expect(remark?.words).toContain('Ik werk nachten');
  });

  it('shows how far a person finds a goal reached, also without words, and when they left', () => {
    const mark = { by: 'femke', room: 'school', field: 'reached', is: 'partly', words: null, stale: false };
    const items = picture.items.map((item) =>
      item.id === 'g1' ? { ...item, marks: [...item.marks, { ...mark, left_on: '2026-11-03' }] } : item,
    );
    const view = personView({ ...picture, items: items as Picture['items'] }, 'femke');
    expect(view.remarks.find((one) => one.row.id === 'g1')).toMatchObject({
      field: 'reached',
      is: 'partly',
      leftOn: '2026-11-03',
    });
  });

  it('leads from a thing to the goals that rest on it', () => {
    expect(usesOf(picture, 'f10', namesIn(picture)).map((use) => [use.how, use.id])).toContainEqual(['goal', 'g2']);
    expect(usesOf(picture, 'nothing', namesIn(picture))).toEqual([]);
  });

  it('shows what a person puts first, in each room', () => {
    expect(personView(picture, 'marloes').orders.map((order) => order.rows.map((row) => row.id))).toEqual([
      ['f07', 'f02', 'f06'],
    ]);
  });

  it('shows goals and steps of a person', () => {
    expect(personView(picture, 'youssef').doing.map((row) => row.id)).toEqual(['a4', 'a6']);
    expect(personView(picture, 'noor').doing.map((row) => row.id)).toEqual(['g1', 'a2']);
  });

  it('shows words that were taken back nowhere', () => {
    const items = picture.items.map((item) => (item.id === 'f03' ? { ...item, withdrawn: true, fields: null } : item));
    expect(
      said(personView({ ...picture, items: items as Picture['items'] }, 'noor')).map((one) => one.row.id),
    ).not.toContain('f03');
  });

  it('has the same parts for a professional as for a family member', () => {
    expect(Object.keys(personView(picture, 'youssef'))).toEqual(Object.keys(personView(picture, 'noor')));
    expect(said(personView(picture, 'youssef')).length).toBeGreaterThan(0);
  });
});
