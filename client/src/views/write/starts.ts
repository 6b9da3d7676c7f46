// The ways to begin writing something of one's own: each a kind, with what is already said by choosing it. Pure.
import type { IconName } from '../../ui/icons';
import { isFamily } from './questions';
import type { FieldValues, OwnKind } from './voice';

/** One way to begin. Its name stands in the address and under `client-start-<name>`. */
export interface Start {
  name: string;
  kind: OwnKind;
  icon: IconName;
  given: FieldValues;
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

/** What one can begin with besides: advice is for who advises for their work. */
export const moreStarts = (role: string): readonly Start[] => (isFamily(role) ? MORE : [...MORE, ADVICE]);

/** A way to begin by its name. */
export const startNamed = (name: string, role: string): Start | undefined =>
  [...FIRST_STARTS, ...moreStarts(role)].find((one) => one.name === name);
