// Whether a wish that could wait is to be asked about again. Pure.
import type { FieldValues } from './voice';

/** Whether the day came on which its author wants to be asked again; of a month or a year, its first day. */
export function isDue({ when, ask_again_on: on }: FieldValues, today: string): boolean {
  return when === 'not_now' && typeof on === 'string' && on <= today.slice(0, on.length);
}
