import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { carryBoard, carryVoice, leftBehind, type There } from './carry-over';
import { putOrder } from './order';
import { putPosition } from './position';
import { putItem, putMark, startJoint, withdrawItem } from './write';

const id = (digit: string) =>
  `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`;
const [MINE, OTHER, THEIRS, LINK, CARD] = [id('1'), id('2'), id('3'), id('4'), id('5')];
const ABOUT = '0'.repeat(32);

let from: Y.Doc;
let to: Y.Doc;
/** What stands in the new room, besides what goes. */
let standing: Set<string>;
const there: There = { item: (one) => standing.has(one), named: (one) => standing.has(one) };
const keys = (doc: Y.Doc, root: string) => [...doc.getMap(root).keys()].sort();

beforeEach(() => {
  from = new Y.Doc();
  to = new Y.Doc();
  standing = new Set(['noor']);
  putItem(from, 'factor', MINE, { title: 'Ik slaap slecht', holder: ['noor', 'family', 'opa'], roles: ['problem'] });
  putItem(from, 'factor', OTHER, { title: 'Het is druk thuis' });
});

describe('a voice', () => {
  it('takes along what its author chose, in one update, under the same id', () => {
    let updates = 0;
    to.on('update', () => {
      updates += 1;
    });
    expect([...carryVoice(from, to, new Set([MINE]), there, true)]).toEqual([MINE]);
    expect(updates).toBe(1);
    expect(to.getMap('factor').get(`${MINE}/title`)).toBe('Ik slaap slecht');
    expect(keys(to, 'factor').some((key) => key.startsWith(OTHER))).toBe(false);
  });

  it('names nobody that not everyone there knows', () => {
    carryVoice(from, to, new Set([MINE]), there, true);
    expect(keys(to, 'factor').filter((key) => key.includes('/holder/'))).toEqual([
      `${MINE}/holder/family`,
      `${MINE}/holder/noor`,
    ]);
  });

  it('leaves behind a mark on an item that did not go', () => {
    for (const item of [MINE, OTHER, THEIRS]) {
      putMark(from, item, 'standpoint', { is: 'partly', words: null, about: ABOUT });
    }
    carryVoice(from, to, new Set([MINE]), there, true);
    expect(keys(to, 'mark')).toEqual([`${MINE}/standpoint`]);
  });

  it('takes along the marks on what stands there, when its author wants that', () => {
    putMark(from, THEIRS, 'standpoint', { is: 'agree', words: 'Ja, zo is het.', about: ABOUT });
    standing.add(THEIRS);
    carryVoice(from, to, new Set([MINE]), there, false);
    expect(keys(to, 'mark')).toEqual([]);
    carryVoice(from, to, new Set(), there, true);
    expect(to.getMap('mark').get(`${THEIRS}/standpoint`)).toEqual({
      is: 'agree',
      words: 'Ja, zo is het.',
      about: ABOUT,
    });
  });

  it('keeps what was said there since: an item, a mark, a place', () => {
    putItem(to, 'factor', MINE, { title: 'Ik slaap weer goed' });
    putMark(from, THEIRS, 'standpoint', { is: 'disagree', words: null, about: ABOUT });
    putMark(to, THEIRS, 'standpoint', { is: 'agree', words: null, about: ABOUT });
    standing.add(THEIRS);
    expect([...carryVoice(from, to, new Set([MINE]), there, true)]).toEqual([]);
    expect(to.getMap('factor').get(`${MINE}/title`)).toBe('Ik slaap weer goed');
    expect(to.getMap('mark').get(`${THEIRS}/standpoint`)).toMatchObject({ is: 'agree' });
  });

  it('leaves behind what is nothing without something that is not there, and tells', () => {
    putItem(from, 'relation', LINK, { from: MINE, to: THEIRS, kind: 'causes' });
    expect([...carryVoice(from, to, new Set([MINE, LINK]), there, true)]).toEqual([MINE]);
    expect([...leftBehind(from, to, new Set([MINE, LINK]), there)]).toEqual([LINK]);
    standing.add(THEIRS);
    expect([
      ...carryVoice(from, to, new Set([LINK]), { ...there, named: (one) => one === MINE || standing.has(one) }, true),
    ]).toEqual([LINK]);
  });

  it('takes along what goes together', () => {
    putItem(from, 'relation', LINK, { from: MINE, to: OTHER, kind: 'causes' });
    expect([...carryVoice(from, to, new Set([LINK]), there, true)]).toEqual([]);
    expect([...carryVoice(from, to, new Set([MINE, OTHER, LINK]), there, true)].sort()).toEqual([MINE, OTHER, LINK]);
  });

  it('leaves behind words that would become another’s', () => {
    from.getMap('factor').set(`${OTHER}/words_of`, 'daan');
    expect([...carryVoice(from, to, new Set([OTHER]), there, true)]).toEqual([]);
  });

  it('leaves behind what was taken back, and in which other rooms it was said', () => {
    withdrawItem(from, 'factor', OTHER);
    from.getMap('factor').set(`${MINE}/same_as`, 'school');
    carryVoice(from, to, new Set([MINE, OTHER]), there, true);
    expect(keys(to, 'factor').filter((key) => /same_as|withdrawn/.test(key))).toEqual([]);
  });

  it('keeps what comes first for its author, as far as it is there', () => {
    putOrder(from, [OTHER, MINE, THEIRS]);
    standing.add(THEIRS);
    carryVoice(from, to, new Set([MINE]), there, true);
    expect(keys(to, 'order')).toEqual([MINE, THEIRS]);
    expect(to.getMap('order').get(MINE)).toBe(from.getMap('order').get(MINE));
  });
});

describe('a board', () => {
  let old: Y.Doc;
  let board: Y.Doc;
  beforeEach(() => {
    old = new Y.Doc();
    board = new Y.Doc();
    for (const doc of [old, board])
      startJoint(doc, 'card', CARD, { shape: 'factor' }, { said_together: 'Slecht slapen' });
    for (const item of [MINE, OTHER, THEIRS]) old.getMap('card').set(`${CARD}/gathers/${item}`, true);
    putPosition(old, MINE, 'map', { x: 3, y: 4 });
    putPosition(old, OTHER, 'map', { x: 5, y: 6 });
    putOrder(old, [OTHER, MINE]);
  });

  it('says again what it said of items that went, and of no others', () => {
    carryBoard(old, board, new Set([MINE]), there);
    expect(keys(board, 'card').filter((key) => key.includes('/gathers/'))).toEqual([`${CARD}/gathers/${MINE}`]);
    expect(keys(board, 'position')).toEqual([`${MINE}/map`]);
    expect(keys(board, 'order')).toEqual([MINE]);
  });

  it('writes nothing over what was said there since', () => {
    putPosition(board, MINE, 'map', { x: 9, y: 9 });
    carryBoard(old, board, new Set([MINE]), there);
    expect(board.getMap('position').get(`${MINE}/map`)).toBe('9,9');
  });

  it('brings back nothing of what is not there', () => {
    const empty = new Y.Doc();
    carryBoard(old, empty, new Set([MINE]), there);
    expect(keys(empty, 'card')).toEqual([]);
    expect(keys(empty, 'position')).toEqual([`${MINE}/map`]);
  });
});
