// What opens inside a view: dialogs, forms with something in them, drawers, lists beside drawings, what is told. Each is looked at
// as a view is: no violation, large enough to press on a phone, nothing wider than a narrow phone.
import { ensure, same } from './checks.mjs'
import { emptyFamily } from './empty.mjs'
import { tooSmall } from './looks.mjs'
import { PHONE, Person, twoFrames, WALL } from './people.mjs'
import * as told from './told.mjs'
import { fitsNarrow, isAccessible } from './views.mjs'

const main = (person) => person.page.getByRole('main')
const press = (within, words) => within.getByRole('button', { name: words, exact: true }).first().click()
/** The dialog with that title. */
const dialog = (person, key, values) => person.page.getByRole('dialog', { name: person.say(key, values), exact: true })

/** A form to add something joint, from the part where it is added. */
async function adds(person, part, what) {
  await person.show(`#/beeld/deel/${part}`)
  await person.sees('heading', person.say(`client-part-${part}`))
  await press(main(person), person.say(`client-add-${what}`))
  const form = dialog(person, `client-add-${what}`)
  // The form is fetched.
  await form.getByRole('button', { name: person.say('client-done'), exact: true }).waitFor()
  return form
}

/** Writes the first words of a form, opens what can be picked in it, and chooses the last of each row of choices. */
async function fills(form, person, words) {
  await form.getByRole('textbox').first().fill(words)
  const picks = form.getByRole('button', { name: person.say('client-pick'), exact: true })
  for (let left = await picks.count(); left > 0; left -= 1) await picks.first().click()
  await form.evaluate((dialog) => {
    for (const row of dialog.querySelectorAll('fieldset')) [...row.querySelectorAll('[aria-pressed]')].at(-1)?.click()
  })
}

/** Something of the picture, opened in the outline. */
async function opens(person, item, fragment = '#/beeld') {
  await person.show(`${fragment}/${item.id}`)
  const opened = person.page.getByRole('complementary', { name: person.say('client-opened') })
  await opened.waitFor()
  return opened
}

/** A drawing, with what it fetches. */
async function draws(person, drawing) {
  await person.show(`#/tekening/${drawing}`)
  await main(person).locator('h1').first().waitFor()
}

/** A shape that is chosen at the head of a drawing. */
async function shapes(person, key) {
  await press(main(person), person.say(key))
  await twoFrames(person.page)
}

/** Opens or chooses a thing of a drawing; it may lie outside what is shown of it. */
const enters = (person, at) => main(person).locator('[data-thing] [role="button"]').nth(at).press('Enter')

/** Two things chosen on the map, to say how they hang together. */
async function links(person, things) {
  await draws(person, 'samenhang')
  await press(main(person), person.say('client-drawing-link'))
  for (let at = 0; at < things; at += 1) await enters(person, at)
}

/** Two people's people beside each other. */
async function beside(person) {
  await draws(person, 'mensen/noor')
  await main(person).getByRole('combobox', { name: person.say('client-eco-beside') }).selectOption('marloes')
  await person.reads(person.say('client-eco-both'))
}

/** Every state, with how one gets there; `who` when it is not for everybody. */
function states(family) {
  const [vader, stuck, goal, step] = ['f08', 'x1', 'g1', 'a2'].map((short) => family.item(short))
  const moment = family.item('e07')
  return [
    ['vastleggen', async (person) => {
      await person.goTo('versions')
      await press(main(person), person.say('client-freeze'))
      await dialog(person, 'client-freeze-title').waitFor()
    }, ['youssef']],
    ['delen, of what not everyone there knows', async (person) => {
      await person.show('#/van-mij/relation')
      const one = (key) => person.page.getByRole('combobox', { name: person.say(key) })
      await one('client-ask-relation-from').selectOption(family.item('f03').id)
      await press(main(person), person.say('relation_kind-maintains'))
      await one('client-ask-relation-to').selectOption(family.item('f01').id)
      await press(main(person), person.say('client-share'))
      const asked = dialog(person, 'client-share-title')
      await asked.getByRole('radio', { name: new RegExp(`^${family.room('school').label}`) }).check()
      await asked.getByText(person.say('client-stranger-choose')).or(asked.getByText(person.say('client-stranger-elsewhere'))).waitFor()
    }],
    ['met meer mensen delen', async (person) => {
      await person.goTo('mine')
      await main(person).getByText(person.say('client-mine-private'), { exact: true }).click()
      await press(main(person), person.say('client-widen'))
      const asked = dialog(person, 'client-widen-title')
      await asked.getByRole('radio').first().check()
      await asked.getByRole('heading', { name: person.say('client-share-readers') }).waitFor()
    }, ['noor']],
    ['verbinden on the map', async (person) => {
      await links(person, 1)
      await person.reads(person.say('client-drawing-link-then'))
    }],
    ['saying how two things hang together', async (person) => {
      await links(person, 2)
      await dialog(person, 'client-write-relation').waitFor()
    }],
    ['a thing beside the map', (person) => opens(person, vader, '#/tekening/samenhang')],
    ['who of the professionals looked at a thing', async (person) => {
      const opened = await opens(person, vader)
      await press(opened, person.say('client-readers-here'))
      await opened.getByRole('link', { name: person.say('client-nav-readers') }).waitFor()
    }],
    ['a thing beside the order', (person) => opens(person, family.item('f21'), '#/tekening/volgorde')],
    ['a moment beside the timeline', (person) => opens(person, moment, '#/tekening/tijdlijn')],
    ['the timeline as a list', async (person) => {
      await draws(person, 'tijdlijn')
      await shapes(person, 'client-shape-list')
    }],
    ['a tie beside the people', async (person) => {
      await draws(person, `mensen/noor`)
      await enters(person, 1)
      await person.page.getByRole('complementary', { name: person.say('client-opened') }).waitFor()
    }],
    ['two people beside each other', beside],
    ['two people as a list', async (person) => {
      await beside(person)
      await shapes(person, 'client-shape-list')
    }],
    ['the family', async (person) => {
      await draws(person, 'mensen')
      await shapes(person, 'client-eco-family')
      await person.reads(person.say('client-eco-family-intro'))
    }],
    ['search with results', async (person) => {
      await person.show('#/zoeken')
      await person.page.getByRole('searchbox').fill('school')
      await person.reads(person.say('client-part-hard'))
    }],
    ['a samen-kaartje in the making', async (person) => fills(await adds(person, 'hard', 'card'), person, 'Samen zeggen wij het zo.')],
    ['an explanation in the making', async (person) => fills(await adds(person, 'story', 'explanation'), person, 'Wij denken dat het zo zit.')],
    ['a goal in the making', async (person) => fills(await adds(person, 'plan', 'goal'), person, 'Op maandag is iedereen op tijd.')],
    ['a step in the making', async (person) => fills(await adds(person, 'plan', 'step'), person, 'De tas staat klaar.')],
    ['an agreement in the making', async (person) => fills(await adds(person, 'plan', 'agreement'), person, 'Wij bellen op zondag.')],
    ['the order we choose', async (person) => {
      const form = await adds(person, 'first', 'order')
      await press(form, person.say('client-pick'))
    }],
    ['an explanation being changed', async (person) => press(await opens(person, stuck), person.say('client-joint-edit'))],
    ['a goal being changed', async (person) => press(await opens(person, goal), person.say('client-joint-edit'))],
    ['a step being changed', async (person) => press(await opens(person, step), person.say('client-joint-edit'))],
    ['van tafel', async (person) => {
      await press(await opens(person, goal), person.say('client-put-away'))
      await dialog(person, 'client-put-away-title').waitFor()
    }],
    ['what was just done, with the way back', async (person) => {
      const opened = await opens(person, family.item('f24'))
      const others = opened.getByRole('radio', { checked: false })
      await others.first().check()
      await person.page.getByRole('button', { name: person.say('client-undo'), exact: true }).waitFor()
    }],
    ['veranderd, seen for the first time', async (person) => {
      await person.show('#/veranderd')
      await press(main(person), person.say('client-changed-begin'))
      await person.reads(person.say('client-changed-marked'))
    }],
  ]
}

/** No dialog is open, and nothing is left of the view before. */
async function atRest(person) {
  const open = person.page.locator('dialog[open]')
  if ((await open.count()) > 0) await person.page.keyboard.press('Escape')
  await open.first().waitFor({ state: 'detached' })
  await person.show('#/tekening')
  await person.sees('heading', person.say('client-drawings-title'))
}

const isOnPhone = (person) => person.page.viewportSize().width === PHONE.viewport.width

/** `narrow` also on a large screen, where nobody looks at it on a phone. */
async function look(person, state, narrow = isOnPhone(person)) {
  await twoFrames(person.page)
  await isAccessible(person, state)
  if (isOnPhone(person)) same(await tooSmall(person.page), [], `too small to press in ${state}`)
  if (narrow) await fitsNarrow(person, state)
}

/** A joint text from which words were taken out, and what changed since somebody looked. */
async function afterAChange(people, family) {
  const [noor, youssef] = people
  const stuck = family.item('x1')
  await youssef.show(`#/verhaal/${stuck.id}`)
  await press(main(youssef), youssef.say('client-write-alone'))
  const field = youssef.page.getByRole('textbox', { name: youssef.say('client-explanation-stuck') })
  const words = await field.inputValue()
  await field.fill(words.slice(0, words.lastIndexOf('. ') + 1))
  await press(main(youssef), youssef.say('client-done'))
  await youssef.sees('button', youssef.say('client-write-alone'))
  await noor.show('#/veranderd')
  await noor.sees('button', noor.say('client-changed-mark'))
  await look(noor, 'veranderd, with what changed')
  for (const person of people) {
    await person.show(`#/verhaal/${stuck.id}`)
    await person.page.getByText(person.say('client-stood'), { exact: true }).click()
    await person.sees('button', person.say('client-stood-put-back'))
  }
  await Promise.all(people.map((person) => look(person, 'wat stond hier')))
}

/** The views of who reads less, or writes other things. */
const VIEWS = ['#/beeld/deel/alles', '#/verhaal', '#/van-mij', '#/versies', '#/tekening/samenhang', '#/tekening/tijdlijn', '#/tekening/mensen', '#/veranderd', '#/mens/noor']

async function everyViewOf(person) {
  for (const view of VIEWS) {
    await person.show(view)
    await main(person).locator('h1').first().waitFor()
    await look(person, `${view} of ${person.id}`)
  }
}

/** All of it, with people of its own. */
export async function everyState({ browser, address, family, check, facts }) {
  const at = async (id, screen) => {
    const person = await Person.with(browser, address, family.member(id), screen)
    await person.comeIn()
    return person
  }
  const people = await Promise.all([at('noor', PHONE), at('youssef', WALL)])
  for (const [name, open, who] of states(family)) {
    await check(`${name}: no violation, large enough to press, nothing wider than 320 pixels`, () =>
      Promise.all(
        people
          .filter((person) => who === undefined || who.includes(person.id))
          .map(async (person) => {
            await atRest(person)
            await open(person)
            await look(person, name, isOnPhone(person) || who !== undefined)
          }),
      ),
    )
  }
  await Promise.all(people.map(atRest))
  await check('what changed, and what stood in a text before: as all states', () => afterAChange(people, family))
  await check('no fault on the way', async () => same(people.flatMap((person) => person.faults), [], 'faults'))
  await Promise.all(people.map((person) => person.context.close()))

  await check('words that the server refused stay with who wrote them: as all states', () => told.refused({ browser, address, family, look }))
  await check('much was taken out, told to who leads: as all states', () => told.restorePoint({ browser, address, family, look }))
  await check('a mentor and a parent: every view as all states', async () => {
    const others = await Promise.all([at('femke', PHONE), at('marloes', PHONE)])
    await Promise.all(others.map(everyViewOf))
    same(others.flatMap((person) => person.faults), [], 'faults')
    await Promise.all(others.map((person) => person.context.close()))
  })
  await check('a family that said nothing yet: every view as all states', () =>
    emptyFamily(facts, async (there) => {
      const person = await Person.with(browser, there, { id: 'noor', name: 'Noor Leeg', role: 'youth' }, PHONE)
      await person.comeIn()
      await everyViewOf(person)
      ensure(await person.page.getByRole('button', { name: person.say('client-help-now') }).isVisible(), 'help is gone')
      await person.context.close()
    }),
  )
}
