// The main job: own words and sharing them, standpoints, and one joint text, all at the same moment.
import { ensure, same } from './checks.mjs'

const TYPED = 'Als de bel gaat, '
/** The part of a draft that goes in at once, as a paste, so that whoever received it received these very bytes. */
export const PASTED = 'krijg ik buikpijn.'
export const SHARED = TYPED + PASTED
export const DISAGREES = 'Vanaf december werk ik minder nachten. Dan kan ik vaker komen.'
export const MENTOR = 'Wij bellen voortaan twee dagen voor er een brief gaat.'
/** What stands in core only, put in at once so that its bytes are in one piece. */
export const ONLY_CORE = ' Sinds de zomer eten wij op zondag samen.'
/** What is written alone in a joint text. */
export const ALONE = ' Wij beginnen met één ochtend per week.'
const AT_START = 'Het begon in klas 2. '
const AT_END = ' Dat willen wij zo houden.'

/** Opens something of the picture by its words, and gives what stands open. */
export async function open(person, words) {
  await person.readAll()
  await person.page.getByRole('main').getByRole('link', { name: words, exact: true }).first().click()
  return person.page.getByRole('complementary', { name: person.say('client-opened') })
}

/** Sets a standpoint with words on something of the picture. */
export async function setStandpoint(person, item, is, words) {
  const opened = await open(person, item)
  await opened.getByRole('radio', { name: person.say(`standpoint-${is}`) }).check()
  const ask = is === 'agree' ? 'client-stand-words' : 'client-stand-words-differ'
  await opened.getByRole('textbox', { name: person.say(ask) }).fill(words)
  await opened.getByRole('button', { name: person.say('client-done') }).click()
  await opened.getByRole('button', { name: person.say('client-done') }).waitFor({ state: 'detached' })
}

/** Begins something hard in "Van mij", about school. */
export async function draftSomethingHard(person) {
  const { page } = person
  await person.goTo('mine')
  await page.getByRole('button', { name: person.say('client-start-hard') }).click()
  const field = page.getByRole('textbox', { name: person.asks('problem') })
  await field.pressSequentially(TYPED)
  await page.keyboard.insertText(PASTED)
  await page
    .getByRole('group', { name: person.say('client-ask-factor-holder') })
    .getByRole('button', { name: person.say('holder-school'), exact: true })
    .click()
}

/** What asks who will read it, with School chosen. */
export async function askToShare(person, family) {
  const { page } = person
  await page.getByRole('button', { name: person.say('client-share'), exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: person.say('client-share-title') })
  await dialog.getByRole('radio', { name: new RegExp(`^${family.room('school').label}`) }).check()
  await dialog.getByRole('heading', { name: person.say('client-share-readers') }).waitFor()
  return dialog
}

/** Shares what is written with School; the dialog names everyone who will read it, and nobody else. */
export async function shareWithSchool(person, family) {
  const dialog = await askToShare(person, family)
  const named = await dialog.getByRole('listitem').allInnerTexts()
  const members = family.file.persons.filter((one) => named.some((text) => text.includes(one.name)))
  const school = family.room('school').members.filter((id) => id !== person.id)
  same(members.map((one) => one.id).sort(), [...school].sort(), 'the readers in the dialog')
  same(named.length, school.length, 'names in the dialog')
  await dialog.getByRole('button', { name: person.say('client-share'), exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Opens a joint text to write in it together; gives the field. */
export async function writeTogether(person, item) {
  const { page } = person
  await person.show(`#/verhaal/${item.id}`)
  await page.getByRole('button', { name: person.say('client-write-together') }).click()
  const field = page.getByRole('textbox', { name: person.say(`client-explanation-${item.kind}`) })
  await field.waitFor()
  return field
}

/** The carets of others that stand in someone's text. */
export const caretOf = (person, other) => person.page.locator('.caret', { hasText: other.first })

const put = (field, at) => field.evaluate((area, place) => area.setSelectionRange(place, place), at)
const place = (field) =>
  field.evaluate((area) => ({ before: area.value.slice(0, area.selectionStart), after: area.value.slice(area.selectionStart) }))
const holds = (person, words) =>
  person.page.waitForFunction((wanted) => document.querySelector('textarea')?.value.includes(wanted), words)

/** Two people in one text: both see each other, nobody's caret is moved, nothing is lost. */
export async function editTogether(one, other, item, picture) {
  const [mine, theirs] = await Promise.all([writeTogether(one, item), writeTogether(other, item)])
  for (const [me, you] of [[one, other], [other, one]]) {
    await me.page.getByRole('list', { name: me.say('client-writing-along', { names: you.first, count: 1 }) }).waitFor()
  }
  await Promise.all([mine.click(), theirs.click()])
  await put(mine, 0)
  const middle = item.text.indexOf('Elke ochtend')
  await put(theirs, middle)
  await Promise.all([theirs.press('Shift'), mine.press('Shift')])
  await Promise.all([caretOf(one, other).waitFor(), caretOf(other, one).waitFor()])
  const before = await caretOf(one, other).boundingBox()

  await mine.pressSequentially(AT_START)
  await holds(other, AT_START + item.text)
  const stood = await place(theirs)
  same(stood.after, item.text.slice(middle), 'what stands after the caret of who did not type')
  ensure(stood.before.endsWith(item.text.slice(0, middle)), 'what stands before it')
  await one.page.waitForFunction(
    ([name, x, y]) => {
      const marks = [...document.querySelectorAll('.caret')].filter((mark) => mark.textContent.includes(name))
      const now = marks[0]?.getBoundingClientRect()
      return now && (Math.abs(now.x - x) > 4 || Math.abs(now.y - y) > 4)
    },
    [other.first, before.x, before.y],
  )

  const end = (await theirs.inputValue()).length
  await put(theirs, end)
  await theirs.press('Shift')
  await other.page.keyboard.insertText(ONLY_CORE)
  await holds(one, ONLY_CORE)
  await picture()
  // Both at once, at both ends.
  await Promise.all([mine.pressSequentially('En toen? '), theirs.pressSequentially(AT_END)])
  const whole = `${AT_START}En toen? ${item.text}${ONLY_CORE}${AT_END}`
  await Promise.all([holds(one, whole), holds(other, whole)])
  same(await mine.inputValue(), whole, `the text of ${one.id}`)
  same(await theirs.inputValue(), whole, `the text of ${other.id}`)
  return whole
}

/** Changes a joint text alone; nothing of it travels before "Klaar". `barrier` writes something else in the meantime. */
export async function changeAlone(writer, item, barrier) {
  const { page } = writer
  const field = page.getByRole('textbox', { name: writer.say(`client-explanation-${item.kind}`) })
  await writer.show(`#/verhaal/${item.id}`)
  await page.getByRole('button', { name: writer.say('client-write-alone') }).click()
  await field.evaluate((area) => area.setSelectionRange(area.value.length, area.value.length))
  await page.keyboard.insertText(ALONE)
  await barrier()
  await writer.show(`#/verhaal/${item.id}`)
  same(await field.inputValue(), item.text + ALONE, 'the words that were not yet told, after looking elsewhere')
  await page.getByRole('button', { name: writer.say('client-done') }).click()
  await writer.sees('button', writer.say('client-write-alone'))
}

/** Leaves the text; from then on nobody sees a key typed. */
export async function stopWriting(person) {
  await person.page.getByRole('button', { name: person.say('client-done') }).click()
  await person.sees('button', person.say('client-write-together'))
}

/** The joint text as someone reads it. */
export async function joint(person, item, words) {
  await person.show(`#/verhaal/${item.id}`)
  await person.sees('heading', person.say(`client-explanation-${item.kind}`))
  const text = person.page.getByRole('main').getByText(words, { exact: true })
  await text.waitFor()
  return text.innerText()
}
