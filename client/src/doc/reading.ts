// What one document says, as types: made by `read`, kept for each document by its owner, put together by `compose`.
import type {
  DocumentId,
  Draft,
  ItemId,
  Kind,
  Mark,
  NodeId,
  PersonId,
  Phase,
  Place,
  Reason,
  Report,
  RoomId,
} from '../schema.gen';
import type { DocumentHome } from './names';
import { by } from './names';
import type { AnyFields } from './value';

/** An item as it stands in one document. */
export interface ReadItem {
  readonly id: ItemId;
  readonly kind: Kind;
  /** `null` when its author took it back (D9). */
  readonly fields: AnyFields | null;
  /** Whose words a scribe wrote down (D16). */
  readonly words_of: PersonId | null;
  /** From what the scribe knows them (D16). */
  readonly words_from: string | null;
  /** The written-down item that this one takes over (D16). */
  readonly adopts: ItemId | null;
  /** The wider room that has the copy to show (D14). */
  readonly same_as: RoomId | null;
}

/** Where something stands on each drawing. */
export type Position = Omit<Place, 'room' | 'id'>;

/** Everything that one document says. */
export interface Reading {
  readonly document: DocumentId;
  readonly room: RoomId;
  readonly home: DocumentHome;
  /** Whose voice it is; nobody's for a board or a desk. */
  readonly by: PersonId | null;
  /** In the order of the kinds. */
  readonly items: readonly ReadItem[];
  readonly marks: readonly (readonly [ItemId, Mark])[];
  /** The order that stands in this document, first thing first. */
  readonly order: readonly ItemId[];
  readonly positions: readonly (readonly [NodeId, Position])[];
  readonly phase: Phase | null;
  readonly round: number | null;
  readonly drafts: readonly Draft[];
  readonly reports: readonly Report[];
}

/** Notes what was skipped: in which item, in which field, why. */
export type Note = (item: ItemId | null, field: string | null, reason: Reason) => void;

// A newline comes before every character of a name, so that this orders part by part.
const sortKey = (report: Report) => [report.document, report.item ?? '', report.field ?? '', report.reason].join('\n');

/** Sorts reports, each once. */
export function tidy(reports: readonly Report[]): Report[] {
  return [...new Map(reports.map((report) => [sortKey(report), report] as const))]
    .sort(by(([key]) => key))
    .map(([, report]) => report);
}
