// The parts of the office, with the name each has in a fragment. Pure.
export const PARTS = {
  cases: '#/kantoor',
  open: '#/kantoor/nieuw',
  emergency: '#/kantoor/nood',
  accounts: '#/kantoor/medewerkers',
  devices: '#/kantoor/toestellen',
} as const;
export type Part = keyof typeof PARTS;

/** The part a fragment names; whatever it does not know is one's cases. */
export const officePart = (hash: string): Part =>
  (Object.keys(PARTS) as Part[]).find((one) => PARTS[one] === hash) ?? 'cases';
