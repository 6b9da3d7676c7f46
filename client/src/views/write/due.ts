// Whether a wish that could wait is to be asked about again. Pure.
import type { FieldValues, PieceView, VoiceView } from './voice';

/** Whether the day came on which its author wants to be asked again; of a month or a year, its first day. */
export function isDue({ when, ask_again_on: on }: FieldValues, today: string): boolean {
  return when === 'not_now' && typeof on === 'string' && on <= today.slice(0, on.length);
}

/** One's own wishes that come back on a day that came. */
export function dueWishes(voice: Pick<VoiceView, 'pieces'>): PieceView[] {
  const today = new Date().toISOString().slice(0, 10);
  return voice.pieces(['wish']).filter((wish) => isDue(wish.fields, today));
}
