// From what plays to the help and the steps that were chosen for it, and back. Pure.
import type { Picture } from '../../schema.gen';

/** What was chosen for something. */
export interface ChosenFor {
  goals: readonly string[];
  steps: readonly string[];
  help: readonly string[];
}

/** What one thing of the picture was chosen for, and is a part of. */
export function chosenFor(picture: Picture, id: string): ChosenFor {
  // Who gathered it in joint words may have chosen for those.
  const gathered = picture.items.find((one) => one.id === id)?.gathered_by ?? [];
  const names = (ids: readonly string[] | undefined) =>
    ids?.some((one) => one === id || gathered.includes(one)) === true;
  const there = picture.items.filter((one) => !one.withdrawn);
  const goals = there.flatMap((one) => (one.kind === 'goal' && names(one.fields?.based_on) ? [one.id] : []));
  const steps = there.flatMap((one) => {
    const goal = one.kind === 'step' ? one.fields?.goal : null;
    return goal !== null && goal !== undefined && goals.includes(goal) ? [one.id] : [];
  });
  const help = there.flatMap((one) => (one.kind === 'help' && names(one.fields?.targets) ? [one.id] : []));
  return { goals, steps, help };
}
