import { describe, expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import type { Item, Picture } from '../../schema.gen';
import { namesIn } from '../picture/names';
import { boxOf } from './map/boxes';
import { graphOf } from './map/graph';
import { EVERYTHING, pick } from './map/pick';
import { nameOfThing } from './map/sentences';
import { firstDay } from './timeline/dates';
import { entriesOf, sentence } from './timeline/entries';
import { whenLine } from './timeline/label';

const family = noor as unknown as Picture;
const NOTE = 'opgeschreven door Youssef, nog niet bevestigd door Marloes';
/** The family, with one item as Youssef wrote it down for Marloes. */
const scribed = (id: string, confirmed: boolean): Picture => ({
  ...family,
  items: family.items.map((item) =>
    item.id === id ? ({ ...item, by: 'youssef', words_of: 'marloes', confirmed } as Item) : item,
  ),
});

describe('words that were written down for someone', () => {
  it('say so on the map until they are taken over, to the eye and in words', () => {
    const told = (confirmed: boolean) => {
      const picture = scribed('f13', confirmed);
      const name = (person: string) => namesIn(picture).face(person).name;
      const graph = graphOf(picture);
      const thing = graph.things.find((one) => one.id === 'f13');
      if (thing === undefined) throw new Error('no f13');
      const drawn = boxOf(thing, name)
        .lines.filter((line) => line.sort === 'foot')
        .map((line) => line.text);
      return [drawn.join(' '), nameOfThing(thing, pick(graph, EVERYTHING), name).includes(NOTE)];
    };
    expect(told(false)).toEqual([NOTE, true]);
    expect(told(true)).toEqual(['', false]);
  });

  it('stay within what is drawn of a thing', () => {
    const picture = scribed('f13', false);
    const thing = graphOf(picture).things.find((one) => one.id === 'f13');
    if (thing === undefined) throw new Error('no f13');
    const box = boxOf({ ...thing, state: 'disputed' }, (person) => namesIn(picture).face(person).name);
    expect(Math.max(...box.lines.map((line) => line.y))).toBeLessThan(box.height);
    expect(box.lines.filter((line) => line.sort === 'foot').every((line) => line.y > box.foot + 41)).toBe(true);
  });

  it('say so inside a joint card too', () => {
    const like = family.items.find((item) => item.id === 'f03');
    const fields = { shape: 'factor', said_together: 'Schulden', gathers: ['f13'], roles: [], holder: [] };
    const card = { ...like, id: 'card', kind: 'card', by: null, fields } as unknown as Item;
    const picture = { ...family, items: [...family.items, card] };
    const thing = graphOf(picture).things.find((one) => one.id === 'card');
    if (thing === undefined) throw new Error('no card');
    const lines = boxOf(thing, (person) => namesIn(picture).face(person).name).lines;
    const gathered = lines.filter((line) => line.sort === 'gathered').map((line) => line.text);
    expect(gathered.join(' ')).toContain(NOTE);
  });

  it('say so on the timeline until they are taken over', () => {
    const event = family.items.find((item) => item.kind === 'event');
    if (event === undefined) throw new Error('no event');
    const told = (confirmed: boolean) => {
      const picture = scribed(event.id, confirmed);
      const names = namesIn(picture);
      const entry = entriesOf(picture, names, firstDay('2026-11-22')).find((one) => one.id === event.id);
      if (entry === undefined) throw new Error('no entry');
      return [whenLine(entry, (person) => names.face(person).name), sentence(entry, names)].map((one) =>
        one.includes(NOTE),
      );
    };
    expect([told(false), told(true)]).toEqual([
      [true, true],
      [false, false],
    ]);
  });
});
