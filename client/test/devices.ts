// Devices of the test family, each with documents of its own: what one of them does, the others hear when they meet.
import * as Y from 'yjs';
import { compose } from '../src/doc/compose';
import { read } from '../src/doc/read';
import { RemovedLately } from '../src/doc/removed-lately';
import { putItem } from '../src/doc/write';
import type { Kind, Picture } from '../src/schema.gen';
import { actionsFor } from '../src/views/live/actions';
import { awayIn } from '../src/views/live/board-actions';
import { DraftFields } from '../src/views/live/draft-fields';
import type { Unasked } from '../src/views/store';
import noor from './fixtures/picture.noor.json';

// Rooms and persons of the test family; the documents begin empty.
const facts = noor as unknown as Picture;
export const CASE = facts.case.id;
/** An id, by a number. */
export const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const F1 = id(1);
export const F2 = id(2);
export const SCHOOL = id(3);
export const WISH = id(4);

/** One person's device. */
export class Device {
  readonly docs = new Map<string, Y.Doc>();
  readonly actions: Unasked;
  readonly closed = new Set<string>();
  /** Whether what stands in the documents is this person's. */
  own = true;

  constructor(readonly person: string) {
    const name = (room: string, document: string) => `${CASE}/${room}/${document}`;
    this.actions = actionsFor({
      me: { person, name: person, role: 'parent', case: CASE, demo: true },
      documents: {
        name,
        open: (one) => this.doc(one),
        voice: (room) => this.doc(name(room, `voice.${person}`)),
        board: (room) => this.doc(name(room, 'board')),
      },
      drafts: new DraftFields(),
      writing: { join: async () => undefined, leave: async () => undefined },
      picture: () => this.picture(),
      writable: (document) => !this.closed.has(document),
      author: () => undefined,
      mine: () => this.own,
      removed: new RemovedLately(),
      today: () => '2026-11-30',
      lost: () => undefined,
      changed: () => undefined,
    });
  }

  doc(name: string): Y.Doc {
    const doc = this.docs.get(name) ?? new Y.Doc();
    this.docs.set(name, doc);
    return doc;
  }

  in(room: string, document: string): Y.Doc {
    return this.doc(`${CASE}/${room}/${document}`);
  }

  picture(): Picture {
    return compose(
      [...this.docs].map(([name, doc]) => read(name, doc)),
      facts,
    );
  }

  item<K extends Kind>(kind: K, which: string) {
    const found = this.picture().items.find((one) => one.id === which);
    if (found?.kind !== kind) throw new Error(`no such ${kind}`);
    return found as Extract<typeof found, { kind: K }>;
  }

  away() {
    const documents = {
      name: (room: string, one: string) => `${CASE}/${room}/${one}`,
      open: (one: string) => this.doc(one),
    };
    return awayIn(this.picture(), {
      documents: documents as Parameters<typeof awayIn>[1]['documents'],
      author: (name, client) => (client === this.doc(name).clientID ? this.person : undefined),
    });
  }
}

/** Everyone hears what the others wrote. */
export function meet(...devices: readonly Device[]): void {
  for (const from of devices) {
    for (const [name, doc] of [...from.docs]) {
      const update = Y.encodeStateAsUpdate(doc);
      for (const to of devices) if (to !== from) Y.applyUpdate(to.doc(name), update);
    }
  }
}

/** Two things that Noor and Marloes said in core, one said at school, a wish. */
export function family(...persons: readonly string[]): Device[] {
  const [first = 'noor', ...rest] = persons;
  const device = new Device(first);
  putItem(device.in('core', 'voice.noor'), 'factor', F1, { title: 'Noor slaapt slecht', roles: ['maintaining'] });
  putItem(device.in('core', 'voice.marloes'), 'factor', F2, { title: 'Noor ligt lang wakker', roles: ['maintaining'] });
  putItem(device.in('school', 'voice.femke'), 'factor', SCHOOL, { title: 'Noor komt moe op school' });
  putItem(device.in('core', 'voice.noor'), 'wish', WISH, { text: 'Niet meer de boodschapper zijn.' });
  const others = rest.map((one) => new Device(one));
  meet(device, ...others);
  return [device, ...others];
}

/** The device of one of the family. */
export const one = (person: string) => family(person)[0] as Device;
/** Starts a samen-kaartje. */
export const card = (device: Device, gathers: readonly string[] = [F1, F2]) =>
  device.actions.startJoint('card', 'core', { shape: 'factor', roles: ['maintaining'], gathers });
