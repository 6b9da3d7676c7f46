// A family in which nobody said anything yet, served by a program of its own.
import { served } from './served.mjs'

const MEMBERS = ['noor', 'marloes', 'youssef']
const FAMILY = {
  case: { id: 'gezin-leeg', title: 'Gezin Leeg', phase: 'home', legal_frame: 'voluntary', regisseur: 'youssef', opened_on: '2026-09-07' },
  persons: [
    { id: 'noor', name: 'Noor Leeg', born: '2011-03-14', role: 'youth', lives: ['huis'], member: true, index: true },
    { id: 'marloes', name: 'Marloes Leeg', born: '1985-06-02', role: 'parent', gezag: true, lives: ['huis'], member: true },
    { id: 'youssef', name: 'Youssef Haddou', role: 'wijkteam', member: true },
  ],
  rooms: [{ id: 'core', kind: 'core', label: 'Ons beeld', members: MEMBERS }],
  consents: [{ about: 'noor', rooms: ['core'], readers: ['marloes', 'youssef'], by: ['noor', 'marloes'], given_on: '2026-09-14' }],
}

/** Runs with that family; with a youth of thirteen, when that is asked. */
export function emptyFamily({ program }, run, { thirteen = false } = {}) {
  const born = `${new Date().getFullYear() - 13}-01-01`
  const persons = FAMILY.persons.map((one) => (thirteen && one.role === 'youth' ? { ...one, born } : one))
  return served(program, { ...FAMILY, persons }, run)
}
