// What composing knows while it is at work.
import type { DocumentId, Item, ItemId, Kind, PersonId, Reason, Report, RoomFacts, RoomId } from '../schema.gen';
import type { Reading } from './reading';
import type { AnyFields } from './value';

/** An item while the picture is made: an `Item` whose kind and fields are not yet brought together. */
export type Shown = Omit<Item, 'kind' | 'fields'> & { kind: Kind; fields: AnyFields | null };

/** One picture in the making. */
export interface Work {
  readonly rooms: ReadonlyMap<RoomId, RoomFacts>;
  readonly persons: ReadonlySet<PersonId>;
  /** Those with a way in of their own: only a scribe writes their words down. */
  readonly reached: ReadonlySet<PersonId>;
  /** Those who can be the scribe of a meeting. */
  readonly scribes: ReadonlySet<PersonId>;
  /** Sorted by document, each document once. */
  readonly readings: readonly Reading[];
  readonly items: Map<ItemId, Shown>;
  /** The document of the copy that is shown. */
  readonly documents: Map<ItemId, DocumentId>;
  /** A taking-over item goes by the id of the item it takes over. */
  readonly otherNames: Map<ItemId, ItemId>;
  /** Items that were taken over by another one. */
  readonly takenOver: Set<ItemId>;
  readonly reports: Report[];
}

/** Notes what was skipped. */
export function report(
  work: Work,
  document: DocumentId,
  item: ItemId | null,
  field: string | null,
  reason: Reason,
): void {
  work.reports.push({ document, item, field, reason });
}

/** The item as which this id is in the picture, if it is. */
export const shown = (work: Work, id: ItemId): Shown | undefined => work.items.get(work.otherNames.get(id) ?? id);
