// What everyone wishes and what is agreed, by the part of life it belongs to: wishes side by side, then the goals with how
// it is now and how people want it. Out of one picture; pure, apart from the language.
import { DOMAIN, type Domain, type Picture } from '../../schema.gen';
import { describe } from '../picture/describe';
import { type Names, namesIn } from '../picture/names';
import type { Row } from '../picture/rows';

/** A goal with what it is to change. */
export interface GoalBeside {
  row: Row;
  /** How it is now and how people want it; empty where nobody said so yet. */
  now: string;
  wanted: string;
}

/** One part of life. */
export interface DomainBeside {
  /** Null for what nobody gave a part of life yet: it stands last. */
  domain: Domain | null;
  wishes: Row[];
  goals: GoalBeside[];
}

/** The parts of life about which someone wishes or agreed something; nothing that stands only in a room of one's own. */
export function perDomain(picture: Picture, names: Names = namesIn(picture)): DomainBeside[] {
  const own = new Set(picture.rooms.filter((room) => room.kind === 'self').map((room) => room.id));
  const items = picture.items.filter((item) => !own.has(item.room) && !item.withdrawn);
  return [...DOMAIN, null].flatMap((domain): DomainBeside[] => {
    const wishes = items.flatMap((item) =>
      item.kind === 'wish' && item.fields?.domain === domain ? [describe(item, names)] : [],
    );
    const goals = items.flatMap((item): GoalBeside[] =>
      item.kind === 'goal' && item.fields?.domain === domain
        ? [{ row: describe(item, names), now: item.fields.situation_now, wanted: item.fields.situation_wanted }]
        : [],
    );
    return wishes.length + goals.length === 0 ? [] : [{ domain, wishes, goals }];
  });
}
