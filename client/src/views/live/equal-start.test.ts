import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CORE, type EmptyCase, emptyCase, facts, PAIR, SCHOOL } from '../../../test/fixtures/empty-case';
import { saysBegun } from '../../doc/ready';
import type { Picture } from '../../schema.gen';
import { waitsFor } from '../equal-start/equal-start';
import { CannotDo } from '../store';
import { moveReady } from './equal-start-actions';

const SELF = { marloes: 'self:marloes', jeroen: 'self:jeroen' } as const;
type Parent = keyof typeof SELF;

/** What the register tells a parent: both decide, each in a home of their own. */
function register(me: Parent, change: (picture: Picture) => void = () => undefined): Picture {
  const copy = structuredClone(facts);
  for (const person of copy.persons) {
    if (person.role !== 'parent') continue;
    person.gezag = { gezag: 'yes', checked_on: '2026-11-01', how: null };
    person.household = [`huis-${person.id}`];
  }
  const [core] = copy.rooms;
  copy.rooms = copy.rooms.filter((room) => room.kind === 'core' || room.kind === 'school');
  if (core !== undefined) copy.rooms.push({ ...core, id: SELF[me], kind: 'self', label: 'Van mij', members: [me] });
  copy.items = [];
  copy.drafts = [];
  change(copy);
  return copy;
}

/** Both have what the other has, of what both may read. */
function meet(...devices: EmptyCase[]): void {
  for (const room of [CORE, SCHOOL]) {
    for (const document of ['voice.marloes', 'voice.jeroen', 'voice.noor', 'board']) {
      for (const from of devices) {
        for (const to of devices) {
          if (from !== to)
            Y.applyUpdate(to.document(room, document), Y.encodeStateAsUpdate(from.document(room, document)));
        }
      }
    }
  }
}

/** The devices of one person have each other's drafts too. */
function meetOwn(person: Parent, ...devices: EmptyCase[]): void {
  meet(...devices);
  for (const from of devices) {
    for (const to of devices) {
      const own = (one: EmptyCase) => one.document(SELF[person], `voice.${person}`);
      if (from !== to) Y.applyUpdate(own(to), Y.encodeStateAsUpdate(own(from)));
    }
  }
}

const everywhere = () => true;
const move = (at: EmptyCase) => moveReady(at.workplace, everywhere);
const draftOf = (at: EmptyCase, title: string) => at.actions.addDraft('factor', { title, roles: ['problem'] });
const day = (at: EmptyCase, today: string) => {
  at.workplace.today = () => today;
};
const titles = (at: EmptyCase) =>
  at.picture().items.flatMap((item) => (item.kind === 'factor' && item.fields !== null ? [item.fields.title] : []));

let marloes: EmptyCase;
let jeroen: EmptyCase;
beforeEach(() => {
  marloes = emptyCase('marloes', 'parent', register('marloes'));
  jeroen = emptyCase('jeroen', 'parent', register('jeroen'));
});

describe('what one parent shares first', () => {
  // D19, D20
  it('stands ready in their own room, and only that they began reaches the other', async () => {
    const id = draftOf(marloes, 'Noor slaapt slecht bij papa');
    expect(marloes.actions.waitsIn(CORE)).toEqual({ persons: ['jeroen'], until: '2026-12-07' });
    await expect(marloes.actions.share(id, CORE)).rejects.toThrow(CannotDo);
    marloes.actions.makeReady(id, CORE);
    expect(marloes.picture().drafts).toMatchObject([
      { id, shared: false, ready: { room: CORE, on: '2026-11-30', readers: ['ilse', 'jeroen', 'noor', 'youssef'] } },
    ]);
    meet(marloes, jeroen);
    expect(move(marloes)).toEqual([]);
    const there = jeroen.document(CORE, 'voice.marloes');
    expect([...there.share.keys()].map((root) => [root, there.getMap(root).toJSON()])).toEqual([
      ['mark', { begun: true }],
    ]);
    const bytes = Buffer.from(Y.encodeStateAsUpdate(there)).toString('latin1');
    for (const tells of [id, 'slaapt', '2026', 'factor', 'ready']) expect(bytes).not.toContain(tells);
    expect([jeroen.picture().items, jeroen.picture().reports]).toEqual([[], []]);
  });

  it('says no more with five things ready than with one', () => {
    for (const title of ['Een', 'Twee', 'Drie', 'Vier', 'Vijf'])
      marloes.actions.makeReady(draftOf(marloes, title), CORE);
    const one = emptyCase('marloes', 'parent', register('marloes'));
    one.actions.makeReady(draftOf(one, 'Een'), CORE);
    const size = (at: EmptyCase) => Y.encodeStateAsUpdate(at.voice(CORE)).length;
    // A client id takes four or five bytes.
    expect(Math.abs(size(marloes) - size(one))).toBeLessThanOrEqual(2);
  });

  it('goes by their own device once the other begins, and what the other held goes too', () => {
    const mine = draftOf(marloes, 'Weinig slaap');
    marloes.actions.makeReady(mine, CORE);
    meet(marloes, jeroen);
    // Who begins second waits for nobody.
    expect(jeroen.actions.waitsIn(CORE)).toBe(null);
    void jeroen.actions.share(draftOf(jeroen, 'Veel ruzie'), CORE);
    meet(marloes, jeroen);
    expect(move(marloes)).toEqual([CORE]);
    expect(move(marloes)).toEqual([]);
    meet(marloes, jeroen);
    expect(titles(marloes).sort()).toEqual(['Veel ruzie', 'Weinig slaap']);
    expect(titles(jeroen).sort()).toEqual(['Veel ruzie', 'Weinig slaap']);
    expect(marloes.picture().drafts).toMatchObject([{ id: mine, shared: true, room: CORE }]);
    expect(marloes.picture().drafts[0]).not.toHaveProperty('ready');
  });

  it('goes on both sides when both pressed before they met', () => {
    marloes.actions.makeReady(draftOf(marloes, 'Weinig slaap'), CORE);
    jeroen.actions.makeReady(draftOf(jeroen, 'Veel ruzie'), CORE);
    expect([move(marloes), move(jeroen)]).toEqual([[], []]);
    meet(marloes, jeroen);
    expect([move(marloes), move(jeroen)]).toEqual([[CORE], [CORE]]);
  });

  it('goes when seven days have passed, and what is said later goes at once', async () => {
    marloes.actions.makeReady(draftOf(marloes, 'Weinig slaap'), CORE);
    day(marloes, '2026-12-03');
    marloes.actions.makeReady(draftOf(marloes, 'Later nog iets'), CORE);
    day(marloes, '2026-12-06');
    expect(move(marloes)).toEqual([]);
    expect(marloes.actions.waitsIn(CORE)).toEqual({ persons: ['jeroen'], until: '2026-12-07' });
    day(marloes, '2026-12-07');
    expect(move(marloes)).toEqual([CORE]);
    expect(titles(marloes).sort()).toEqual(['Later nog iets', 'Weinig slaap']);
    expect(marloes.actions.waitsIn(CORE)).toBe(null);
    await marloes.actions.share(draftOf(marloes, 'Meteen'), CORE);
    expect(titles(marloes)).toContain('Meteen');
  });

  it('is asked about again, and not sent, when others read the room meanwhile', () => {
    let members: string[] = [];
    const given = register('marloes', (copy) => {
      members = copy.rooms.find((room) => room.id === CORE)?.members ?? [];
    });
    marloes = emptyCase('marloes', 'parent', given);
    const id = draftOf(marloes, 'Weinig slaap');
    marloes.actions.makeReady(id, CORE);
    members.push('femke');
    day(marloes, '2026-12-20');
    expect(move(marloes)).toEqual([]);
    expect([marloes.actions.asksAgain(id), titles(marloes)]).toEqual(['readers', []]);
    // Whoever looks at it again shares it with who reads it now.
    void marloes.actions.share(id, CORE);
    expect([marloes.actions.asksAgain(id), titles(marloes)]).toEqual([null, ['Weinig slaap']]);
  });

  it('is asked about again when it says something else than was pressed', () => {
    const id = draftOf(marloes, 'Weinig slaap');
    const other = emptyCase('marloes', 'parent', register('marloes'));
    meetOwn('marloes', marloes, other);
    marloes.actions.makeReady(id, CORE);
    expect(() => marloes.actions.editDraft(id, { title: 'Half' })).toThrow(CannotDo);
    // Typed on a device that did not know yet.
    other.actions.editDraft(id, { title: 'Weinig slaap en nog half' });
    meetOwn('marloes', marloes, other);
    day(marloes, '2026-12-20');
    expect([move(marloes), marloes.actions.asksAgain(id), titles(marloes)]).toEqual([[], 'words', []]);
  });

  it('stands there once when two devices move it at the same time', () => {
    const other = emptyCase('marloes', 'parent', register('marloes'));
    const id = draftOf(marloes, 'Weinig slaap');
    marloes.actions.makeReady(id, CORE);
    meetOwn('marloes', marloes, other);
    for (const device of [marloes, other]) day(device, '2026-12-07');
    expect([move(marloes), move(other)]).toEqual([[CORE], [CORE]]);
    meetOwn('marloes', marloes, other);
    for (const device of [marloes, other]) {
      expect(titles(device)).toEqual(['Weinig slaap']);
      expect(device.item(id)).toMatchObject({ id, by: 'marloes', rooms: [CORE] });
      expect([device.picture().drafts.length, device.picture().reports, move(device)]).toEqual([1, [], []]);
    }
  });

  it('is not moved while what another device did may not be here yet', () => {
    marloes.actions.makeReady(draftOf(marloes, 'Weinig slaap'), CORE);
    day(marloes, '2026-12-07');
    for (const away of [SELF.marloes, CORE]) {
      expect(moveReady(marloes.workplace, (name) => !name.includes(`/${away}/`))).toEqual([]);
    }
    expect(titles(marloes)).toEqual([]);
  });

  it('can be taken back before: then nobody knows that anything was ready', () => {
    const id = draftOf(marloes, 'Weinig slaap');
    const more = draftOf(marloes, 'Nog iets');
    for (const one of [id, more]) marloes.actions.makeReady(one, CORE);
    marloes.actions.takeBackReady(id);
    expect(saysBegun(marloes.voice(CORE))).toBe(true);
    marloes.actions.dropDraft(more);
    expect(saysBegun(marloes.voice(CORE))).toBe(false);
    marloes.actions.editDraft(id, { title: 'Anders' });
    day(marloes, '2026-12-20');
    expect([move(marloes), titles(marloes)]).toEqual([[], []]);
    expect(marloes.picture().drafts).toMatchObject([{ id, texts: { title: 'Anders' } }]);
  });

  it('waits too when it is shared with more people than it was', async () => {
    const given = register('marloes', (copy) => {
      const [core] = copy.rooms;
      if (core !== undefined) copy.rooms.push({ ...core, id: PAIR, kind: 'pair', members: ['marloes', 'youssef'] });
    });
    marloes = emptyCase('marloes', 'parent', given);
    const id = draftOf(marloes, 'Ik ben moe');
    await marloes.actions.share(id, PAIR);
    expect(() => marloes.actions.widen(id, CORE)).toThrow(CannotDo);
    marloes.actions.makeReady(id, CORE);
    expect(marloes.item(id).rooms).toEqual([PAIR]);
    day(marloes, '2026-12-07');
    expect([move(marloes), move(marloes)]).toEqual([[CORE], []]);
    expect(marloes.item(id)).toMatchObject({ room: CORE, rooms: [CORE, PAIR].sort() });
    expect(marloes.picture().drafts[0]).not.toHaveProperty('ready');
  });
});

describe('nobody waits', () => {
  const waiting = (change: (copy: Picture) => void, room = CORE) =>
    waitsFor(register('marloes', change), room, 'marloes', () => false, '2026-11-30');
  const person = (copy: Picture, id: string) => copy.persons.find((one) => one.id === id) as Picture['persons'][number];

  it('where parents share a home, or one of them does not decide, or has no way in', () => {
    expect(waiting(() => undefined)).not.toBe(null);
    expect(waiting((copy) => (person(copy, 'jeroen').household = ['huis-marloes']))).toBe(null);
    expect(waiting((copy) => (person(copy, 'jeroen').household = []))).toBe(null);
    expect(waiting((copy) => (person(copy, 'jeroen').gezag = null))).toBe(null);
    expect(waiting((copy) => (person(copy, 'jeroen').member = false))).toBe(null);
  });

  it('in a room that the other does not read, that took over from another, or that is no joint one', () => {
    const core = (copy: Picture) => copy.rooms.find((room) => room.id === CORE) as Picture['rooms'][number];
    expect(waiting((copy) => (core(copy).members = ['marloes', 'noor']))).toBe(null);
    expect(waiting((copy) => (core(copy).successor_of = SCHOOL))).toBe(null);
    expect(waiting((copy) => (core(copy).kind = 'shield'))).toBe(null);
    expect(waiting(() => undefined, SELF.marloes)).toBe(null);
  });

  it('who is no parent that decides: a youth shares at once', async () => {
    const noor = emptyCase('noor', 'youth', { ...register('marloes'), rooms: facts.rooms });
    await noor.actions.share(draftOf(noor, 'Ik slaap slecht'), CORE);
    expect(titles(noor)).toEqual(['Ik slaap slecht']);
  });

  it('for who answered to something there: they have begun', () => {
    const noor = emptyCase('noor', 'youth', { ...register('marloes'), rooms: facts.rooms });
    const id = draftOf(noor, 'Ik slaap slecht');
    void noor.actions.share(id, CORE);
    meet(noor, jeroen);
    jeroen.actions.setStandpoint(id, 'agree', null);
    meet(noor, jeroen, marloes);
    expect(marloes.actions.waitsIn(CORE)).toBe(null);
  });
});
