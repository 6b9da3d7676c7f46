// The promise behind *Opgeslagen*: whenever the provider says saved, every own edit is durable on the server.
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { LiveDocument } from '../src/sync/document';
import type { ConflictCopy } from '../src/sync/host';
import { Outbox } from '../src/sync/outbox';
import { SyncSession } from '../src/sync/session';
import { ModelServer, type Weather } from './model-server';
import { seeded, VirtualClock } from './virtual-time';

const NAMES = ['g/core/board', 'g/core/voice.noor', 'g/self:noor/voice.noor'];
const CLEAR: Weather = { delayMs: 5, commitMs: 2, cut: 0, crash: 0, refuse: 0, reasons: [] };
const BAD: Weather = { ...CLEAR, delayMs: 400, commitMs: 200, cut: 0.02, crash: 0.03 };
const HOSTILE: Weather = {
  ...BAD,
  refuse: 0.05,
  reasons: [
    '4403 write-forbidden',
    '4409 client-id-taken',
    '4409 gap-unfilled',
    '4413 too-large',
    '4503 store-unavailable',
  ],
};

interface Client {
  session: SyncSession;
  documents: LiveDocument[];
  /** Every edit this client made: document, and the key it set. */
  made: Array<{ document: string; key: string }>;
  copies: ConflictCopy[];
}

class Run {
  readonly clock = new VirtualClock();
  readonly random: () => number;
  readonly server: ModelServer;
  readonly clients: Client[] = [];
  claims = 0;
  falseClaims = 0;
  private edits = 0;

  constructor(seed: number, weather: Weather) {
    this.random = seeded(seed);
    this.server = new ModelServer(this.clock, this.random, weather);
  }

  join(): Client {
    const name = `client ${this.clients.length}`;
    const session = new SyncSession({
      url: 'ws://model/sync',
      around: {
        clock: this.clock,
        random: this.random,
        openSocket: (_url, events) => this.server.connect(name, events),
      },
      tickets: async (documents) => {
        if (this.server.weather.cut > 0 && this.random() < 0.1) throw new Error('no network');
        return documents.map((document) => {
          this.server.nextClientId += 1;
          return { document, client_id: this.server.nextClientId };
        });
      },
    });
    const client: Client = { session, documents: session.open(NAMES), made: [], copies: [] };
    session.on('conflict', (copy) => client.copies.push(copy));
    // Looked at in the moment the state is told, and at every step besides.
    session.on('state', () => this.look(client));
    this.clients.push(client);
    return client;
  }

  private pick<T>(from: readonly T[]): T {
    const one = from[Math.floor(this.random() * from.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  }

  edit(client: Client): void {
    const { doc, name } = this.pick(client.documents);
    this.edits += 1;
    const key = `edit-${this.edits}/title`;
    const text = doc.getText('text:card/a/text');
    const map = doc.getMap<string>('factor');
    doc.transact(() => {
      map.set(key, `words ${this.edits}`);
      // Each insert is a character of its own, so that words offered twice would show.
      text.insert(Math.floor(this.random() * (text.length + 1)), String.fromCodePoint(0x4e00 + this.edits));
      if (text.length > 20 && this.random() < 0.3) text.delete(Math.floor(this.random() * 10), 5);
    });
    client.made.push({ document: name, key });
  }

  /** Nothing of this client's documents is missing on the server, words and removals alike. */
  isDurable(client: Client): boolean {
    const kept = new Set(client.copies.flatMap((copy) => copy.words.map((word) => `${copy.document} ${word.key}`)));
    const everyEdit = client.made.every(
      ({ document, key }) => this.server.document(document).getMap('factor').has(key) || kept.has(`${document} ${key}`),
    );
    const everyByte = client.documents.every(({ doc, name }) => {
      const durable = Y.snapshot(this.server.document(name));
      return Y.snapshotContainsUpdate(durable, Y.encodeStateAsUpdate(doc));
    });
    return everyEdit && everyByte;
  }

  look(client: Client): void {
    if (client.session.state.kind !== 'saved') return;
    this.claims += 1;
    if (!this.isDurable(client)) this.falseClaims += 1;
  }

  async storm(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      const client = this.pick(this.clients);
      const dice = this.random();
      if (dice < 0.55) for (let n = 1 + Math.floor(this.random() * 4); n > 0; n -= 1) this.edit(client);
      else if (dice < 0.58) this.server.restart();
      else if (dice < 0.61) client.session.online();
      await this.clock.pass(this.random() * (this.random() < 0.1 ? 15_000 : 600));
      if (step % 10 === 0) this.server.ping();
      for (const each of this.clients) this.look(each);
    }
  }

  /** The weather clears: within a few minutes everything must be the same everywhere. */
  async calm(): Promise<void> {
    this.server.weather = CLEAR;
    for (let i = 0; i < 30; i += 1) {
      this.server.ping();
      await this.clock.pass(10_000);
    }
  }
}

async function play(seed: number, weather: Weather, lies = false): Promise<Run> {
  const run = new Run(seed, weather);
  run.server.lies = lies;
  run.join();
  run.join();
  await run.storm(60);
  await run.calm();
  return run;
}

function expectAllTheSame(run: Run): void {
  for (const client of run.clients) {
    expect(client.session.state).toEqual({ kind: 'saved' });
    expect(client.session.unsent()).toBe(false);
    for (const { doc, name } of client.documents) {
      const durable = run.server.document(name);
      expect(Y.decodeStateVector(Y.encodeStateVector(doc))).toEqual(Y.decodeStateVector(Y.encodeStateVector(durable)));
      expect(Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(durable))).toBe(true);
      expect(doc.getText('text:card/a/text').toString()).toBe(durable.getText('text:card/a/text').toString());
      expect(doc.getMap('factor').toJSON()).toEqual(durable.getMap('factor').toJSON());
      const words = durable.getText('text:card/a/text').toString();
      expect(new Set(words).size, 'words that stand there twice').toBe(words.length);
    }
  }
}

const seeds = Array.from({ length: 100 }, (_, index) => index + 1);

afterEach(() => vi.restoreAllMocks());

describe('S4, H3: saved is never said of what is not durable', () => {
  it('holds on a bad network, seeds 1 to 100, and everything converges', async () => {
    let claims = 0;
    let cuts = 0;
    for (const seed of seeds) {
      const run = await play(seed, BAD);
      expect(run.falseClaims, `seed ${seed}`).toBe(0);
      expectAllTheSame(run);
      expect(
        run.clients.flatMap((client) => client.copies),
        `seed ${seed}`,
      ).toEqual([]);
      claims += run.claims;
      cuts += run.server.cuts;
    }
    // A run in which nothing is claimed and nothing breaks would prove nothing.
    expect(claims).toBeGreaterThan(2_000);
    expect(cuts).toBeGreaterThan(500);
  }, 120_000);

  it('holds when the server refuses as well; refused words are kept or offered again (S11, E1)', async () => {
    let copies = 0;
    let refused = 0;
    for (const seed of seeds) {
      const run = await play(seed, HOSTILE);
      expect(run.falseClaims, `seed ${seed}`).toBe(0);
      expectAllTheSame(run);
      for (const client of run.clients) {
        expect(run.isDurable(client), `seed ${seed}`).toBe(true);
        copies += client.copies.length;
      }
      refused += run.server.refused;
    }
    expect(refused).toBeGreaterThan(100);
    expect(copies).toBeGreaterThan(20);
  }, 120_000);
});

describe('the test above can fail', () => {
  const some = seeds.slice(0, 10);
  const falseClaims = async (lies = false) => {
    let found = 0;
    for (const seed of some) found += (await play(seed, BAD, lies)).falseClaims;
    return found;
  };

  it('notices an outbox that takes any acknowledgement for all of them', async () => {
    vi.spyOn(Outbox.prototype, 'settle').mockImplementation(function (this: Outbox, stored: boolean) {
      if (stored) this.handOver();
      return stored ? 'stored' : 'refused';
    });
    expect(await falseClaims()).toBeGreaterThan(0);
  }, 60_000);

  it('notices a provider that takes sent for stored', async () => {
    const next = Outbox.prototype.next;
    vi.spyOn(Outbox.prototype, 'next').mockImplementation(function (this: Outbox) {
      const update = next.call(this);
      if (update !== undefined) this.handOver();
      return update;
    });
    expect(await falseClaims()).toBeGreaterThan(0);
  }, 60_000);

  it('notices an outbox that takes what was under way for stored when the connection goes', async () => {
    const disconnected = Outbox.prototype.disconnected;
    vi.spyOn(Outbox.prototype, 'disconnected').mockImplementation(function (this: Outbox) {
      disconnected.call(this);
      this.handOver();
    });
    expect(await falseClaims()).toBeGreaterThan(0);
  }, 60_000);

  it('notices a Step2 that answers for what was written after it', async () => {
    const settle = Outbox.prototype.settle;
    const step2Sent = Outbox.prototype.step2Sent;
    const step2 = new WeakSet<Outbox>();
    vi.spyOn(Outbox.prototype, 'step2Sent').mockImplementation(function (this: Outbox, carries?: boolean) {
      step2.add(this);
      return step2Sent.call(this, carries);
    });
    vi.spyOn(Outbox.prototype, 'settle').mockImplementation(function (this: Outbox, stored: boolean) {
      const settled = settle.call(this, stored);
      if (settled === 'stored' && step2.delete(this)) this.handOver();
      return settled;
    });
    expect(await falseClaims()).toBeGreaterThan(0);
  }, 60_000);

  it('notices a server that acknowledges before it has stored', async () => {
    expect(await falseClaims(true)).toBeGreaterThan(0);
  }, 60_000);
});
