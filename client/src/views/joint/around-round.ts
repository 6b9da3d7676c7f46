// What acts on a round (rondje) from outside: what feeds it, and what could loosen it. Pure.
import type { Picture, Round } from '../../schema.gen';
import type { Item } from '../picture/rows';

/** Relations on the things of a round that are no part of it. */
export interface AroundRound {
  /** What makes something in it stronger. */
  feeds: string[];
  /** What makes something in it less, or protects from it. */
  eases: string[];
}

const LESS: readonly unknown[] = ['reduces', 'protects_from'];

function acts(item: Item): { from: string; to: string; less: boolean } | null {
  const relates =
    item.kind === 'relation' ||
    (item.kind === 'card' && item.fields?.shape === 'relation' && item.fields.off_table !== true);
  if (!relates || item.fields === null) return null;
  const { from, to, kind, polarity } = item.fields;
  if (from === null || to === null || kind === null || kind === 'linked' || polarity === 'none') return null;
  return { from, to, less: polarity === null ? LESS.includes(kind) : polarity === 'minus' };
}

/** Finds them. What a card gathers is said by the card. */
export function aroundRound(picture: Picture, round: Round): AroundRound {
  const around: AroundRound = { feeds: [], eases: [] };
  for (const item of picture.items) {
    const act = round.relations.includes(item.id) || item.gathered_by.length > 0 ? null : acts(item);
    if (act === null || !round.nodes.includes(act.to) || round.nodes.includes(act.from)) continue;
    (act.less ? around.eases : around.feeds).push(item.id);
  }
  return around;
}
