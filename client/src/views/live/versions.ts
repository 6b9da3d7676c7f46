// Versions as the server gives them, as the views show them.
import type { VersionEntry } from '../../api';
import type { Picture } from '../../schema.gen';
import { outline } from '../picture/outline';
import type { Part } from '../picture/rows';
import type { VersionView } from '../store';

/** A version as exported: the canonical part of each room this person reads. */
export interface ExportedVersion {
  id: string;
  parts: { room: string; sha256: string; part: { picture: Picture } }[];
  sha256: string;
}

/** One line of the list. */
export function versionView(entry: VersionEntry): VersionView {
  const { claimed_at: claimed, frozen_at: frozen, by } = entry;
  const day =
    typeof claimed === 'string' ? claimed.slice(0, 10) : typeof frozen === 'number' ? localDay(new Date(frozen)) : '';
  return {
    id: entry.id,
    number: entry.number,
    day,
    kind: entry.kind,
    reason: entry.reason,
    by: typeof by === 'string' ? by : null,
  };
}

function localDay(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The parts of a version as one outline: each room's picture holds only what is of that room. */
export function versionParts(version: ExportedVersion): Part[] {
  const pictures = version.parts.map((one) => one.part.picture);
  const [first] = pictures;
  if (first === undefined) return [];
  const byId = <T extends { id: string }>(of: (picture: Picture) => readonly T[]): T[] => [
    ...new Map(pictures.flatMap(of).map((one) => [one.id, one])).values(),
  ];
  return outline({
    ...first,
    persons: byId((one) => one.persons),
    rooms: byId((one) => one.rooms),
    items: byId((one) => one.items),
    loops: byId((one) => one.loops),
    own_orders: pictures.flatMap((one) => one.own_orders),
    joint_orders: pictures.flatMap((one) => one.joint_orders),
  });
}
