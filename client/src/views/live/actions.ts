// What someone may do in one case, put together: own words and what is joint, each written in the right document.
import { api, type Me } from '../../api';
import { quietEdit } from '../../doc/quiet-edit';
import { othersIn } from '../../doc/removal';
import type { RemovedLately } from '../../doc/removed-lately';
import { jointTextRoot } from '../../doc/write';
import type { Picture } from '../../schema.gen';
import type { Item } from '../picture/rows';
import { CannotDo, type Unasked } from '../store';
import { adoptActions } from './adopt-actions';
import { boardActions, mainText } from './board-actions';
import { carryActions } from './carry-actions';
import type { CaseDocuments } from './documents';
import type { DraftFields } from './draft-fields';
import { equalStartActions } from './equal-start-actions';
import { placeActions } from './place-actions';
import { removedActions } from './removed-actions';
import { seenActions } from './seen-actions';
import type { LiveWriting } from './together.svelte';
import { voiceActionsFor } from './voice-actions';

/** What the actions work on. */
export interface Workplace {
  me: Me;
  documents: Pick<CaseDocuments, 'name' | 'open' | 'voice' | 'board'>;
  writing: Pick<LiveWriting, 'join' | 'leave'>;
  /** The fields on screen that are tied to a draft. */
  drafts: Pick<DraftFields, 'bind'>;
  picture(): Picture;
  /** Whether this person may write a document, by its full name. */
  writable(document: string): boolean;
  /** Whose it is what stands at a clock of a client id of a document, when that is known. */
  author(document: string, client: number, clock: number): string | undefined;
  /** Whether it is this person's. */
  mine(document: string, client: number, clock: number): boolean;
  /** What this person took out of what others wrote. */
  removed: RemovedLately;
  /** The day it is here, `YYYY-MM-DD`. */
  today(): string;
  /** Words could not be put into this document; they must not get lost. */
  lost(document: string, words: string): void;
  changed(): void;
}

/** The actions of one person in one case. */
export function actionsFor(at: Workplace): Unasked {
  const item = (id: string): Item => {
    const found = at.picture().items.find((one) => one.id === id);
    if (found === undefined) throw new CannotDo('no such item');
    return found;
  };
  const own = voiceActionsFor(at);
  /** Whether it is on the board, and was not put away. */
  const stands = (id: string): boolean => {
    const found = at.picture().items.find((one) => one.id === id && !one.withdrawn);
    return found !== undefined && !(found.kind === 'card' && found.fields?.off_table === true);
  };
  return {
    ...own.actions,
    ...equalStartActions(at, own),
    editJoint(id, field) {
      const found = item(id);
      const name = field ?? mainText(found.kind);
      const text = () => at.documents.board(found.room)?.getText(jointTextRoot(found.kind, id, name));
      const now = (found.fields as Readonly<Record<string, unknown>> | null)?.[name];
      const edit = quietEdit(text, now === '');
      if (edit === undefined) throw new CannotDo('this text is not here');
      const board = at.documents.name(found.room, 'board');
      const takes = (now: string): number => {
        const live = text();
        if (live === undefined) return 0;
        return edit
          .removals(now)
          .reduce(
            (sum, [from, to]) => sum + othersIn(live, from, to, (client, clock) => at.mine(board, client, clock)),
            0,
          );
      };
      return {
        words: edit.words,
        takesMuch: (now) => at.removed.muchText(board, takes(now)),
        keep: (now) => {
          at.removed.tookText(board, takes(now));
          // What was taken off the board meanwhile takes no words any more.
          if (!stands(id)) edit.drop();
          if (!stands(id) || !edit.keep(now)) at.lost(board, now);
          at.changed();
        },
        keepAside: (now) => {
          edit.drop();
          at.lost(board, now);
        },
        drop: () => edit.drop(),
      };
    },
    joinWriting: (id, field) => at.writing.join(item(id), field ?? mainText(item(id).kind)),
    leaveWriting: () => at.writing.leave(),
    ...placeActions(at),
    ...boardActions(at),
    ...removedActions(at, api),
    ...adoptActions(at),
    ...seenActions(at),
    ...carryActions(at),
  };
}
