// Three people write in one samen-kaartje and in one joint text at the same time; one of them is without a connection for ten
// minutes and goes on writing. Afterwards all have the same words, all of them, and nobody's caret went elsewhere.
import { ensure, same } from './checks.mjs'
import { PHONE, Person, WALL } from './people.mjs'

const AWAY = '10:00'
/** Whoever was away comes back at a moment of their own; the longest pause is 15 s. */
const RETURN = 25_000
const CARD = 'De ochtend is zwaar. Iedereen wil rust. Wij willen dit samen doen.'

/** A key may take its time while six pages share a machine. */
const TYPING = 60_000

/** What someone types in one of their rounds. */
const sentence = (person, round) => ` ${person.first} zegt ${round}.`

const put = (field, at) => field.evaluate((area, place) => area.setSelectionRange(place, place), at)
const caret = (field) =>
  field.evaluate((area) => ({ before: area.value.slice(0, area.selectionStart), after: area.value.slice(area.selectionStart) }))

/** A samen-kaartje with joint words; gives its id. */
async function startsCard(person) {
  const { page } = person
  await person.show('#/beeld/deel/hard')
  await page.getByRole('main').getByRole('button', { name: person.say('client-add-card'), exact: true }).click()
  const form = page.getByRole('dialog', { name: person.say('client-add-card') })
  await form.getByRole('textbox', { name: person.say('client-start-card') }).fill(CARD)
  await form.getByRole('button', { name: person.say('client-done'), exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByRole('complementary', { name: person.say('client-opened') }).waitFor()
  await person.isSaved()
  return page.evaluate(() => location.hash.split('/').at(-1))
}

/** One place where someone writes: a page, and the words their caret stands between. */
class Desk {
  typed = []

  constructor(person, field, where, next) {
    Object.assign(this, { person, field, where, next })
  }

  /** Opens a text to write in it together, with the caret before `next`; at the end without it. */
  static async at(person, fragment, where, next) {
    await person.show(fragment)
    await person.page.getByRole('button', { name: person.say('client-write-together') }).click()
    const field = person.page.locator('textarea')
    await field.waitFor()
    await person.isSaved()
    await field.click()
    const words = await field.inputValue()
    await put(field, next === '' ? words.length : words.indexOf(next))
    await field.press('Shift')
    return new Desk(person, field, where, next)
  }

  async type(round) {
    const words = sentence(this.person, round)
    await this.field.pressSequentially(words, { timeout: TYPING })
    this.typed.push(words)
  }

  /** The caret stands behind what was typed last, and before what it stood before at first. */
  async keptItsPlace(when) {
    const { before, after } = await caret(this.field)
    const what = `the caret of ${this.person.id} in the ${this.where} ${when}`
    ensure(before.endsWith(this.typed.at(-1)), `${what} stands behind "${before.slice(-60)}"`)
    ensure(after.startsWith(this.next), `${what} stands before "${after.slice(0, 60)}"`)
  }
}

/** All of it, with people of its own. */
export async function threeAtOnce({ browser, address, family }) {
  const devices = [['noor', PHONE], ['youssef', WALL], ['jeroen', PHONE]]
  const people = await Promise.all(devices.map(([id, screen]) => Person.with(browser, address, family.member(id), screen)))
  const away = people[2]
  await away.context.clock.install()
  await Promise.all(people.map((person) => person.comeIn()))
  const card = await startsCard(people[0])
  const story = family.item('x1')
  const pages = await Promise.all(people.map((person) => person.beside()))

  const nexts = { card: [' Iedereen wil rust.', ' Wij willen dit', ''], story: [' Thuis was het', ' Ouders praatten', ' Hulp kwam laat'] }
  const desks = await Promise.all([
    ...people.map((person, at) => Desk.at(person, `#/beeld/${card}`, 'kaartje', nexts.card[at])),
    ...pages.map((person, at) => Desk.at(person, `#/verhaal/${story.id}`, 'verhaal', nexts.story[at])),
  ])
  const gone = desks.filter((desk) => [away, pages[2]].includes(desk.person))
  const here = desks.filter((desk) => !gone.includes(desk))
  const all = (what) => Promise.all(desks.map(what))

  await all((desk) => desk.type(1))
  await Promise.all([...people, ...pages].map((person) => person.isSaved()))
  await away.context.setOffline(true)
  for (const { person } of gone) person.serverIsAway = true
  await all((desk) => desk.type(2))
  await away.context.clock.fastForward(AWAY)
  await Promise.all(gone.map(({ person }) => person.bar('client-sync-local').waitFor()))
  await all((desk) => desk.type(3))
  await all((desk) => desk.keptItsPlace('while one is away'))
  await Promise.all(here.map(async (desk) => same((await desk.field.inputValue()).includes(gone[0].typed[1].trim()), false, 'words of who is away')))

  await away.context.setOffline(false)
  await Promise.all([...here.map((desk) => desk.type(4)), ...gone.map(({ person }) => person.isSaved(RETURN))])
  for (const { person } of gone) person.serverIsAway = false
  for (const where of ['kaartje', 'verhaal']) {
    const together = desks.filter((desk) => desk.where === where)
    const typed = together.flatMap((desk) => desk.typed)
    for (const desk of together) {
      await desk.person.page.waitForFunction((wanted) => wanted.every((words) => document.querySelector('textarea').value.includes(words)), typed)
    }
    const [first, ...others] = await Promise.all(together.map((desk) => desk.field.inputValue()))
    for (const other of others) same(other, first, `the ${where} of one and of another`)
    for (const words of typed) same(first.split(words).length, 2, `how often "${words}" stands in the ${where}, and one`)
  }
  await all((desk) => desk.keptItsPlace('after all came back'))
  same([...people, ...pages].flatMap((person) => person.faults), [], 'faults')
  await Promise.all(people.map((person) => person.context.close()))
}
