// Every sentence a person reads comes from schema/locales; this file owns looking them up, nothing else.
import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from '@fluent/bundle';
import source from '../../schema/locales/nl.ftl?raw';

/** What may fill a gap in a sentence. */
export type Words = Record<string, FluentVariable>;

/** A sentence in the file: its key, and all of its lines. */
const SENTENCE = /^([a-z][a-z0-9_-]*) *=.*(?:\n(?:[ }].*)?)*/gim;
/** The same where it is looked for. */
const SENTENCE_HERE = new RegExp(SENTENCE.source, 'imy');
/** A sentence in a sentence. */
const WITHIN = /\{ *([a-z][a-z0-9_-]*) *\}/gi;

/** From here on the language writes numbers otherwise than as digits alone. */
const GROUPED_FROM = 1000;

/** A number in a sentence. Small ones need no formatter, of which the first that a browser makes costs a slow phone dear. */
class Count extends FluentNumber {
  override toString(scope?: Parameters<FluentNumber['toString']>[0]): string {
    const plain = Number.isInteger(this.value) && this.value >= 0 && this.value < GROUPED_FROM;
    return plain ? String(this.value) : super.toString(scope);
  }
}

function counted(args: Words): Words {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === 'number' ? new Count(value) : value]),
  );
}

/** Looks sentences up, and takes more of them when a page brings its own. */
export interface Translator {
  (key: string, args?: Words): string;
  learn(text: string): void;
}

function refuseTwice(text: string): void {
  const here = new Set<string>();
  for (const [, key = ''] of text.matchAll(SENTENCE)) {
    if (here.has(key)) throw new Error(`nl.ftl: ${key} is there twice`);
    here.add(key);
  }
}

/**
 * Makes the lookup for one language. A sentence is read when it is first asked for: one screen needs few of them. A missing
 * word is a fault of ours: `strict` throws, otherwise the key is shown.
 */
export function translator(locale: string, text: string, strict: boolean): Translator {
  // Isolation marks protect right-to-left names in left-to-right sentences, but show up in copied text and in tests.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  /** Pieces of the file, each behind a line end. Nothing is made of what nobody asks for. */
  const pieces: string[] = [];
  const learn = (more: string): void => {
    pieces.unshift(`\n${more}`);
    if (strict) refuseTwice(more);
  };
  learn(text);
  const find = (key: string): string | undefined => {
    for (const piece of pieces) {
      for (let at = piece.indexOf(`\n${key}`); at !== -1; at = piece.indexOf(`\n${key}`, at + 1)) {
        SENTENCE_HERE.lastIndex = at + 1;
        const [lines, found] = SENTENCE_HERE.exec(piece) ?? [];
        // Another key may begin with this one.
        if (found === key) return lines;
      }
    }
    return undefined;
  };
  const read = (key: string): void => {
    if (bundle.hasMessage(key)) return;
    const lines = find(key);
    if (lines === undefined) return;
    bundle.addResource(new FluentResource(lines));
    for (const [, other = ''] of lines.matchAll(WITHIN)) read(other);
  };
  const say = (key: string, args?: Words): string => {
    read(key);
    const pattern = bundle.getMessage(key)?.value;
    if (pattern === null || pattern === undefined) {
      if (strict) throw new Error(`no sentence for "${key}" in the locale file`);
      return key;
    }
    const problems: Error[] = [];
    const sentence = bundle.formatPattern(pattern, args === undefined ? null : counted(args), problems);
    if (strict && problems[0] !== undefined) throw new Error(`"${key}": ${problems[0].message}`);
    return sentence;
  };
  return Object.assign(say, { learn });
}

/** The Dutch sentence under a key of `schema/locales/nl.ftl`. */
export const t = translator('nl', source, import.meta.env.DEV);
