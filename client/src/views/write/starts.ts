// The ways to begin writing something of one's own: each a kind, with what is already said by choosing it. Pure.
import type { IconName } from '../../ui/icons';
import type { CaseStore } from '../store';
import { isFamily } from './questions';
import type { FieldValues, OwnKind } from './voice';

/** One way to begin. Its name stands in the address and under `client-start-<name>`. */
export interface Start {
  name: string;
  kind: OwnKind;
  icon: IconName;
  given: FieldValues;
  /** It is meant for rooms of this kind, and begins only where someone may speak in one. */
  room?: string;
}

const start = (name: string, kind: OwnKind, icon: IconName, given: FieldValues = {}): Start => ({
  name,
  kind,
  icon,
  given,
});

/** What most people begin with. */
export const FIRST_STARTS: readonly Start[] = [
  start('helps', 'factor', 'helps', { roles: ['protective'] }),
  start('hard', 'factor', 'hard', { roles: ['problem'] }),
  start('story', 'story', 'story'),
];

const MORE: readonly Start[] = [
  start('question', 'question', 'question'),
  start('wish', 'wish', 'wish'),
  start('event', 'event', 'event'),
  start('person', 'network_person', 'person'),
  start('tie', 'tie', 'link'),
  start('help', 'help', 'aid'),
  start('relation', 'relation', 'relation'),
  start('origin', 'factor', 'history', { roles: ['origin'] }),
  start('trigger', 'factor', 'waiting', { roles: ['trigger'] }),
  start('maintaining', 'factor', 'loop', { roles: ['maintaining'] }),
  start('generations', 'factor', 'genogram', { roles: ['origin'], generation: 1 }),
  start('warning', 'warning_sign', 'signal'),
];
const ADVICE = start('advice', 'advice', 'advice');
const SAFETY: Start = { ...start('safety', 'advice', 'signal'), room: 'safety' };

/** Who begins: what they are in the case, and the kinds of rooms in which they may speak. */
export interface Starter {
  role: string;
  speaksIn: readonly string[];
}

/** Who begins here. */
export const starterOf = ({ me, rooms }: Pick<CaseStore, 'me' | 'rooms'>): Starter => ({
  role: me.role,
  speaksIn: rooms.flatMap((room) => (room.speaks ? [room.kind] : [])),
});

/** What one can begin with besides: advice is for who advises for their work. */
export const moreStarts = ({ role, speaksIn }: Starter): readonly Start[] =>
  [...MORE, ...(isFamily(role) ? [] : [ADVICE]), SAFETY].filter(
    (one) => one.room === undefined || speaksIn.includes(one.room),
  );

/** Under this beginning a way to begin names a kind of help of the catalogue. */
export const HELP_START = 'help:';

/** A way to begin by its name. */
export function startNamed(name: string, starter: Starter): Start | undefined {
  const [begin, option] = name.startsWith(HELP_START) ? ['help', name.slice(HELP_START.length)] : [name, ''];
  const found = [...FIRST_STARTS, ...moreStarts(starter)].find((one) => one.name === begin);
  return found === undefined || option === '' ? found : { ...found, given: { ...found.given, catalogue_id: option } };
}
