// The catalogue of help: kinds of help that anyone may find by name, with what each aims at. Only data, fetched with what
// shows it; a help or a step names an option by its id.
import catalogue from '../../../../schema/catalogue.json';
import source from '../../../../schema/locales/nl.ftl?catalogue&raw';
import { translator } from '../../i18n';
import { HELP_KIND, type HelpKind } from '../../schema.gen';
import { find, makeIndex } from '../search/find';
import { say } from '../words.svelte';

/** One kind of help. */
export interface HelpOption {
  id: string;
  /** As it is called everywhere. */
  name: string;
  kind: HelpKind;
  /** Stands in a database of help that was found to work. */
  recognised: boolean;
  /** What it wants to bring about. */
  aim: string;
}

const t = translator('nl', source, import.meta.env.DEV);

/** All of them. */
export const OPTIONS: readonly HelpOption[] = catalogue.map((one) => ({
  ...one,
  kind: one.kind as HelpKind,
  aim: t(`catalogue-${one.id}`),
}));

/** The option of an id. */
export const optionOf = (id: string): HelpOption | null => OPTIONS.find((one) => one.id === id) ?? null;

/** Options that belong together. */
export interface OptionGroup {
  kind: HelpKind;
  options: readonly HelpOption[];
}

/** What is found by words of its name, its sort or its aim, by sort; everything when nothing is looked for. */
export function optionsFor(query: string): OptionGroup[] {
  const found =
    query.trim() === ''
      ? OPTIONS
      : find(
          makeIndex(OPTIONS.map((one) => ({ what: one, texts: [one.name, say(`help_kind-${one.kind}`), one.aim] }))),
          query,
        ).map((one) => one.what);
  return HELP_KIND.map((kind) => ({ kind, options: found.filter((one) => one.kind === kind) })).filter(
    (group) => group.options.length > 0,
  );
}
