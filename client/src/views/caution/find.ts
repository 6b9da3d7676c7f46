// What seems to stand in a text that is better not shared (R18): numbers of persons and accounts, addresses, ways to reach
// someone. Pure, on this device alone; what it finds is shown to the author and to nobody else. It may be wrong both ways.

/** What can be found. */
export const CAUTIONS = ['bsn', 'iban', 'address', 'phone', 'email'] as const;
/** One of {@link CAUTIONS}. */
export type Caution = (typeof CAUTIONS)[number];

/** Something that was found. */
export interface Found {
  kind: Caution;
  /** As it stands in the text. */
  words: string;
  /** Without what stands between, to tell whether it is the same one. */
  plain: string;
}

const EMAIL = /[\p{L}\d][\p{L}\d._%+-]*@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/gu;

/** How long an account number is, by country. */
const IBAN_LENGTH: Readonly<Record<string, number>> = {
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IT: 27,
  LT: 20,
  LU: 20,
  LV: 21,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  TR: 26,
  UA: 29,
};
/** Typed with a fault in it, it is still somebody's. */
const DUTCH_IBAN = /^NL\d{2}[A-Z]{4}\d{10}$/;
const IBAN_START = /(?<![\p{L}\d])[A-Za-z]{2}[ ]?\d{2}/gu;

/** A day as people write it; with another number right behind it, it is no day but the start of a longer one. */
const DAYS = [
  /(?<!\d)(?:[0-3]?\d)([-./ ])(?:[01]?\d)\1(?:19|20)\d\d(?!\d)/g,
  /(?<!\d)(?:19|20)\d\d([-./])[01]?\d\1[0-3]?\d(?![-./ ]?\d)/g,
  /(?<!\d)[0-3]?\d([-./])[01]?\d\1\d\d(?![-./ ]?\d)/g,
];

const PHONES = [
  // Dutch, here and from abroad.
  /(?<![\d+])(?:\+|00)31[ .-]?(?:\(0\)[ .-]?)?[1-9](?:[ .-]?\d){8}(?!\d)/g,
  /(?<![\d+])\(?0[1-9](?:\)?[ ./-]{0,3}\d|\d){8}(?!\d)/g,
  // Of another country.
  /(?<![\d+])\+(?!31)[1-9]\d{0,2}[ .-]?(?:\(0\)[ .-]?)?\d(?:[ .-]?\d){6,12}(?!\d)/g,
];

const BSN =
  /(?<![\d€,.-])(?<!€ ?)(?<!\d[ .-])\d(?:\d{8}|\d{2}([ .-])\d{3}\1\d{3}|\d{3}([ .-])\d{2}\2\d{3}|\d{2}([ .-])\d{2}\3\d{2}\3\d{2}|\d([ .-])\d{3}\4\d{4})(?![ .-]?\d|,\d|,-| ?(?:euro|€))/gi;
const BSN_NAMED = /\b(?:bsn|burgerservicenummer|sofi-?nummer)\b[^\d\n]{0,20}(\d(?:[ .-]?\d){7,8})(?!\d)/gi;

/** How streets end, and may be written without a capital. */
const STREET = 'straat|laan|plein|gracht|kade|steeg|singel|dreef|plantsoen|hofje';
/** How they may end when they begin with a capital. */
const STREET_TOO = 'weg|hof|pad|dijk|park|baan|markt|wal|burg|berg|land|oord|akker|kamp|veld|erf|wijk|ring|horst';
/** What is counted is no house. */
const COUNTED =
  'keer|maal|x|×|uur|uren|min|minuten?|dag|dagen|week|weken|maand|maanden|jaar|jaren|mensen|personen|kinderen|euro|km|kilometer|meter|m|cm|kg|procent|stuks|jongens|meiden|buren|huizen|auto’s|vrienden';
const NUMBER = `\\d{1,4}(?:[ -]?(?:[a-zA-Z]|bis|hs|I{1,3}|\\d{1,3}))?(?![\\d.:,]?\\d)(?! ?(?:${COUNTED})(?!\\p{L}))(?!\\p{L})`;
const STREETS = [
  new RegExp(`(?<!\\p{L})[\\p{L}'’.-]{2,}(?:${STREET}),? (?:nr\\.? ?|nummer )?${NUMBER}`, 'gu'),
  new RegExp(`(?<!\\p{L})(?!Onder|Half)\\p{Lu}[\\p{L}'’-]+(?:${STREET_TOO}),? (?:nr\\.? ?|nummer )?${NUMBER}`, 'gu'),
];
/** Letters that no postcode ends with. */
const POSTCODE = /(?<![\p{L}\d.,€-])([1-9]\d{3}) ?(?!SA|SD|SS)([A-Z]{2}|(?<! )[a-z]{2})(?![\p{L}\d])/gu;
const UNITS: ReadonlySet<string> = new Set([
  'km',
  'kg',
  'mg',
  'mb',
  'gb',
  'kb',
  'cm',
  'mm',
  'ml',
  'cl',
  'dl',
  'kw',
  'wh',
  'hz',
  'eu',
  'st',
  'jr',
  'nu',
  'en',
  'of',
  'op',
  'tm',
  'de',
  'in',
  'is',
  'te',
  'ja',
  'pk',
]);
const HOUSE_BEHIND = /^[ ,]*(?:nr\.? ?|huisnummer ?:? ?|nummer )?\d{1,4} ?[a-z]?(?![\p{L}\d])/iu;
const HOUSE_BEFORE = /\d{1,4} ?[a-z]?[,\n ]{1,3}$/i;

const onlyDigits = (text: string): string => text.replace(/\D/g, '');

/** The check on a citizen's number: nine digits whose weighted sum is a multiple of eleven. */
function isBsn(digits: string): boolean {
  if (digits.length !== 9 || /^(\d)\1*$/.test(digits)) return false;
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
  return sum % 11 === 0;
}

/** The check on an account number: what it makes as a number leaves one when divided by ninety-seven. */
function isIban(plain: string): boolean {
  let rest = 0;
  for (const sign of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** The account number that begins here, with what stands between its signs. */
function ibanAt(text: string, from: number): string | undefined {
  const length = IBAN_LENGTH[text.slice(from, from + 2).toUpperCase()];
  if (length === undefined) return undefined;
  let plain = '';
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (/[A-Za-z\d]/.test(sign)) plain += sign.toUpperCase();
    else if (!/[ .-]/.test(sign)) return undefined;
    if (plain.length < length) continue;
    const known = isIban(plain) || DUTCH_IBAN.test(plain);
    return known && !/[A-Za-z\d]/.test(text.charAt(at + 1)) ? text.slice(from, at + 1) : undefined;
  }
  return undefined;
}

/** What seems to stand in a text, each once, in the order of {@link CAUTIONS}. */
export function findIn(text: string): Found[] {
  const found: Found[] = [];
  let left = text
    .normalize('NFC')
    .replace(/[\u00a0\u202f\u2007]/g, ' ')
    .replace(/[\u2010-\u2013]/g, '-');
  /** Taken out of what is looked through next, so that a number is found as one thing only. */
  const take = (kind: Caution, words: string, plain: string) => {
    found.push({ kind, words: words.trim(), plain: plain.toLowerCase() });
    left = left.replace(words, ' · ');
  };
  for (const [words] of [...left.matchAll(EMAIL)]) take('email', words, words);
  for (const [start] of [...left.matchAll(IBAN_START)]) {
    const words = ibanAt(left, left.indexOf(start));
    if (words !== undefined) take('iban', words, words.replace(/[^A-Za-z\d]/g, ''));
    // Looked at: the same beginning further on is another.
    else left = left.replace(start, `${start.slice(0, 1)}·${start.slice(1)}`);
  }
  left = left.replace(/(?<=[A-Za-z])·(?=[A-Za-z] ?\d\d)/g, '');
  for (const [words, number = ''] of [...left.matchAll(BSN_NAMED)])
    if (left.includes(words)) take('bsn', number, onlyDigits(number));
  for (const day of DAYS) left = left.replace(day, ' · ');
  for (const phone of PHONES) for (const [words] of [...left.matchAll(phone)]) take('phone', words, onlyDigits(words));
  for (const [words] of [...left.matchAll(BSN)]) if (isBsn(onlyDigits(words))) take('bsn', words, onlyDigits(words));
  for (const match of [...left.matchAll(POSTCODE)]) {
    const [words, digits = '', letters = ''] = match;
    const behind = HOUSE_BEHIND.exec(left.slice(match.index + words.length))?.[0] ?? '';
    const house = behind !== '' || HOUSE_BEFORE.test(left.slice(Math.max(0, match.index - 8), match.index));
    const sure = /[A-Z]/.test(letters) && !/^(?:19|20)/.test(digits);
    if (sure || (house && !UNITS.has(letters))) take('address', words + behind, words.replace(' ', ''));
  }
  for (const street of STREETS) for (const [words] of [...left.matchAll(street)]) take('address', words, words);
  const once = new Map(found.map((one) => [one.kind + one.plain, one]));
  return [...once.values()].sort((a, b) => CAUTIONS.indexOf(a.kind) - CAUTIONS.indexOf(b.kind));
}
