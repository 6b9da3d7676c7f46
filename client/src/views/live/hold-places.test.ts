import { describe, expect, it } from 'vitest';
import { emptyCase } from '../../../test/fixtures/empty-case';
import youssef from '../../../test/fixtures/picture.youssef.json';
import { putItem } from '../../doc/write';
import type { Picture } from '../../schema.gen';
import { placesOn } from '../drawings/map/places';
import { holdingPlaces } from './hold-places';

// Rooms and persons of the test family; the documents begin with six things in the core.
const facts = youssef as unknown as Picture;
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function device(person: string, may: (document: string) => boolean = () => true) {
  const { workplace, actions, document, picture } = emptyCase(person, 'parent', facts, may);
  for (let n = 1; n <= 6; n += 1) {
    putItem(document('core', 'voice.noor'), 'factor', id(n * 10), { title: `Ding ${n}`, roles: ['problem'] });
  }
  return { picture, actions: holdingPlaces(workplace, actions) };
}

describe('what stands on the map', () => {
  it('stays where it is when someone shares one thing more, and is written down for everyone', async () => {
    const at = device('youssef');
    const before = placesOn(at.picture());
    await at.actions.share(at.actions.addDraft('factor', { title: 'Nog iets', roles: ['problem'] }), 'core');
    const after = placesOn(at.picture());
    expect(after.size).toBe(before.size + 1);
    for (const [thing, place] of before) expect([thing, after.get(thing)]).toEqual([thing, place]);
    expect(new Set(at.picture().positions.map((one) => one.id))).toEqual(new Set(before.keys()));
  });

  it('stays where it is when someone drags one thing', () => {
    const at = device('youssef');
    const before = placesOn(at.picture());
    at.actions.place('core', id(30), 'map', { x: 4000, y: 4000 });
    const after = placesOn(at.picture());
    expect(after.get(id(30))).toEqual({ x: 4000, y: 4000 });
    for (const [thing, place] of before)
      if (thing !== id(30)) expect([thing, after.get(thing)]).toEqual([thing, place]);
  });

  it('is not written by who says something that does not stand on it', async () => {
    const at = device('youssef');
    await at.actions.share(at.actions.addDraft('wish', { text: 'Rust' }), 'core');
    at.actions.setStandpoint(id(10), 'agree', null);
    expect(at.picture().positions).toEqual([]);
  });

  it('is not written by who may not write what is joint', async () => {
    const at = device('noor', (document) => !document.endsWith('/board'));
    await at.actions.share(at.actions.addDraft('factor', { title: 'Nog iets', roles: ['problem'] }), 'core');
    expect(at.picture().positions).toEqual([]);
  });
});
