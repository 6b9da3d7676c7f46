import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CORE, type EmptyCase, emptyCase, PAIR } from '../../../test/fixtures/empty-case';
import { sourceFiles } from '../../../test/source-files';
import { putItem, startJoint, withdrawItem } from '../../doc/write';
import type { Unasked, WritingActions } from '../store';
import { askingFirst, LOOKED_AT } from './asking-first';
import type { Found } from './find';
import { sendLooked } from './look';
import { MustAsk, sharing } from './sharing';

vi.mock('./ask', () => ({ ask: (found: readonly Found[], on: () => void) => asked.push({ found, on }) }));
const asked: { found: readonly Found[]; on: () => void }[] = [];

const BSN = '123456782';
const SAID = `Mijn nummer is ${BSN}.`;
const item = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [HERS, CARD, GOAL, WISH, QUESTION, WRITTEN, STORY] = [1, 2, 3, 4, 5, 6, 7].map(item) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

let at: EmptyCase;
let actions: WritingActions;
beforeEach(() => {
  asked.length = 0;
  at = emptyCase();
  actions = askingFirst(at.workplace, at.actions);
  putItem(at.document(CORE, 'voice.marloes'), 'factor', HERS, { title: 'Weinig slaap' });
  putItem(at.document(CORE, 'voice.marloes'), 'wish', WISH, { text: 'Rust' });
  putItem(at.voice(PAIR), 'story', STORY, { text: SAID, mode: 'typed' });
  const board = at.document(CORE, 'board');
  startJoint(board, 'card', CARD, { shape: 'factor', gathers: [HERS] }, { said_together: 'Samen gezegd' });
  startJoint(board, 'goal', GOAL, { owner: 'noor' }, { text: 'Beter slapen' });
  startJoint(board, 'joint_question', QUESTION, { status: 'open' }, { text: 'Wat helpt?' });
  const scribed = at.document(CORE, 'voice.youssef');
  putItem(scribed, 'factor', WRITTEN, { title: 'Opgeschreven' });
  scribed.getMap('factor').set(`${WRITTEN}/words_of`, 'noor');
});

const draft = () => at.actions.addDraft('factor', { title: SAID });

/** Every way in which words reach others, each with words that are asked about. */
const WAYS: Partial<Record<keyof Unasked, (actions: WritingActions) => unknown>> = {
  share: (does) => does.share(draft(), CORE),
  makeReady: (does) => does.makeReady(draft(), CORE),
  widen: (does) => does.widen(STORY, CORE),
  carryOver: (does) => does.carryOver(CORE, [STORY], false),
  change: (does) => does.change(HERS, { story: SAID }, [CORE]),
  reword: (does) => does.reword(HERS, SAID, [CORE]),
  adopt: (does) => does.adopt(WRITTEN, { title: SAID }),
  setStandpoint: (does) => does.setStandpoint(HERS, 'partly', SAID),
  setMark: (does) => does.setMark(HERS, 'meaning', true, SAID),
  setReached: (does) => does.setReached(GOAL, 'partly', SAID),
  setOwnWords: (does) => does.setOwnWords(GOAL, SAID),
  startJoint: (does) => does.startJoint('card', CORE, { shape: 'factor' }, { said_together: SAID }),
  setJoint: (does) => does.setJoint(GOAL, { text: SAID } as never),
  nameRound: (does) => does.nameRound(item(9), CORE, SAID),
  answerWish: (does) => does.answerWish(WISH, SAID, []),
  lendWords: (does) => does.lendWords(CARD, STORY),
  putBackWords: (does) =>
    does.putBackWords(QUESTION, 'text', { words: SAID, by: [], removedBy: null, day: '', before: '', after: '' }),
  editJoint: (does) => does.editJoint(QUESTION).keep(`Wat helpt? ${SAID}`),
};

const shared = () =>
  [...at.documents()].map((doc) => doc).filter((doc) => doc !== at.document('self:noor', 'voice.noor'));
const states = () => shared().map((doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'));

describe('sharing', () => {
  it('is tried here in every way there is', () => {
    const looked = Object.entries(LOOKED_AT).flatMap(([name, how]) => (how === null ? [] : [name]));
    expect(Object.keys(WAYS).sort()).toEqual([...looked, 'editJoint'].sort());
    expect(Object.keys(LOOKED_AT).sort()).toEqual(Object.keys(at.actions).sort());
  });

  it.each(Object.entries(WAYS))('%s asks first, and nothing goes before the answer', (_name, way) => {
    // Before the state is taken: opening a document makes it.
    at.documents();
    const before = states();
    let fault: unknown;
    try {
      way(actions);
    } catch (thrown) {
      fault = thrown;
    }
    expect(fault).toBeInstanceOf(MustAsk);
    expect((fault as MustAsk).found).toEqual([{ kind: 'bsn', words: BSN, plain: BSN }]);
    // The fault itself can be shown or counted anywhere: it holds no words.
    expect(String(fault)).not.toContain(BSN);
    expect(states().slice(0, before.length)).toEqual(before);
  });

  it('goes on when its author says so, once, and asks again the next time', async () => {
    const id = draft();
    const failed = vi.fn();
    sharing(() => actions.share(id, CORE), failed);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect(at.picture().items.some((one) => one.id === id)).toBe(false);
    asked[0]?.on();
    expect(at.item(id).fields).toMatchObject({ title: SAID });
    expect(() => actions.setStandpoint(HERS, 'partly', SAID)).toThrow(MustAsk);
    expect(failed).not.toHaveBeenCalled();
  });

  it('tells of everything else that goes wrong, and does not ask', async () => {
    const failed = vi.fn();
    sharing(() => actions.share(item(99), CORE), failed);
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
    expect(asked).toEqual([]);
  });

  it('does not ask about what its readers have read there already', () => {
    at.actions.setStandpoint(HERS, 'partly', SAID);
    actions.setStandpoint(HERS, 'disagree', SAID);
    const edit = at.actions.editJoint(QUESTION);
    edit.keep(SAID);
    actions.editJoint(QUESTION).keep(`${SAID} En nu?`);
    expect(() => actions.setStandpoint(HERS, 'partly', `${SAID} En 06-12345678`)).toThrow(MustAsk);
  });

  it('asks about the reason of a version too', () => {
    expect(() => actions.mayShare([SAID])).toThrow(MustAsk);
    actions.mayShare(['na het gesprek']);
  });

  it('lets everything go that only its author reads', () => {
    const id = actions.addDraft('factor', { title: SAID });
    actions.editDraft(id, { story: SAID });
    actions.dropDraft(id);
    withdrawItem(at.voice(PAIR), 'story', STORY);
  });
});

/** Where a looked-at action is called with words that were looked at before, or none. */
const NO_NEW_WORDS: Readonly<Record<string, string>> = {
  'views/joint/OfRound.svelte': 'typed in `ShortText`, which asks',
  'views/mine/AskAgain.svelte': 'only when to ask again',
  'views/drawings/ecogram/People.svelte': 'only the ring',
  'views/write/PieceMarks.svelte': 'acknowledging takes no words',
};

it('is asked about in every view that shares', () => {
  const names = Object.keys(WAYS).filter((name) => name !== 'editJoint');
  const calls = new RegExp(`actions\\.(${names.join('|')}|freeze)\\(|\\bedit\\.keep\\(`);
  const views = [...sourceFiles()].filter(([name, source]) => name.endsWith('.svelte') && calls.test(source));
  expect(views.length).toBeGreaterThan(15);
  const silent = views.filter(([, source]) => !/from '[./]+\/caution\/sharing'/.test(source)).map(([name]) => name);
  expect(silent.sort()).toEqual(Object.keys(NO_NEW_WORDS).sort());
});

/** Parts of a form, whose words the form itself gives to be looked at. */
const IN_A_FORM: Readonly<Record<string, string>> = {
  'views/lead/GezagInput.svelte': 'of adding and changing a person',
  'views/lead/SafetyStep.svelte': 'of opening a case and of answering anew',
};

it('is asked about in every form that is sent without a document', () => {
  const forms = [...sourceFiles()].filter(([, source]) => source.includes('/WordsInput.svelte'));
  expect(forms.length).toBeGreaterThan(9);
  const silent = forms.filter(([, source]) => !/\bshares=\{|sendLooked\(/.test(source)).map(([name]) => name);
  expect(silent.sort()).toEqual(Object.keys(IN_A_FORM).sort());
});

it('sends nothing of a form before its author says so, and then once', async () => {
  const sent: string[] = [];
  const failed = vi.fn();
  const send = (name: string, before: string[] = []) =>
    sendLooked({ now: [name], before }, async () => void sent.push(name), failed);
  send('Jeroen Kaspers');
  send(`Jeroen ${BSN}`);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect(sent).toEqual(['Jeroen Kaspers']);
  asked[0]?.on();
  await vi.waitFor(() => expect(sent).toEqual(['Jeroen Kaspers', `Jeroen ${BSN}`]));
  // What stands there already is not asked about again; what comes besides is.
  send(`Jeroen K. ${BSN}`, [`Jeroen ${BSN}`]);
  send(`Jeroen ${BSN}, 06-12345678`, [`Jeroen ${BSN}`]);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(sent).toHaveLength(3);
  expect(asked[1]?.found).toMatchObject([{ kind: 'phone' }]);
  expect(failed).not.toHaveBeenCalled();
});

it('looks at words where they stand, and sends or keeps nothing', () => {
  const sources = [...sourceFiles()].filter(([name]) => name.startsWith('views/caution/'));
  expect(sources.length).toBeGreaterThan(4);
  const tells = sources.filter(([, source]) =>
    /console|fetch\(|api\b|localStorage|sessionStorage|indexedDB|sendBeacon/.test(source),
  );
  expect(tells.map(([name]) => name)).toEqual([]);
});
