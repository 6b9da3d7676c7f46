// A moment as people say it, by the clock of the family.

const MOMENT = new Intl.DateTimeFormat('nl-NL', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Amsterdam',
});

/** "donderdag 3 december om 10:15". */
export const sayMoment = (milliseconds: number): string => MOMENT.format(new Date(milliseconds));

const HOUR = new Intl.DateTimeFormat('nl-NL', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Amsterdam' });

/** "10:15". */
export const sayHour = (milliseconds: number): string => HOUR.format(new Date(milliseconds));
