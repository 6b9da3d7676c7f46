// The client's own sources as text, for rules that hold for all of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../src');

/** Every source that is shipped, by its path under `src`. */
export function sourceFiles(): Map<string, string> {
  const names = readdirSync(ROOT, { recursive: true, encoding: 'utf8' });
  return new Map(
    names
      .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.test.ts'))
      .map((name) => [name, readFileSync(join(ROOT, name), 'utf8')]),
  );
}
