import { beforeEach, describe, expect, it } from 'vitest';
import { CORE, type EmptyCase, emptyCase, facts } from '../../../test/fixtures/empty-case';
import { putItem } from '../../doc/write';
import { roomsOf } from '../derive';
import { namesIn } from '../picture/names';
import { outline } from '../picture/outline';
import { foundIn, inRoom } from '../picture/select';
import { carriesOf } from './carry';

const NEW = 'core-2';
const THEIRS = '11111111-1111-4111-8111-111111111111';

/** The same case after its core went on with one more. */
const register = {
  ...facts,
  persons: [...facts.persons, { ...facts.persons.find((one) => one.id === 'marloes'), id: 'opa', name: 'Opa Kees' }],
  rooms: facts.rooms.flatMap((room) => {
    if (room.id !== CORE) return [room];
    return [
      { ...room, open: false },
      { ...room, id: NEW, members: [...room.members, 'opa'], successor_of: CORE },
    ];
  }),
} as typeof facts;

let at: EmptyCase;
let mine: string;
const speaks = (room: string) => room !== CORE;

beforeEach(async () => {
  at = emptyCase('noor', 'youth', register, (document) => !document.includes(`/${CORE}/`));
  putItem(at.document(CORE, 'voice.marloes'), 'factor', THEIRS, { title: 'Weinig slaap' });
  mine = at.actions.addDraft('factor', { title: 'Ik slaap slecht', roles: ['problem'] });
  await at.actions.share(mine, CORE);
  at.actions.setStandpoint(THEIRS, 'partly', 'Soms.');
});

const asked = () => carriesOf(at.picture(), 'noor', speaks);

describe('a room that went on with others', () => {
  it('asks its members for what they said themselves, and names who came', () => {
    expect(asked()).toEqual([{ to: NEW, newcomers: ['opa'], things: [mine], answers: [] }]);
    expect(carriesOf(at.picture(), 'noor', () => false)).toEqual([]);
  });

  it('asks nothing while nobody who came may read yet', () => {
    const picture = at.picture();
    const waiting = picture.rooms.map((room) =>
      room.id === NEW ? { ...room, members: room.members.filter((one) => one !== 'opa') } : room,
    );
    expect(carriesOf({ ...picture, rooms: waiting }, 'noor', speaks)).toEqual([]);
  });

  it('asks in a room that fell apart too, where nobody came', () => {
    const picture = at.picture();
    const apart = picture.rooms.map((room) => (room.id === NEW ? { ...room, members: ['noor', 'marloes'] } : room));
    expect(carriesOf({ ...picture, rooms: apart }, 'noor', speaks)).toMatchObject([{ newcomers: [], things: [mine] }]);
  });

  it('does not ask again for what went along; the copy there is the one that is shown', () => {
    at.actions.carryOver(NEW, [mine], true);
    expect(at.item(mine)).toMatchObject({ room: NEW, rooms: [CORE, NEW] });
    expect(asked()).toEqual([]);
  });

  it('lets a mark wait until its item is there', () => {
    at.actions.carryOver(NEW, [mine], true);
    expect([...at.voice(NEW).getMap('mark').keys()]).toEqual([]);
    putItem(at.document(NEW, 'voice.marloes'), 'factor', THEIRS, { title: 'Weinig slaap' });
    expect(asked()).toEqual([{ to: NEW, newcomers: ['opa'], things: [], answers: [THEIRS] }]);
    at.actions.carryOver(NEW, [], true);
    expect([...at.voice(NEW).getMap('mark').keys()]).toEqual([`${THEIRS}/standpoint`]);
    expect(asked()).toEqual([]);
  });

  it('changes and takes back nothing in the room that closed', () => {
    at.actions.carryOver(NEW, [mine], true);
    let updates = 0;
    at.voice(CORE).on('update', () => {
      updates += 1;
    });
    at.actions.change(mine, { title: 'Ik slaap weer goed' }, [CORE, NEW]);
    at.actions.withdraw(mine);
    expect([updates, at.item(mine).withdrawn]).toEqual([0, true]);
    expect(() => at.actions.withdraw(THEIRS)).toThrow();
  });

  it('stands in its place where a room is chosen, with what stayed behind', () => {
    const picture = at.picture();
    const rooms = roomsOf(picture, namesIn(picture), 'noor', () => true);
    expect(rooms.filter((one) => one.before).map((one) => [one.id, one.speaks])).toEqual([[CORE, false]]);
    expect(rooms.filter((one) => one.label === facts.rooms.find((room) => room.id === CORE)?.label)).toHaveLength(1);
    const rows = inRoom(outline(picture), NEW).flatMap((part) => part.rows.map((row) => row.id));
    expect(rows).toContain(THEIRS);
  });

  it('is told from a room of the same name by who else reads it', () => {
    const picture = at.picture();
    const [room] = picture.rooms.filter((one) => one.id === NEW);
    if (room === undefined) throw new Error('no room went on');
    const split = { ...picture, rooms: [...picture.rooms, { ...room, id: 'core-3', members: ['noor', 'youssef'] }] };
    const labels = roomsOf(split, namesIn(split), 'noor', () => true).map((one) => one.label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels).toContain('Ons beeld: Youssef');
  });
});

describe('where something is found', () => {
  const room = (id: string, successor_of: string | null = null) => ({ id, successor_of });

  it('is its rooms, and what took over from them, over any number of steps', () => {
    const all = [room('c', 'b'), room('b', 'a'), room('a'), room('d')];
    expect(foundIn(['a'], all)).toEqual(['a', 'b', 'c']);
    expect(foundIn(['d'], all)).toEqual(['d']);
  });
});
