// What waits for who leads a case, and what was done before. Pure.
import type { Birthday } from '../../api';
import type { Led, LedEmergency, LedObjection } from './lead-api';

/** Looked at or answered, it still stands there for a while to be found. */
export interface Waiting {
  emergencies: readonly LedEmergency[];
  objections: readonly LedObjection[];
  birthdays: readonly Birthday[];
}

const looksAt = (one: LedEmergency) => one.review === null || one.untold || one.running;
/** An objection that holds can still be ended. */
const asks = (one: LedObjection) => one.stands === 'waiting' || one.stands === 'honoured';

/** What waits, the longest first; what holds after what is asked. */
export function waitingOf(led: Led): Waiting {
  const objections = led.objections.filter(asks).reverse();
  const waits = (one: LedObjection) => one.stands === 'waiting';
  return {
    emergencies: led.emergencies.filter(looksAt).reverse(),
    objections: [...objections.filter(waits), ...objections.filter((one) => !waits(one))],
    birthdays: led.birthdays,
  };
}

/** What is done, the newest first. */
export function doneOf(led: Led): Pick<Waiting, 'emergencies' | 'objections'> {
  return {
    emergencies: led.emergencies.filter((one) => !looksAt(one)),
    objections: led.objections.filter((one) => !asks(one)),
  };
}

/** The parents of a birthday, by room and by whether they read on. */
export function parentsByRoom(birthday: Birthday): readonly { room: string; readsOn: boolean; persons: string[] }[] {
  const groups = new Map<string, { room: string; readsOn: boolean; persons: string[] }>();
  for (const { room, person, reads_on } of birthday.parents) {
    const key = `${room} ${reads_on}`;
    const group = groups.get(key) ?? { room, readsOn: reads_on, persons: [] };
    group.persons.push(person);
    groups.set(key, group);
  }
  return [...groups.values()];
}
