// The way from the question to the plan and looking back: which parts of the picture belong to which step, what is there already, and what
// comes before and after. Pure. Says that something is there, never how much or by how many.
import { PARTS, type Part, type PartId, type Row } from './rows';
import { everyRow } from './select';

/** The steps, in order, each with its parts. */
export const STEPS = [
  { id: 'question', parts: ['questions'] },
  { id: 'helps', parts: ['helps', 'wishes'] },
  { id: 'hard', parts: ['hard'] },
  { id: 'together', parts: ['relations', 'loops'] },
  { id: 'why', parts: ['story', 'told'] },
  { id: 'first', parts: ['first'] },
  { id: 'plan', parts: ['plan'] },
  { id: 'help', parts: ['help'] },
  { id: 'review', parts: ['review'] },
] as const satisfies readonly { id: string; parts: readonly PartId[] }[];
/** One step. */
export type StepId = (typeof STEPS)[number]['id'];

/** What stands round the steps: where people come from and who is near. */
export const AROUND: readonly PartId[] = PARTS.filter((part) => stepOf(part) === null);

/** Nobody said anything yet; something is said; something is seen differently by some. */
export type PartState = 'empty' | 'some' | 'differ';

/** A step with what is there. */
export interface Step {
  id: StepId;
  parts: readonly PartId[];
  state: PartState;
}

/** The step a part belongs to. */
export function stepOf(part: PartId): StepId | null {
  return STEPS.find((step) => (step.parts as readonly PartId[]).includes(part))?.id ?? null;
}

/** What is there in some rows. */
export function stateOf(rows: readonly Row[]): PartState {
  if (!rows.some((row) => !row.withdrawn || row.standings.length > 0)) return 'empty';
  for (const row of everyRow([{ id: 'hard', rows }])) if (row.state === 'disputed') return 'differ';
  return 'some';
}

/** The parts in which something is, and those of which nobody said anything yet; the question stands above both. */
export function begunAndNot(parts: readonly Part[]): { begun: Part[]; not: Part[] } {
  const empty = (part: Part) => stateOf(part.rows) === 'empty';
  return {
    begun: parts.filter((part) => !empty(part)),
    not: parts.filter((part) => part.id !== 'questions' && empty(part)),
  };
}

/** The steps of a picture. */
export function stepsOf(parts: readonly Part[]): Step[] {
  const states = new Map(parts.map((part) => [part.id, stateOf(part.rows)]));
  return STEPS.map((step) => {
    const here = step.parts.map((part) => states.get(part) ?? 'empty');
    const state = here.includes('differ') ? 'differ' : here.includes('some') ? 'some' : 'empty';
    return { id: step.id, parts: step.parts, state };
  });
}

/** The parts before and after one, in the order people read them. */
export function neighbours(part: PartId): { before: PartId | null; after: PartId | null } {
  const at = PARTS.indexOf(part);
  return { before: PARTS[at - 1] ?? null, after: PARTS[at + 1] ?? null };
}

/** The first thing that is said in a part: enough to know it again. */
export function firstOf(part: Part): Row | null {
  const row = part.rows.find((one) => !one.withdrawn) ?? null;
  // A list has a heading; what stands first in it says more.
  return row !== null && row.target === null && row.rows[0] !== undefined ? row.rows[0] : row;
}

const PROMPT: Partial<Record<PartId, string>> = {
  questions: 'question',
  helps: 'going_well',
  wishes: 'wish',
  hard: 'problem',
  relations: 'relation',
  story: 'maintaining',
  told: 'story',
  first: 'urgency',
  plan: 'goal',
  timeline: 'timeline',
  people: 'ecogram',
  help: 'earlier_help',
};

/** The key of the question that opens an empty part for someone of this role; null where nobody is asked. */
export function promptOf(part: PartId, role: string): string | null {
  const about = PROMPT[part];
  if (about === undefined) return null;
  return `prompt-${about}-${role === 'youth' || role === 'child' ? 'youth' : 'parents'}`;
}
