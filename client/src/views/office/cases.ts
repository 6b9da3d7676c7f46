// The order of the cases somebody works in. Pure.
import type { OwnCase } from '../lead/lead-api';

/** Those that run first, the newest of them at the top: its day says more than its title, which may be nothing. */
export const inOrder = (cases: readonly OwnCase[]): OwnCase[] =>
  [...cases].sort(
    (one, other) =>
      Number(one.status === 'closed') - Number(other.status === 'closed') ||
      (other.opened_on ?? '').localeCompare(one.opened_on ?? '') ||
      (one.title ?? '').localeCompare(other.title ?? '', 'nl'),
  );
