// Screens of the test family: each person with the documents of their own rooms, and what their app does when one changes.
import * as Y from 'yjs';
import { compose } from '../src/doc/compose';
import { read } from '../src/doc/read';
import { RemovedLately } from '../src/doc/removed-lately';
import type { Picture } from '../src/schema.gen';
import { remember } from '../src/views/drawings/map/memory';
import { placesOn } from '../src/views/drawings/map/places';
import type { Point } from '../src/views/drawings/stage/view';
import { actionsFor, type Workplace } from '../src/views/live/actions';
import { LiveDoings } from '../src/views/live/doings.svelte';
import { DraftFields } from '../src/views/live/draft-fields';
import { holdingPlaces, keepPlaces } from '../src/views/live/hold-places';
import type { Unasked } from '../src/views/store';
import youssef from './fixtures/picture.youssef.json';

// Rooms and persons of the test family, whose documents begin empty.
const facts = youssef as unknown as Picture;
export const CASE = facts.case.id;

/** The screen of one person, who reads every document of their rooms. */
export class Screen {
  readonly docs = new Map<string, Y.Doc>();
  /** The documents that have what the server has. */
  readonly joined = new Set<string>();
  readonly doings: LiveDoings;
  readonly workplace: Workplace;
  readonly actions: Unasked;
  private readonly rooms;
  private now: Picture;

  constructor(
    readonly person: string,
    private readonly writesBoards = true,
  ) {
    this.rooms = facts.rooms.filter((room) => room.members.includes(person));
    for (const { id: room, members } of this.rooms) {
      for (const one of ['board', ...members.map((member) => `voice.${member}`)]) {
        this.docs.set(`${CASE}/${room}/${one}`, new Y.Doc());
      }
    }
    for (const name of this.docs.keys()) this.joined.add(name);
    this.now = this.composed();
    this.doings = new LiveDoings(
      person,
      () => this.docs.values(),
      () => this.now,
      () => undefined,
    );
    const name = (room: string, document: string) => `${CASE}/${room}/${document}`;
    this.workplace = {
      me: { person, name: person, role: 'parent', case: CASE, demo: true },
      documents: {
        name,
        open: (one) => this.docs.get(one),
        voice: (room) => this.docs.get(name(room, `voice.${person}`)),
        board: (room) => this.docs.get(name(room, 'board')),
      },
      drafts: new DraftFields(),
      writing: { join: async () => undefined, leave: async () => undefined },
      picture: () => this.now,
      writable: (document) => this.writesBoards || !document.endsWith('/board'),
      author: () => undefined,
      mine: () => true,
      removed: new RemovedLately(),
      today: () => '2026-11-30',
      lost: () => undefined,
      changed: () => this.sees(),
    };
    this.actions = holdingPlaces(this.workplace, this.doings.around(actionsFor(this.workplace)));
  }

  /** A document; one's own voice when nothing else is said. */
  in(room: string, document = `voice.${this.person}`): Y.Doc {
    return this.docs.get(`${CASE}/${room}/${document}`) as Y.Doc;
  }

  /** The map as it is looked at now. */
  get map(): ReadonlyMap<string, Point> {
    return placesOn(this.now, undefined, remember(this.workplace.me));
  }

  /** The map as it would be for this person on a screen that knows nothing of before. */
  get fresh(): ReadonlyMap<string, Point> {
    return placesOn(this.now);
  }

  /** What the app does when a document changed. */
  sees(): void {
    this.now = this.composed();
    keepPlaces(this.workplace, (name) => this.joined.has(name));
  }

  /** What stands on the board of a room, as it is written there. */
  put(room = 'core'): Record<string, unknown> {
    return this.in(room, 'board').getMap('position').toJSON();
  }

  get picture(): Picture {
    return this.now;
  }

  private composed(): Picture {
    return compose(
      [...this.docs].map(([name, doc]) => read(name, doc)),
      { ...facts, rooms: this.rooms },
    );
  }
}

/** All hear of each other, and of what each writes then. Answers how many updates went. */
export function meet(...screens: Screen[]): number {
  let updates = 0;
  for (const one of screens) {
    for (const other of screens) {
      for (const [name, doc] of one.docs) {
        const there = other.docs.get(name);
        if (there === undefined || there === doc) continue;
        const missing = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(there));
        const count = () => (updates += 1);
        there.on('update', count);
        Y.applyUpdate(there, missing);
        there.off('update', count);
      }
    }
  }
  for (const one of screens) one.sees();
  return updates;
}

/** Until nobody writes any more; fails when that does not come. */
export function settle(...screens: Screen[]): void {
  for (let turn = 0; turn < 4; turn += 1) if (meet(...screens) === 0) return;
  throw new Error('they go on writing');
}
