// A family with far more to say than any: node browser/large-family.mjs <file>. Two hundred factors, four hundred relations, the
// same every time. Wholly invented words; for measuring, not for reading.
import { writeFileSync } from 'node:fs'

const [, , file] = process.argv
const PEOPLE = ['noor', 'marloes', 'jeroen', 'youssef']
const STANDS = ['a', 'a', 'p', 'u', 'd']
const FACTORS = 200
const RELATIONS = 400
const KINDS = ['causes', 'triggers', 'maintains', 'worsens', 'reduces', 'protects_from']
const ROLES = ['problem', 'trigger', 'maintaining', 'origin', 'protective']
const THINGS = ['De ochtend', 'Het slapen', 'De school', 'Het geld', 'De buurt', 'Het huis', 'De telefoon', 'Het eten']
const HOW = ['loopt vaak hoog op', 'gaat steeds beter', 'kost veel tijd', 'geeft rust', 'blijft lastig', 'maakt iedereen moe']

/** The same numbers every time. */
let state = 7
function next(below) {
  state = (state * 1103515245 + 12345) % 2147483648
  return Math.floor((state / 2147483648) * below)
}
const one = (list) => list[next(list.length)]

function stands(author) {
  const others = PEOPLE.filter((person) => person !== author && next(3) > 0)
  return Object.fromEntries([[author, 'a'], ...others.map((person) => [person, next(6) === 0 ? { s: one(STANDS), words: 'Zo zag ik het die week.' } : one(STANDS)])])
}

const factors = Array.from({ length: FACTORS }, (_, at) => {
  const by = one(PEOPLE)
  return {
    id: `f${at}`,
    room: 'core',
    title: `${one(THINGS)} ${one(HOW)} (${at + 1})`,
    roles: [one(ROLES)],
    h: [one(PEOPLE.slice(0, 3))],
    d: one(['parenting', 'health', 'school_work', 'income']),
    k: one(['fact', 'experience', 'interpretation']),
    by,
    st: stands(by),
  }
})
const pairs = new Set()
while (pairs.size < RELATIONS) {
  const [from, to] = [next(FACTORS), next(FACTORS)]
  // Mostly forward: every pair both ways would make more rounds than anyone draws.
  if (from < to || (from !== to && next(60) === 0)) pairs.add(`${from} ${to}`)
}
const relations = [...pairs].map((pair, at) => {
  const [from, to] = pair.split(' ')
  const by = one(PEOPLE)
  return { id: `r${at}`, room: 'core', from: `f${from}`, to: `f${to}`, kind: one(KINDS), strength: 1 + next(3), certainty: 'likely', by, st: stands(by) }
})
const timeline = Array.from({ length: 40 }, (_, at) => ({
  id: `e${at}`,
  room: 'core',
  track: one(['home', 'school', 'help']),
  start: `20${16 + (at % 10)}-0${1 + (at % 9)}`,
  precision: 'month',
  title: `Een moment dat telde (${at + 1})`,
  by: one(PEOPLE),
}))

const family = {
  case: { id: 'gezin-groot', title: 'Gezin Groot', phase: 'home', legal_frame: 'voluntary', regisseur: 'youssef', opened_on: '2026-09-07' },
  persons: [
    { id: 'noor', name: 'Noor Groot', born: '2011-03-14', role: 'youth', lives: ['huis'], member: true, index: true },
    { id: 'marloes', name: 'Marloes Groot', born: '1985-06-02', role: 'parent', gezag: true, lives: ['huis'], member: true },
    { id: 'jeroen', name: 'Jeroen Groot', born: '1982-01-19', role: 'parent', gezag: true, lives: ['huis'], member: true },
    { id: 'youssef', name: 'Youssef Haddou', role: 'wijkteam', member: true },
  ],
  network: [],
  rooms: [
    { id: 'core', kind: 'core', label: 'Ons beeld', members: PEOPLE },
    { id: 'self:noor', kind: 'self', label: 'Van mij', members: ['noor'] },
  ],
  consents: [{ about: 'noor', rooms: ['core'], readers: ['marloes', 'jeroen', 'youssef'], by: ['noor', 'marloes', 'jeroen'], given_on: '2026-09-14' }],
  genogram: { room: 'core', unions: [], descent: [] },
  questions: [{ id: 'q1', room: 'core', of: 'joint', text: 'Wat moet er eerst gebeuren?' }],
  factors,
  relations,
  loops: [],
  timeline,
  ecogram: [],
  help: [],
  wishes: [],
  priorities: { joint: { core: ['f1', 'f2', 'f3'] }, own: {}, before: {} },
  explanations: [{ id: 'x1', room: 'core', kind: 'stuck', text: 'Er speelt veel tegelijk.' }],
  goals: [],
  actions: [],
  private: [],
  versions: [],
  agenda: [],
  expect: { femke_receives_factors: [], femke_receives_relations: [], never_names: {}, never_on_device: {}, disputed_factors: [], disputed_relations: [] },
}
writeFileSync(file, JSON.stringify(family, null, 1))
