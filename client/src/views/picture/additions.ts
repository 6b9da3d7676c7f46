// What one can add to each part of the picture: own words first, then what is joint. The one list for both; each addition
// is a form of its own, fetched when someone opens it.
import type { Component } from 'svelte';
import type { IconName } from '../../ui/icons';
import type { CaseStore } from '../store';
import type { PartId } from './rows';

/** What a form to add something gets. */
export interface AddProps extends Record<string, unknown> {
  store: CaseStore;
  part: PartId;
  /** It is done, or someone thought better of it; with the id of what came of it, that is opened. */
  onclose: (made?: string) => void;
}

/** One thing that can be added. */
export interface Addition {
  /** Unique within its part. */
  id: string;
  /** What the button says, and the title above the form. */
  label: string;
  icon: IconName;
  /** On large screens it may take more room. */
  wide?: boolean;
  /** Whether this person may add it somewhere. */
  may: (store: CaseStore) => boolean;
  /** What opens here; own words begin in *Van mij* instead, with `start`. */
  form?: () => Promise<{ default: Component<AddProps> }>;
  start?: string;
}

const writesBoard = (store: CaseStore): boolean => store.rooms.some((room) => room.kind !== 'self' && room.writesBoard);

const card: Addition = {
  id: 'card',
  label: 'client-add-card',
  icon: 'card',
  wide: true,
  may: writesBoard,
  form: () => import('../joint/StartCard.svelte'),
};

/** Own words, by the name of how they begin (`write/starts.ts`). */
const own = (start: string, icon: IconName): Addition => ({
  id: `own-${start}`,
  label: `client-start-${start}`,
  icon,
  may: (store) => store.rooms.some((room) => room.kind !== 'self' && room.speaks),
  start,
});

const joint = (id: string, icon: IconName, form: NonNullable<Addition['form']>, wide = false): Addition => ({
  id,
  label: `client-add-${id}`,
  icon,
  wide,
  may: writesBoard,
  form,
});

/** Who advises, does so for their work. */
const forWork = (addition: Addition): Addition => ({
  ...addition,
  may: (store) => addition.may(store) && !['youth', 'child', 'parent', 'foster_parent', 'jim'].includes(store.me.role),
});

/** Who is family of whom. */
export const FAMILY: readonly Addition[] = [
  joint('union', 'genogram', () => import('../joint/StartUnion.svelte')),
  joint('descent', 'genogram', () => import('../joint/StartDescent.svelte')),
];

/** By part, in the order in which the buttons stand. */
export const ADDITIONS: Readonly<Record<PartId, readonly Addition[]>> = {
  questions: [
    own('question', 'question'),
    joint('joint_question', 'question', () => import('../joint/StartQuestion.svelte')),
  ],
  helps: [own('helps', 'helps'), card],
  wishes: [own('wish', 'wish')],
  hard: [own('hard', 'hard'), own('maintaining', 'loop'), card],
  relations: [own('relation', 'relation'), card],
  loops: [],
  story: [joint('explanation', 'explanation', () => import('../joint/StartExplanation.svelte'))],
  told: [own('story', 'story')],
  first: [
    joint('order', 'order', () => import('../joint/JointOrder.svelte'), true),
    joint('before', 'link', () => import('../joint/StartBefore.svelte')),
  ],
  plan: [
    joint('goal', 'goal', () => import('../joint/StartGoal.svelte')),
    joint('step', 'step', () => import('../joint/StartStep.svelte')),
    joint('agreement', 'agreement', () => import('../joint/StartAgreement.svelte')),
  ],
  review: [],
  timeline: [
    own('event', 'event'),
    {
      ...joint('placement', 'home', () => import('../joint/StartPlacement.svelte')),
      may: (store) => store.rooms.some((room) => room.kind !== 'self' && room.writesDesk),
    },
  ],
  people: [own('person', 'person'), own('tie', 'link'), ...FAMILY],
  help: [own('help', 'aid')],
  advice: [
    forWork(own('advice', 'advice')),
    { ...own('safety', 'signal'), may: (store) => store.rooms.some((room) => room.kind === 'safety' && room.speaks) },
    own('warning', 'signal'),
  ],
};
