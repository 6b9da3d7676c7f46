// The same family at every start. The program gives everything an id of chance, and what is equally important stands in the order
// of ids; between the program and a page these ids are exchanged for others of the same length, the same every time, and with them
// what is made of ids: fingerprints of relations and the ids of rounds (docs/document-format.md D2, D13).
import { createHash } from 'node:crypto'

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g

const hash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** Makes the text of a hash an id of that version. */
function idOf(hex, version) {
  const variant = ((parseInt(hex[16], 16) & 3) | 8).toString(16)
  const digits = `${hex.slice(0, 12)}${version}${hex.slice(13, 16)}${variant}${hex.slice(17)}`
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
const roundId = (relations) => idOf(hash([...relations].sort().join(',')), 8)

/** What each id of this run is exchanged for, and the name of each. */
function exchanges(picture, family) {
  const names = new Map(Object.entries(family.ids).map(([name, id]) => [id, name]))
  // What has no short name in the family's file is known by what it says.
  for (const { id, kind, fields } of picture.items) {
    const says = JSON.stringify(fields).replace(ID, (other) => names.get(other) ?? '')
    if (!names.has(id) && kind !== 'loop') names.set(id, `${kind} ${hash(says).slice(0, 8)}`)
  }
  const steady = new Map([...names].map(([id, name]) => [id, idOf(hash(name), 4)]))
  const of = (id) => steady.get(id) ?? id
  for (const { kind, fields } of picture.items) {
    if (kind !== 'relation' || fields === null) continue
    const words = (from, to) => `${from} ${fields.kind} ${to}`
    steady.set(hash(words(fields.from, fields.to)), hash(words(of(fields.from), of(fields.to))))
  }
  for (const { id, relations } of picture.loops) steady.set(id, roundId(relations.map(of)))
  return { steady, ids: Object.fromEntries([...names].map(([id, name]) => [name, of(id)])) }
}

/** Lets someone see steady ids, before they come in; gives the id by each name. */
export async function seesSteadyIds(person, family) {
  const { page, context, origin } = person
  const { request } = context
  await request.post(`${origin}/api/v1/login/demo`, { data: { person: person.id } })
  const picture = `${origin}/api/v1/cases/${family.case}/picture`
  const answer = await (await request.get(picture)).json()
  const { steady, ids } = exchanges(answer.picture, family)
  const back = new Map([...steady].map(([id, other]) => [other, id]))
  const exchanged = (text, by) => text.replace(ID, (id) => by.get(id) ?? id)
  const bytes = (message, by) => Buffer.from(exchanged(Buffer.from(message).toString('latin1'), by), 'latin1')

  await page.route(picture, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: exchanged(await response.text(), steady) })
  })
  await page.routeWebSocket(/\/sync$/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => server.send(bytes(message, back)))
    server.onMessage((message) => socket.send(bytes(message, steady)))
  })
  return ids
}
