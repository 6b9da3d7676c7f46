// An equal start, as writes: what one parent shares first stands ready in their own room, and their own client puts it in the
// shared voice once everyone who starts with them has begun, or the days are over. No other client and no server does.
import { fingerprint } from '../../doc/fingerprint';
import { dropReady, putReady, sayBegun, saysBegun } from '../../doc/ready';
import type { Draft, Ready } from '../../schema.gen';
import { waitsFor } from '../equal-start/equal-start';
import { CannotDo } from '../store';
import type { EqualStart, FieldValues, VoiceActions } from '../write/voice';
import type { Workplace } from './actions';
import { type OwnWords, type Sayable, voiceActionsFor } from './voice-actions';

/** All that something says, so that it can be told whether that changed. */
const aboutAll = (said: FieldValues): string =>
  fingerprint(JSON.stringify(Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1))));

const readersOf = (at: Workplace, room: string): string[] =>
  (at.picture().rooms.find((one) => one.id === room)?.members ?? []).filter((one) => one !== at.me.person).sort();

const waiting = (at: Workplace, room: string) => {
  const begun = (person: string) => {
    const voice = at.documents.open(at.documents.name(room, `voice.${person}`));
    return voice !== undefined && saysBegun(voice);
  };
  return waitsFor(at.picture(), room, at.me.person, begun, at.today());
};

const isReady = (draft: Draft): draft is Draft & { ready: Ready } => draft.ready !== undefined;

/** What may go as it was pressed; else why it is asked about again. */
function looked(at: Workplace, own: OwnWords, { id, ready }: { id: string; ready: Ready }): Sayable | Asks {
  if (readersOf(at, ready.room).join(' ') !== ready.readers.join(' ')) return 'readers';
  try {
    const piece = own.sayable(id, ready.room, ready.without);
    return aboutAll(piece.said) === ready.about ? piece : 'words';
  } catch {
    return 'not-there';
  }
}
type Asks = NonNullable<ReturnType<EqualStart['asksAgain']>>;

/** The actions of one person in one case; sharing at once is refused where one waits. */
export function equalStartActions(
  at: Workplace,
  own: OwnWords,
): EqualStart & Pick<VoiceActions, 'share' | 'widen' | 'dropDraft' | 'editDraft'> {
  const find = (id: string) =>
    at
      .picture()
      .drafts.filter(isReady)
      .find((one) => one.id === id);
  const atOnce = (room: string) => {
    if (waiting(at, room) !== null) throw new CannotDo('waits for who starts with them');
  };
  const unsay = (id: string) => {
    const now = find(id);
    if (now === undefined) return;
    dropReady(own.selfVoice(), id);
    const { room } = now.ready;
    const more = at.picture().drafts.some((one) => one.id !== id && one.ready?.room === room);
    const spoke = at.picture().items.some((item) => item.by === at.me.person && item.rooms.includes(room));
    const voice = at.documents.voice(room);
    if (!more && !spoke && voice !== undefined && at.writable(at.documents.name(room, `voice.${at.me.person}`))) {
      sayBegun(voice, false);
    }
  };
  return {
    waitsIn: (room) => waiting(at, room),
    makeReady(id, room, leaveOut = []) {
      if (waiting(at, room) === null) throw new CannotDo('nobody to wait for');
      const { said } = own.sayable(id, room, leaveOut);
      const about = aboutAll(said);
      putReady(own.selfVoice(), id, {
        room,
        on: at.today(),
        about,
        readers: readersOf(at, room),
        without: [...leaveOut],
      });
      sayBegun(own.voiceIn(room), true);
      at.changed();
    },
    takeBackReady(id) {
      unsay(id);
      at.changed();
    },
    asksAgain(id) {
      const now = find(id);
      const seen = now === undefined ? null : looked(at, own, now);
      return typeof seen === 'string' ? seen : null;
    },
    async share(id, room, leaveOut = []) {
      atOnce(room);
      await own.actions.share(id, room, leaveOut);
    },
    widen(id, room, leaveOut = []) {
      atOnce(room);
      own.actions.widen(id, room, leaveOut);
      dropReady(own.selfVoice(), id);
    },
    editDraft(id, fields) {
      // What stands ready was looked at as it is.
      if (find(id) !== undefined) throw new CannotDo('stands ready to be shared');
      own.actions.editDraft(id, fields);
    },
    dropDraft(id) {
      unsay(id);
      own.actions.dropDraft(id);
    },
  };
}

/**
 * Puts what stands ready where it goes, when nobody has to be waited for any more. Told of every picture; only where the documents
 * it reads and writes are `joined`: what another device of the same person moved must not be moved again. Answers the rooms.
 */
export function moveReady(at: Workplace, joined: (document: string) => boolean): string[] {
  const ready = at.picture().drafts.filter(isReady);
  if (ready.length === 0) return [];
  const own = voiceActionsFor(at);
  const voiceName = (room: string) => at.documents.name(room, `voice.${at.me.person}`);
  const self = at.picture().rooms.find((one) => one.kind === 'self');
  if (self === undefined || !joined(voiceName(self.id))) return [];
  const moved = new Set<string>();
  const open = new Set(
    [...new Set(ready.map((one) => one.ready.room))].filter(
      (room) => at.writable(voiceName(room)) && joined(voiceName(room)) && waiting(at, room) === null,
    ),
  );
  for (const draft of ready) {
    if (!open.has(draft.ready.room)) continue;
    const piece = looked(at, own, draft);
    if (typeof piece === 'string') continue;
    piece.say();
    dropReady(own.selfVoice(), draft.id);
    moved.add(draft.ready.room);
  }
  return [...moved];
}
