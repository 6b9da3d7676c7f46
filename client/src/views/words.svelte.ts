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

const DAY = new Intl.DateTimeFormat('nl-NL', { day: 'numeric', month: 'long', year: 'numeric' });
const MONTH = new Intl.DateTimeFormat('nl-NL', { month: 'long', year: 'numeric' });

/** A date as people say it: "21 oktober 2026"; less precise dates stay less precise. */
export function sayDate(date: string, precision: 'day' | 'month' | 'year' | 'about' | null = 'day'): string {
  const [year = '', month, day] = date.slice(0, 10).split('-');
  if (month === undefined || precision === 'year') return year;
  const at = new Date(Number(year), Number(month) - 1, Number(day ?? 1));
  const words = day === undefined || precision === 'month' ? MONTH.format(at) : DAY.format(at);
  return precision === 'about' ? say('client-about-date', { date: words }) : words;
}

/** Names in a row: "Noor, Marloes en Jeroen". */
export function sayNames(names: readonly string[]): string {
  return LIST.format(names);
}
const LIST = new Intl.ListFormat('nl-NL', { type: 'conjunction' });
