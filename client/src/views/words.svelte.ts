// Says things to the person at this device: the youth with "je", everyone else with "u".
import { t } from '../i18n';

type Form = 'je' | 'u';
type Values = Record<string, string | number>;

let form: Form = $state('u');

/** Chooses how this person is addressed. */
export function addressAs(role: string): void {
  form = role === 'youth' || role === 'child' ? 'je' : 'u';
}

/** Sentences without gaps, as they were said before: most of what stands on a screen, over and over. */
const said: Record<Form, Map<string, string>> = { je: new Map(), u: new Map() };

/** The sentence for `key`, in the form this person is addressed in. */
export function say(key: string, values?: Values): string {
  if (values !== undefined) return t(key, { form, ...values });
  const known = said[form].get(key);
  if (known !== undefined) return known;
  const sentence = t(key, { form });
  said[form].set(key, sentence);
  return sentence;
}

/**
 * A date as people say it: "21 oktober 2026"; less precise dates stay less precise. In words of our own: the first formatter
 * of dates that a browser makes takes a slow phone as long as drawing the picture does.
 */
export function sayDate(date: string, precision: 'day' | 'month' | 'year' | 'about' | null = 'day'): string {
  const [year = '', month, day] = date.slice(0, 10).split('-');
  const which = Number(month);
  if (precision === 'year' || !(which >= 1 && which <= 12)) return year;
  const named = `${say(`client-month-${which}`)} ${year}`;
  const words = day === undefined || precision === 'month' ? named : `${Number(day)} ${named}`;
  return precision === 'about' ? say('client-about-date', { date: words }) : words;
}

/** Names in a row: "Noor, Marloes en Jeroen". */
export function sayNames(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${say('client-and')} ${last}`;
}

/** What has to be answered first, said by the questions themselves: a button that waits says what for. */
export const sayMissing = (questions: readonly string[]): string =>
  say('client-lacks', { questions: sayNames(questions.map((one) => `“${one}”`)) });
