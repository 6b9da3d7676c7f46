// A room that goes on as two or more: who goes where. Pure.

/** Most rooms that one falls apart into. */
export const GROUPS_MAX = 8;

/** Who is in each of the rooms to come. */
export type Groups = readonly ReadonlySet<string>[];

/** Two rooms to begin with: workers go on in both, the family has still to be placed. */
export function startGroups(members: readonly string[], helps: (person: string) => boolean): Groups {
  return [new Set(members.filter(helps)), new Set(members.filter(helps))];
}

/** With one person put into a room, or taken out of it. */
export function toggled(groups: Groups, at: number, person: string): Groups {
  return groups.map((group, index) => {
    if (index !== at) return group;
    return new Set(group.has(person) ? [...group].filter((one) => one !== person) : [...group, person]);
  });
}

/** With one room more, in which workers are already, or without the last. */
export function withOneMore(groups: Groups, members: readonly string[], helps: (person: string) => boolean): Groups {
  return groups.length < GROUPS_MAX ? [...groups, new Set(members.filter(helps))] : groups;
}
export const withoutLast = (groups: Groups): Groups => (groups.length > 2 ? groups.slice(0, -1) : groups);

/** What is not right yet: nobody in a room, twice the same, or the room as it was. */
export type Fault = 'empty' | 'same' | 'as-before';

const alike = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  one.size === other.size && [...one].every((person) => other.has(person));

/** Why these rooms can't be made; nothing when they can. */
export function faultOf(groups: Groups, members: readonly string[]): Fault | null {
  if (groups.some((group) => group.size === 0)) return 'empty';
  const before = new Set(members);
  if (groups.some((group) => alike(group, before))) return 'as-before';
  const twice = groups.some((group, at) => groups.slice(at + 1).some((other) => alike(group, other)));
  return twice ? 'same' : null;
}

/** Who goes on in none of them: they keep reading the old room, and nothing comes after it. */
export const leftOut = (groups: Groups, members: readonly string[]): string[] =>
  members.filter((person) => !groups.some((group) => group.has(person)));

/** The rooms as they are sent, each in the order of the members. */
export const toSend = (groups: Groups, members: readonly string[]): string[][] =>
  groups.map((group) => members.filter((person) => group.has(person)));
