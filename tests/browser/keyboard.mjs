// The map made without a mouse or a finger: two things, how they hang together, who may read it, and where one of them stands.
import { ensure, same } from './checks.mjs'
import { LAPTOP, Person } from './people.mjs'

const FIRST = 'De wekker gaat drie keer'
const SECOND = 'Het ontbijt wordt overgeslagen'
/** More stops than any page has. */
const STOPS = 400
const STEPS = 60
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }

const isAt = (found) => found.evaluateAll((all) => all.includes(document.activeElement))

/** Presses Tab until the focus is there, as somebody does who hears each stop. */
async function tabTo(page, found, key = 'Tab') {
  for (let stops = 0; stops < STOPS; stops += 1) {
    if (await isAt(found)) return
    await page.keyboard.press(key)
  }
  throw new Error(`the keyboard never comes at ${found}`)
}

/** Tab to a button or a link with those words, and Enter. */
async function enter(person, words, { role = 'button', within = person.page } = {}) {
  await tabTo(person.page, within.getByRole(role, { name: words, exact: true }))
  await person.page.keyboard.press('Enter')
}

/** Chooses with whom to share, reads who that is, and shares. */
async function shares(person, family) {
  const { page } = person
  await enter(person, person.say('client-share'))
  const dialog = page.getByRole('dialog', { name: person.say('client-share-title') })
  await dialog.waitFor()
  await tabTo(page, dialog.getByRole('radio'))
  const core = dialog.getByRole('radio', { name: new RegExp(`^${family.room('core').label}`) })
  if (await isAt(core)) await page.keyboard.press('Space')
  else await tabTo(page, core, 'ArrowDown')
  await dialog.getByRole('heading', { name: person.say('client-share-readers') }).waitFor()
  await enter(person, person.say('client-share'), { within: dialog })
  await dialog.waitFor({ state: 'detached' })
}

/** Writes something hard in "Van mij", and shares it. */
async function writesSomethingHard(person, family, words) {
  const { page } = person
  await enter(person, person.say('client-nav-mine'), { role: 'link', within: page.getByRole('navigation') })
  await person.sees('heading', person.say('client-mine-title'))
  await enter(person, person.say('client-start-hard'))
  // The field is ready for the first letter.
  await page.getByRole('textbox', { name: person.asks('problem') }).waitFor()
  await page.keyboard.type(words)
  await tabTo(page, page.getByRole('button', { name: person.say('holder-family'), exact: true }))
  await page.keyboard.press('Space')
  await shares(person, family)
  await person.isSaved()
}

const thing = (person, words) => person.page.getByRole('button', { name: new RegExp(`^${words}\\.`) }).and(person.page.locator('[data-thing] *'))
const placeOf = (found) => found.evaluate((rect) => rect.closest('[data-thing]').getAttribute('transform'))

/** Goes over the map with the arrows until it is at a thing: each time the way that leads there best and was not taken yet. */
async function arrowsTo(person, target) {
  const { page } = person
  const taken = new Set()
  const middle = (found) => found.evaluate((rect) => {
    const box = rect.getBoundingClientRect()
    return [box.x + box.width / 2, box.y + box.height / 2]
  })
  for (let steps = 0; steps < STEPS; steps += 1) {
    if (await isAt(target)) return
    const at = await page.evaluate(() => document.activeElement.closest('[data-thing]')?.dataset.thing)
    const [here, there] = [await middle(page.locator(':focus')), await middle(target)]
    const towards = ([, [x, y]]) => x * (there[0] - here[0]) + y * (there[1] - here[1])
    const ways = Object.entries(ARROWS).sort((one, other) => towards(other) - towards(one))
    const way = ways.find(([key]) => !taken.has(`${at} ${key}`))
    ensure(way !== undefined, 'every way on the map was taken')
    taken.add(`${at} ${way[0]}`)
    await page.keyboard.press(way[0])
  }
  throw new Error('the arrows never come at the thing')
}

/** Goes to the map with the keyboard, with all things on it, and into the drawing. */
async function toTheMap(person) {
  const { page } = person
  await enter(person, person.say('client-nav-drawing'), { role: 'link', within: page.getByRole('navigation') })
  await person.sees('heading', person.say('client-drawings-title'))
  await enter(person, person.say('client-drawing-map'), { role: 'link' })
  await enter(person, person.say('client-map-all'))
  await tabTo(page, page.locator('[data-thing] [role="button"]'))
}

/** Links the two with V, says how, and shares that. */
async function links(person, family) {
  const { page } = person
  await arrowsTo(person, thing(person, FIRST))
  await page.keyboard.press('v')
  await arrowsTo(person, thing(person, SECOND))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: person.say('client-write-relation') })
  await dialog.waitFor()
  await tabTo(page, dialog.getByRole('button', { name: person.say('relation_kind-causes'), exact: true }))
  await page.keyboard.press('Space')
  await shares(person, family)
  await person.isSaved()
}

/** Makes it with the keyboard alone, and somebody else sees it. */
export async function mapByKeyboard({ browser, address, family }) {
  const screen = { viewport: LAPTOP }
  const [maker, reader] = await Promise.all(
    ['marloes', 'youssef'].map((id) => Person.with(browser, address, family.member(id), screen)),
  )
  await Promise.all([maker, reader].map((person) => person.comeIn()))
  await writesSomethingHard(maker, family, FIRST)
  await writesSomethingHard(maker, family, SECOND)
  await toTheMap(maker)
  await links(maker, family)
  ensure(await isAt(maker.page.locator('[data-thing] *')), 'after sharing, the keyboard is no longer on the map')

  const second = thing(maker, SECOND)
  await arrowsTo(maker, second)
  const before = await placeOf(second)
  await maker.page.keyboard.down('Shift')
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await maker.page.keyboard.press(key)
  await maker.page.keyboard.up('Shift')
  await maker.isSaved()
  const after = await placeOf(second)
  ensure(before !== after, 'the thing stands where it stood')

  await reader.show('#/tekening/samenhang')
  await reader.page.getByRole('button', { name: reader.say('client-map-all') }).click()
  await thing(reader, FIRST).waitFor()
  await reader.page.waitForFunction(
    ([words, place]) => {
      const all = [...document.querySelectorAll('[data-thing]')]
      return all.some((one) => one.querySelector('[role="button"]').getAttribute('aria-label').includes(words) && one.getAttribute('transform') === place)
    },
    [SECOND, after],
  )
  const line = reader.say('client-map-line-to', { words: SECOND, verb: reader.say('relation_kind-causes') })
  const name = await thing(reader, FIRST).getAttribute('aria-label')
  ensure(name.includes(line), `how they hang together is not told: ${name}`)
  same([maker, reader].flatMap((person) => person.faults), [], 'faults')
  await Promise.all([maker, reader].map((person) => person.context.close()))
}
