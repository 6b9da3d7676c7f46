// Who looked, as the screen tells it: one sentence for each professional and day, the newest day first.
import type { Looked } from '../../api';
import type { CaseStore } from '../store';
import { say } from '../words.svelte';

/** How far back one looks; `all` is as far as the log goes. */
export const PERIODS = ['week', 'month', 'all'] as const;
export type PeriodName = (typeof PERIODS)[number];

const DAYS: Record<PeriodName, number | null> = { week: 7, month: 30, all: null };

/** The first day of a period that ends today, as `YYYY-MM-DD`; none when it has no beginning. */
export function firstDay(period: PeriodName, today: Date): string | null {
  const days = DAYS[period];
  if (days === null) return null;
  const first = new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1);
  return [first.getFullYear(), first.getMonth() + 1, first.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

/** What is told besides that someone looked in rooms; in this order. */
export const BESIDES = ['version_exported', 'removed_read', 'versions_listed'] as const;

/** The grounds there are words for; another one is not shown. */
export const GROUNDS = ['regisseur', 'involved', 'consent', 'own', 'emergency', 'leads'] as const;

/** The rooms to name: those whose names this person knows, each name once. */
export function placesOf(looked: Looked, label: (room: string) => string | null): string[] {
  return [...new Set(looked.rooms.flatMap((room) => label(room) ?? []))];
}

/** Who looked in one room, each with the last day; the last first. Who asks knows that of themselves. */
export function lastIn(looked: readonly Looked[], room: string, but: string): Looked[] {
  const last = new Map<string, Looked>();
  for (const one of looked) {
    if (one.person === but || !one.rooms.includes(room)) continue;
    if ((last.get(one.person)?.day ?? '') < one.day) last.set(one.person, one);
  }
  return [...last.values()].sort((a, b) => b.day.localeCompare(a.day));
}

/** A professional as they are told: name, work, and for whom they do it. */
export function nameOfLooked(one: Looked, store: Pick<CaseStore, 'face'>): string {
  const name = one.name ?? store.face(one.person).full;
  return say('client-readers-who', { name, role: say(`role-${one.role}`), organisation: one.organisation ?? 'none' });
}

const DAY = new Intl.DateTimeFormat('nl-NL', { weekday: 'long', day: 'numeric', month: 'long' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('nl-NL', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** A day with its weekday: "dinsdag 24 november", with the year when that is not this one. */
export function weekday(day: string, today: Date): string {
  const [year, month, date] = day.split('-').map(Number);
  const at = new Date(year ?? 0, (month ?? 1) - 1, date ?? 1);
  return (at.getFullYear() === today.getFullYear() ? DAY : DAY_OF_YEAR).format(at);
}
