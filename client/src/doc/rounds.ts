// Rounds (rondjes): relations that lead back to where they began. Computed, never stored; only a name is
// (docs/document-format.md D2).
import type { ItemId, LoopEffect, Polarity, Round } from '../schema.gen';
import { roundId } from './fingerprint';
import { by, byName } from './names';
import type { Work } from './work';

/** Most relations in one round: a longer one nobody can retell. */
const LENGTH_MAX = 8;
/** Most rounds in one picture. */
const ROUNDS_MAX = 50;
/** Most relations looked at while searching; the same in every language, so that all find the same. */
const STEPS_MAX = 20_000;

/** More of one gives less of the other. */
const LESS: readonly unknown[] = ['reduces', 'protects_from'];

interface Edge {
  relation: ItemId;
  to: ItemId;
  polarity: Polarity;
}

/** The relations that can be part of a round, by where they begin, in the order of their ids. */
function edgesOf(work: Work): Map<ItemId, Edge[]> {
  const edges = new Map<ItemId, Edge[]>();
  const present = (id: ItemId) => work.items.get(id)?.withdrawn === false;
  for (const { id, kind, fields } of [...work.items.values()].sort(by((item) => item.id))) {
    const relates =
      kind === 'relation' || (kind === 'card' && fields?.shape === 'relation' && fields.off_table !== true);
    if (!relates || fields === null) continue;
    const { from, to, kind: how, polarity } = fields as Record<string, string | null>;
    if (!from || !to || !how || how === 'linked' || from === to || !present(from) || !present(to)) continue;
    const edge = { relation: id, to, polarity: (polarity ?? (LESS.includes(how) ? 'minus' : 'plus')) as Polarity };
    const others = edges.get(from);
    if (others === undefined) edges.set(from, [edge]);
    else others.push(edge);
  }
  return edges;
}

function effectOf(taken: readonly Edge[]): LoopEffect | null {
  if (taken.some((edge) => edge.polarity === 'none')) return null;
  const against = taken.filter((edge) => edge.polarity === 'minus').length;
  return against % 2 === 0 ? 'reinforcing' : 'balancing';
}

/** Finds the rounds, from the smallest id on, along relations by their id. */
export function roundsOf(work: Work): Round[] {
  const edges = edgesOf(work);
  const found: Round[] = [];
  const nodes: ItemId[] = [];
  const taken: Edge[] = [];
  let steps = 0;
  const close = () => {
    const relations = taken.map((edge) => edge.relation);
    const id = roundId(relations);
    const named = work.items.get(id);
    const name = named?.kind === 'loop' && named.fields !== null ? (named.fields.name as string) : null;
    found.push({ id, nodes: [...nodes], relations, effect: effectOf(taken), name });
  };
  const search = (start: ItemId, node: ItemId) => {
    nodes.push(node);
    for (const edge of edges.get(node) ?? []) {
      if (steps >= STEPS_MAX || found.length >= ROUNDS_MAX) break;
      steps += 1;
      taken.push(edge);
      if (edge.to === start) close();
      else if (edge.to > start && taken.length < LENGTH_MAX && !nodes.includes(edge.to)) search(start, edge.to);
      taken.pop();
    }
    nodes.pop();
  };
  for (const start of [...edges.keys()].sort(byName)) search(start, start);
  return found.sort(by((round) => round.id));
}
