// How a person is shown: a short name, initials, and a tint that stays the same on every screen of this case.

/** What a view needs to show a person. */
export interface Face {
  id: string;
  name: string;
  full: string;
  initials: string;
  tint: number;
  role: string;
}

/** One or two letters of a name. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase('nl');
}

/**
 * Tints by id, in the order of ids: those who take part first, so that the door, which knows only them, gives everyone the
 * same tint as the case does.
 */
export function tintsOf(persons: readonly { id: string; member: boolean }[]): Map<string, number> {
  const sorted = [...persons].sort((a, b) => Number(b.member) - Number(a.member) || (a.id < b.id ? -1 : 1));
  return new Map(sorted.map((one, index) => [one.id, index % 8]));
}

/** Faces by id. Two persons with the same first name are both shown with their full name. */
export function facesOf(
  persons: readonly { id: string; name: string; role: string; member: boolean }[],
): Map<string, Face> {
  const firstName = (name: string) => name.split(/\s+/)[0] ?? name;
  const times = new Map<string, number>();
  for (const one of persons) times.set(firstName(one.name), (times.get(firstName(one.name)) ?? 0) + 1);
  const faces = new Map<string, Face>();
  const tints = tintsOf(persons);
  for (const one of persons) {
    const short = firstName(one.name);
    faces.set(one.id, {
      id: one.id,
      name: (times.get(short) ?? 0) > 1 ? one.name : short,
      full: one.name,
      initials: initials(one.name),
      tint: tints.get(one.id) ?? 0,
      role: one.role,
    });
  }
  return faces;
}
