// Whether a wish that could wait is to be asked about again. Pure.
import type { FieldValues, PieceView, VoiceView } from './voice';

/** Whether the day came on which its author wants to be asked again; of a month or a year, its first day. */
export function isDue({ when, ask_again_on: on }: FieldValues, today: string): boolean {
  return when === 'not_now' && typeof on === 'string' && on <= today.slice(0, on.length);
}

/** After how many months somebody may be asked again. */
export const ASK_AGAIN = [1, 3] as const;

/** The day so many months after a day; the last of its month when that has no such day. */
export function inMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** One's own wishes that come back on a day that came. */
export function dueWishes(voice: Pick<VoiceView, 'pieces'>): PieceView[] {
  const today = new Date().toISOString().slice(0, 10);
  return voice.pieces(['wish']).filter((wish) => isDue(wish.fields, today));
}
