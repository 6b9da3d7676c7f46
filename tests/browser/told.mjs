// What a server says seldom, said on purpose: that it refuses what was written, that much was taken out. The words go in between
// the real server and the page, as the server would say them (docs/protocol.md H5, H6).
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { same } from './checks.mjs'
import { ALONE } from './together.mjs'
import { PHONE, Person, WALL } from './people.mjs'

const SYNC = 0
const STATELESS = 5
const CLOSE = 7
const STATUS = 8
const UPDATE = 2

/** A message about a document: its kind and what `write` puts in it. */
function frame(document, kind, write) {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, document)
  encoding.writeVarUint(encoder, kind)
  write(encoder)
  return Buffer.from(encoding.toUint8Array(encoder))
}

/** Whether these bytes carry an edit of that document. */
function isEdit(bytes, document) {
  if (bytes.length < 2) return false
  const decoder = decoding.createDecoder(bytes)
  if (decoding.readVarString(decoder) !== document || decoding.readVarUint(decoder) !== SYNC) return false
  return decoding.readVarUint(decoder) === UPDATE
}

/** Someone whose socket runs past us: `sent` is asked of each of their messages and answers whether it goes on. */
async function overheard({ browser, address, family }, id, screen, sent = () => true) {
  const person = await Person.with(browser, address, family.member(id), screen)
  const sockets = []
  await person.page.routeWebSocket(/\/sync$/, (socket) => {
    const server = socket.connectToServer()
    sockets.push(socket)
    socket.onMessage((message) => {
      if (sent(Buffer.from(message), socket)) server.send(message)
    })
  })
  await person.comeIn()
  return { person, say: (bytes) => sockets.at(-1).send(bytes) }
}

/** What someone writes in a joint text is refused: their words stay with them, and they are told where. */
export async function refused(around) {
  const { family, look } = around
  const board = `${family.case}/core/board`
  let refusing = false
  const { person } = await overheard(around, 'noor', PHONE, (bytes, socket) => {
    if (!refusing || !isEdit(bytes, board)) return true
    refusing = false
    socket.send(frame(board, STATUS, (encoder) => encoding.writeVarInt(encoder, 0)))
    socket.send(frame(board, CLOSE, (encoder) => encoding.writeVarString(encoder, '4403 write-forbidden')))
    return false
  })
  const { page } = person
  const wayOut = family.item('x2')
  await person.show(`#/verhaal/${wayOut.id}`)
  await page.getByRole('button', { name: person.say('client-write-alone') }).click()
  const field = page.getByRole('textbox', { name: person.say('client-explanation-way_out') })
  await field.fill((await field.inputValue()) + ALONE)
  refusing = true
  await page.getByRole('button', { name: person.say('client-done') }).click()
  await person.bar('client-sync-copy').waitFor()
  await person.goTo('mine')
  await person.sees('heading', person.say('client-conflict-title'))
  await person.reads(ALONE.trim())
  await look(person, 'words that were refused')
  await page.getByRole('button', { name: person.say('client-conflict-away'), exact: true }).click()
  await person.reads(person.say('client-conflict-away-sure'))
  await look(person, 'throwing refused words away')
  same(person.faults, [], 'faults')
  await person.context.close()
}

/** Much was taken out of the board: who leads the case is told. */
export async function restorePoint(around) {
  const { family, look } = around
  const { person, say } = await overheard(around, 'youssef', WALL)
  const versions = `${person.origin}/api/v1/cases/${family.case}/versions`
  const [version] = await (await person.context.request.get(versions)).json()
  const document = `${family.case}/core/board`
  const news = JSON.stringify({ kind: 'restore_point', version: version.id, document, by: 'jeroen' })
  say(frame(document, STATELESS, (encoder) => encoding.writeVarString(encoder, news)))
  await person.page.getByRole('region', { name: person.say('client-restore-title') }).waitFor()
  await look(person, 'much was taken out', true)
  same(person.faults, [], 'faults')
  await person.context.close()
}
