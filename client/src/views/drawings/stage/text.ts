// Breaking text into lines without asking the browser how wide it is: every device gets the same lines, so things have the
// same size everywhere. Widths are those of the letters all devices get (styles/letters.css) at their heaviest, rounded up.

const WIDTHS: readonly (readonly [string, number])[] = [
  ["'", 0.24],
  [',.:;j|‘’', 0.28],
  [' !`ilïíî·', 0.32],
  ['()[]', 0.36],
  ['"-_frt{}', 0.4],
  ['1/I\\Ï', 0.44],
  ['“”', 0.48],
  ['*cszç–', 0.52],
  ['7?Lakvxy~áàäâ', 0.56],
  ['239+<>EFJ^bdeghnopquéèëêóòöôüúùûñÉÈË', 0.6],
  ['4568$=PSTZ', 0.64],
  ['0ABCKRVYÁÀÇ€', 0.68],
  ['DGHNUXÜ', 0.72],
  ['&OQwÓÖ', 0.76],
  ['#@…', 0.8],
  ['—→', 0.84],
  ['M', 0.88],
  ['Wm', 0.92],
  ['%', 1],
];
const WIDTH_OF = new Map(WIDTHS.flatMap(([letters, width]) => [...letters].map((letter) => [letter, width] as const)));
const OTHER = 0.7;

/** How wide a text is at most, in units. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += WIDTH_OF.get(letter) ?? OTHER;
  return width * size;
}

/** Splits a word that is wider than a line, with hyphens, into pieces about as long as each other. */
function broken(word: string, size: number, width: number): string[] {
  const letters = [...word];
  for (let pieces = 2; pieces < letters.length; pieces += 1) {
    const long = Math.ceil(letters.length / pieces);
    const split: string[] = [];
    for (let at = 0; at < letters.length; at += long) split.push(letters.slice(at, at + long).join(''));
    const hyphened = split.map((piece, turn) => (turn < split.length - 1 ? `${piece}-` : piece));
    if (hyphened.every((piece) => widthOf(piece, size) <= width)) return hyphened;
  }
  return letters;
}

/** A text in lines no wider than `width`, at most `most` of them: then the last ends in an ellipsis. */
export function wrapped(text: string, size: number, width: number, most = Infinity): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = widthOf(word, size) <= width ? [word] : broken(word, size, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most) return lines;
  const shown = lines.slice(0, most);
  let last = shown.at(-1) ?? '';
  while (last.length > 1 && widthOf(`${last}…`, size) > width) last = last.slice(0, -1).trimEnd();
  shown[most - 1] = `${last}…`;
  return shown;
}
