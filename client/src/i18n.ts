// Every sentence a person reads comes from schema/locales; this file owns looking them up, nothing else.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import source from '../../schema/locales/nl.ftl?raw';

/** What may fill a gap in a sentence. */
export type Words = Record<string, FluentVariable>;

/** Makes the lookup for one language. A missing word is a fault of ours: `strict` throws, otherwise the key is shown. */
export function translator(locale: string, text: string, strict: boolean): (key: string, args?: Words) => string {
  // Isolation marks protect right-to-left names in left-to-right sentences, but show up in copied text and in tests.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  const faults = bundle.addResource(new FluentResource(text));
  if (strict && faults.length > 0) throw new Error(`nl.ftl: ${faults.map(String).join('; ')}`);
  return (key, args) => {
    const pattern = bundle.getMessage(key)?.value;
    if (pattern === null || pattern === undefined) {
      if (strict) throw new Error(`no sentence for "${key}" in the locale file`);
      return key;
    }
    const problems: Error[] = [];
    const sentence = bundle.formatPattern(pattern, args ?? null, problems);
    if (strict && problems[0] !== undefined) throw new Error(`"${key}": ${problems[0].message}`);
    return sentence;
  };
}

/** The Dutch sentence under a key of `schema/locales/nl.ftl`. */
export const t = translator('nl', source, import.meta.env.DEV);
