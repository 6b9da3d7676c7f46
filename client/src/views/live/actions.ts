// What someone may do, as writes in the right document: own words in the own voice of a room, drafts in the own room.
import { api, type Me } from '../../api';
import { read } from '../../doc/read';
import {
  dropDraft,
  pointDraft,
  putDraft,
  putItem,
  putMark,
  startDraft,
  typeDraft,
  withdrawItem,
} from '../../doc/write';
import { KINDS, type Picture } from '../../schema.gen';
import { namesIn } from '../picture/names';
import type { Item } from '../picture/rows';
import { unsaid } from '../standpoint/unsaid';
import type { CaseActions, VersionView } from '../store';
import { type CaseDocuments, randomId } from './documents';
import { type ExportedVersion, versionParts } from './versions';
import type { WritingRoom } from './writing.svelte';

/** What the actions work on. */
export interface Workplace {
  me: Me;
  documents: CaseDocuments;
  writing: WritingRoom;
  picture(): Picture;
  changed(): void;
  versions(): readonly VersionView[] | null;
  loadVersions(): Promise<void>;
  left(): void;
}

/** Something asked for can't be done here and now; the view says so in plain words. */
export class CannotDo extends Error {}

const TEXT_FIELD = { factor: 'title', story: 'text' } as const;

/** The actions of one person in one case. */
export function actionsFor(at: Workplace): CaseActions {
  const selfName = () => {
    const room = at.picture().rooms.find((one) => one.kind === 'self');
    return at.documents.name(room?.id ?? '', `voice.${at.me.person}`);
  };
  const selfVoice = () => {
    const doc = at.documents.open(selfName());
    if (doc === undefined) throw new CannotDo('no room of one’s own');
    return doc;
  };
  const item = (id: string): Item => {
    const found = at.picture().items.find((one) => one.id === id);
    if (found === undefined) throw new CannotDo('no such item');
    return found;
  };
  const draft = (id: string) => {
    const found = read(selfName(), selfVoice()).drafts.find((one) => one.id === id);
    if (found === undefined || (found.kind !== 'factor' && found.kind !== 'story')) throw new CannotDo('no such draft');
    return { ...found, kind: found.kind };
  };
  return {
    addDraft(kind) {
      const id = randomId();
      startDraft(selfVoice(), kind, id);
      at.changed();
      return id;
    },
    editDraft(id, change) {
      const { kind } = draft(id);
      const doc = selfVoice();
      if (change.words !== undefined) typeDraft(doc, id, TEXT_FIELD[kind], change.words);
      if (change.about !== undefined && kind === 'factor') putDraft(doc, kind, id, { holder: change.about });
      if (change.tone !== undefined && kind === 'factor') {
        const roles = change.tone === null ? [] : [change.tone === 'helps' ? 'protective' : 'problem'];
        putDraft(doc, kind, id, { roles });
      }
      at.changed();
    },
    dropDraft(id) {
      dropDraft(selfVoice(), id);
      at.changed();
    },
    async share(id, room) {
      const { kind, texts, sets } = draft(id);
      const voice = at.documents.voice(room);
      if (voice === undefined) throw new CannotDo('no voice in this room');
      const field = TEXT_FIELD[kind];
      const words = texts[field] ?? '';
      putItem(
        voice,
        kind,
        id,
        kind === 'factor'
          ? { title: words.trim(), roles: sets.roles ?? [], holder: sets.holder ?? [] }
          : { text: words.trim() },
      );
      pointDraft(selfVoice(), id, room, field);
      at.changed();
    },
    withdraw(id) {
      const found = item(id);
      if (found.by !== at.me.person) throw new CannotDo('not one’s own words');
      for (const room of found.rooms) {
        const voice = at.documents.voice(room);
        const root = KINDS[found.kind].root;
        const here = voice !== undefined && [...voice.getMap(root).keys()].some((key) => key.startsWith(`${id}/`));
        if (here) withdrawItem(voice, found.kind, id);
      }
      at.changed();
    },
    setStandpoint(id, is, words) {
      const found = item(id);
      const voice = at.documents.voice(found.room);
      if (voice === undefined) throw new CannotDo('no voice in this room');
      putMark(voice, id, 'standpoint', { is, words, about: found.about });
      at.changed();
    },
    joinWriting: (id) => at.writing.join(item(id)),
    leaveWriting: () => at.writing.leave(),
    async freeze(kind, reason) {
      await api.freeze(at.me.case, kind, reason);
      await at.loadVersions();
    },
    async readVersion(id) {
      if (at.versions() === null) await at.loadVersions();
      const version = at.versions()?.find((one) => one.id === id);
      if (version === undefined) throw new CannotDo('no such version');
      const exported = await api.version<ExportedVersion>(at.me.case, id);
      return { version, parts: versionParts(exported), fingerprint: exported.sha256 };
    },
    async logout() {
      unsaid.clear();
      await at.writing.leave();
      await api.logout().catch(() => undefined);
      at.left();
    },
  };
}

/** Of whom something is about, those whom not everyone in a room knows (D15). */
export function strangersIn(picture: Picture, room: string, about: readonly string[]): string[] {
  const target = picture.rooms.find((one) => one.id === room);
  const names = namesIn(picture);
  const members = new Set(target?.members);
  return about.flatMap((holder) => {
    const network = names.items.get(holder);
    const person = picture.persons.find((one) => one.id === holder);
    const known =
      network !== undefined
        ? network.rooms.includes(room)
        : person === undefined || members.has(holder) || (!person.member && target?.kind === 'core');
    return known ? [] : [names.node(holder)];
  });
}
