// Every way in which words reach others, and what is looked at before they do. An action that is not named here does not compile;
// what is named as `null` gives nobody any new words.
import type { Workplace } from '../live/actions';
import type { Unasked, WritingActions } from '../store';
import { look, type Words } from './look';

type Args<Name extends keyof Unasked> = Unasked[Name] extends (...given: infer Given) => unknown ? Given : never;
type Looking = { [Name in keyof Unasked]: null | ((at: Workplace, ...given: Args<Name>) => Words) };

/** All texts in whatever an action is given. */
function textsIn(given: unknown): string[] {
  if (typeof given === 'string') return [given];
  if (typeof given !== 'object' || given === null) return [];
  return Object.values(given).flatMap(textsIn);
}

/** What an item says now, to all who read it. */
const itemWords = (at: Workplace, id: string): string[] =>
  textsIn(at.picture().items.find((one) => one.id === id)?.fields ?? null);
const draftWords = (at: Workplace, id: string): string[] => {
  const draft = at.picture().drafts.find((one) => one.id === id && !one.shared);
  return draft === undefined ? itemWords(at, id) : textsIn([draft.texts, draft.values]);
};
const markWords = (at: Workplace, item: string, field: string): string[] => {
  const marks = at.picture().items.find((one) => one.id === item)?.marks ?? [];
  return marks.flatMap((mark) => (mark.by === at.me.person && mark.field === field ? [mark.words ?? ''] : []));
};

/** By action, the words that others would read. */
export const LOOKED_AT: Looking = {
  share: (at, id) => ({ now: draftWords(at, id) }),
  makeReady: (at, id) => ({ now: draftWords(at, id) }),
  // Others read it in the room it goes to.
  widen: (at, id) => ({ now: itemWords(at, id) }),
  carryOver: (at, _to, items) => ({ now: items.flatMap((id) => itemWords(at, id)) }),
  change: (at, id, fields) => ({ now: textsIn(fields), before: itemWords(at, id) }),
  reword: (at, id, words) => ({ now: [words], before: itemWords(at, id) }),
  adopt: (at, id, changed) => ({ now: textsIn(changed), before: itemWords(at, id) }),
  setStandpoint: (at, id, _is, words) => ({ now: textsIn(words), before: markWords(at, id, 'standpoint') }),
  setMark: (at, id, field, _is, words) => ({ now: textsIn(words), before: markWords(at, id, field) }),
  setReached: (at, id, _is, words) => ({ now: textsIn(words), before: markWords(at, id, 'reached') }),
  setOwnWords: (at, id, words) => ({ now: [words], before: markWords(at, id, 'own_words') }),
  startJoint: (_at, _kind, _room, fields, texts) => ({ now: textsIn([fields, texts]) }),
  setJoint: (at, id, fields) => ({ now: textsIn(fields), before: itemWords(at, id) }),
  nameRound: (_at, _id, _room, name) => ({ now: textsIn(name) }),
  answerWish: (_at, _wish, text) => ({ now: [text] }),
  lendWords: (at, card, item) => ({ now: itemWords(at, item), before: itemWords(at, card) }),
  putBackWords: (_at, _item, _field, removed) => ({ now: [removed.words] }),
  // Looked at when the edit is kept, below.
  editJoint: null,
  // Typed where all of them see every key: told beside the text while it stands there (`InText.svelte`).
  joinWriting: null,
  leaveWriting: null,
  // Only of their author.
  addDraft: null,
  editDraft: null,
  typeInDraft: null,
  writeFor: null,
  dropDraft: null,
  typeChange: null,
  takeBackReady: null,
  markSeen: null,
  // No words.
  waitsIn: null,
  asksAgain: null,
  withdraw: null,
  dropMark: null,
  setOrder: null,
  changeJointSet: null,
  putsManyAway: null,
  putAway: null,
  placeJoint: null,
  unplaceJoint: null,
  place: null,
  removedWords: null,
  // As it stood there.
  bringBack: null,
};

/** The same actions, none of which shares what was not asked about. */
export function askingFirst(at: Workplace, actions: Unasked): WritingActions {
  const asking = Object.entries(actions).map(([name, act]) => {
    const looked = LOOKED_AT[name as keyof Unasked] as null | ((at: Workplace, ...given: unknown[]) => Words);
    if (looked === null) return [name, act];
    const asked = (...given: unknown[]) => {
      look(looked(at, ...given));
      return (act as (...all: unknown[]) => unknown)(...given);
    };
    return [name, asked];
  });
  return {
    ...(Object.fromEntries(asking) as Unasked),
    editJoint: (...given) => {
      const edit = actions.editJoint(...given);
      return {
        ...edit,
        keep: (now) => {
          look({ now: [now], before: [edit.words] });
          edit.keep(now);
        },
      };
    },
    mayShare: (texts) => look({ now: texts }),
  };
}
