// Whether more of one thing gives more or less of another. Pure.
import type { Polarity, RelationKind } from '../../schema.gen';

const LESS: readonly RelationKind[] = ['reduces', 'protects_from'];

/** What a kind says of more and less, when nobody says otherwise. */
export function polarityOf(kind: RelationKind): Polarity {
  if (kind === 'linked') return 'none';
  return LESS.includes(kind) ? 'minus' : 'plus';
}
