// A room goes on with somebody more: each takes along their own words, when they want that, in the page they have open.
import { same } from './checks.mjs'
import { ask, somebody } from './coming-in.mjs'
import { emptyFamily } from './empty.mjs'
import { PHONE, Person, WALL } from './people.mjs'
import { isAccessible } from './views.mjs'

const CASE = '/cases/gezin-leeg'
const MINE = ['Elke avond samen eten', 'Een hond voor Noor']
const OPA = 'Opa Kees'

/** Writes down a wish, and shares it in the one room there is. */
async function says(person, words) {
  await person.show('#/van-mij/wish')
  const main = person.page.getByRole('main')
  await main.getByRole('textbox').first().fill(words)
  await main.getByRole('button', { name: person.say('client-share'), exact: true }).click()
  const dialog = person.page.getByRole('dialog')
  await dialog.getByRole('radio').first().check()
  await dialog.getByRole('button', { name: person.say('client-share'), exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await person.isSaved()
}

/** The wishes of a room as somebody is given them. */
async function words(person, room) {
  const { picture } = await ask(person, `${CASE}/picture`, undefined, 'get')
  return picture.items.flatMap((one) => (one.kind === 'wish' && one.rooms.includes(room) ? [one.fields.text] : [])).sort()
}

export async function takingAlong({ browser, facts, check }) {
  await emptyFamily(facts, async (address) => {
    const lead = await somebody(browser, address, 'youssef', 'wijkteam', WALL)
    await ask(lead, '/login/demo', { person: 'youssef' })
    const marloes = await Person.with(browser, address, { id: 'marloes', name: 'Marloes Leeg', role: 'parent' }, PHONE)
    await marloes.comeIn()
    for (const one of MINE) await says(marloes, one)
    let loads = 0
    marloes.page.on('load', () => (loads += 1))
    const asked = marloes.page.getByRole('heading', { name: marloes.say('client-carry-joined', { names: OPA, room: 'Ons beeld', count: 1 }) })
    let room
    let opa

    await check('a room goes on with somebody more: its members are asked, in the page they have open', async () => {
      await marloes.goTo('picture')
      await ask(lead, `${CASE}/safety`, { signs: 'no' })
      opa = (await ask(lead, `${CASE}/persons`, { name: OPA, role: 'jim', member: true })).person
      room = (await ask(lead, `${CASE}/rooms/core/successors`, { rooms: [['noor', 'marloes', 'youssef', opa]] })).rooms[0]
      for (const id of ['noor', 'marloes']) {
        const one = await somebody(browser, address, id, 'parent')
        await ask(one, '/login/demo', { person: id })
        const consent = { about: 'noor', rooms: [room], readers: [opa] }
        await one.context.request.post(`${address}/api/v1${CASE}/consents`, { data: consent, headers: { origin: address } })
        await one.context.close()
      }
      await asked.waitFor()
      same(loads, 0, 'how often the page was loaded anew')
      await isAccessible(marloes, 'the question')
    })

    await check('where a room is chosen the two stand as one', async () => {
      await marloes.show('#/beeld/deel/alles')
      const named = await marloes.page.getByRole('button', { name: 'Ons beeld', exact: true }).count()
      same(named <= 1, true, 'rooms of that name')
      for (const one of MINE) await marloes.page.getByRole('main').getByRole('link', { name: one }).first().waitFor()
    })

    await check('what its author chose goes along, and nothing else', async () => {
      await marloes.page.getByRole('button', { name: marloes.say('client-carry-choose'), exact: true }).click()
      await marloes.page.getByRole('checkbox', { name: MINE[1] }).check()
      await marloes.page.getByRole('button', { name: marloes.say('client-carry-chosen'), exact: true }).click()
      await marloes.isSaved()
      await asked.waitFor()
      same(await words(marloes, room), [MINE[1]], 'what stands in the new room')
    })

    await check('all goes along after one tap; who came reads it', async () => {
      await marloes.page.getByRole('button', { name: marloes.say('client-carry-all'), exact: true }).click()
      await asked.waitFor({ state: 'detached' })
      await marloes.isSaved()
      same(await words(marloes, room), [...MINE].sort(), 'what stands in the new room')
      const guest = await somebody(browser, address, 'opa', 'jim')
      await ask(guest, '/login/demo', { person: opa })
      same(await words(guest, room), [...MINE].sort(), 'what who came reads')
      await guest.context.close()
      same(marloes.faults, [], 'faults')
    })

    for (const person of [lead, marloes]) await person.context.close()
  })
}
