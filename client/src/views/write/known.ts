// Whom and what a piece names that not everyone in a room knows, and what can be done about it. Pure.
import { nodeNameable } from '../../doc/nameable';
import type { CaseStore } from '../store';
import { namedIn } from './said';
import type { FieldValues, OwnKind } from './voice';

/** Someone or something that not all readers of a room know. */
export interface Stranger {
  id: string;
  name: string;
  /** The piece is nothing without it: it can't be left out. */
  required: boolean;
  /** One's own, which can be shared there too. */
  own: boolean;
}

/** The strangers a piece would bring into a room. */
export function strangersIn(
  { picture, voice }: Pick<CaseStore, 'picture' | 'voice'>,
  room: string,
  kind: OwnKind,
  fields: FieldValues,
): Stranger[] {
  const found = new Map<string, Stranger>();
  for (const { field, id, required } of namedIn(kind, fields)) {
    if (nodeNameable(picture, room, id)) continue;
    // Whom a factor is about has to be said, but not all of them.
    const last = field === 'holder' && Array.isArray(fields.holder) && fields.holder.length === 1;
    found.set(id, { id, name: voice.nameOf(id), required: required || last, own: voice.piece(id) !== null });
  }
  return [...found.values()];
}
