import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/picture.noor.json';
import type { Picture } from '../../schema.gen';
import { facesOf } from '../people';
import { outline } from '../picture/outline';
import { apartRooms } from '../picture/select';
import { entriesOf } from './entries';
import { find, makeIndex } from './find';

const picture = fixture as unknown as Picture;
const faces = [...facesOf(picture.persons).values()];
const index = makeIndex(
  entriesOf(outline(picture), faces, [{ id: 'd1', words: 'In de kantine zit ik altijd alleen', room: 'self:noor' }]),
);
const found = (query: string) => find(index, query).map((one) => one.what);

describe('what can be looked up', () => {
  it('is a thing by its words, in its part', () => {
    expect(found('wachtlijst')).toContainEqual(expect.objectContaining({ id: 'f11', group: 'hard', by: 'youssef' }));
    expect(found('ochtendrondje')[0]).toMatchObject({ group: 'loops' });
  });

  it('is a thing by what people say beside it', () => {
    expect(found('nachten')).toContainEqual(expect.objectContaining({ id: 'f08' }));
  });

  it('is a relation by both its ends', () => {
    expect(found('ouders ruzies').map((one) => one.id)).toContain('r10');
  });

  it('is a person by name, and someone of the network', () => {
    expect(found('youssef')[0]).toMatchObject({ group: 'persons', to: '#/mens/youssef' });
    expect(found('petra').map((one) => one.group)).toContain('people');
  });

  it('is what someone wrote only for themselves, told apart', () => {
    expect(found('kantine')).toEqual([expect.objectContaining({ group: 'mine', to: '#/van-mij' })]);
  });

  it('is a help by the name it has in the catalogue, and the catalogue itself', () => {
    const options = [{ id: 'families-first', name: 'Families First', aim: 'Snel veel hulp thuis.' }];
    const of = new Map([['h3', 'families-first']]);
    const here = makeIndex(entriesOf(outline(picture), faces, [], { options, of }));
    expect(find(here, 'families first').map((one) => one.what)).toEqual([
      expect.objectContaining({ group: 'catalogue', to: '#/van-mij/help:families-first' }),
      expect.objectContaining({ id: 'h3', group: 'help', to: '#/beeld/h3' }),
    ]);
  });

  it('is told apart where few people share it, and what they say there is not found with what all may see', () => {
    const pair = 'pair:noor:youssef';
    const said = { by: 'youssef', field: 'standpoint', is: 'agree', words: 'Dit blijft tussen ons', stale: false };
    const items = picture.items.map((item) =>
      item.id === 'f03'
        ? { ...item, rooms: ['core', pair], marks: [...item.marks, { ...said, room: pair, left_on: null }] }
        : item,
    );
    const now = { ...picture, items: items as Picture['items'] };
    const here = makeIndex(entriesOf(outline(now), faces, [], undefined, apartRooms(picture.rooms)));
    const rooms = (query: string) => find(here, query).map((one) => [one.what.id, one.what.room]);
    expect(rooms('slaapt slecht')).toContainEqual(['f03', null]);
    expect(rooms('blijft tussen ons')).toEqual([]);
    const told = picture.items.find((item) => item.kind === 'story' && item.rooms.includes(pair as never));
    expect(here.entries.find((one) => one.what.id === told?.id)?.what.room).toBe(pair);
  });

  it('holds each thing once, and nothing that was taken back', () => {
    const ids = index.entries.map((one) => one.what.to + one.what.id);
    expect(new Set(ids).size).toBe(ids.length);
    const items = picture.items.map((item) => (item.id === 'f11' ? { ...item, withdrawn: true, fields: null } : item));
    const less = entriesOf(outline({ ...picture, items: items as Picture['items'] }), faces, []);
    expect(less.map((one) => one.what.id)).not.toContain('f11');
  });
});
