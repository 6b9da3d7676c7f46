// A walk past every view, on a phone and on a large screen, each looked at by axe and on a narrow phone.
import { same } from './checks.mjs'
import { PHONE, Person, WALL } from './people.mjs'
import * as together from './together.mjs'
import { closesToItsLink, fitsNarrow, isAccessible } from './views.mjs'
import { say } from './words.mjs'

/** The views someone who is in can reach, each with the way there. */
function views(person, family, stuck, vader) {
  const { page } = person
  return [
    ['ons beeld', () => person.goTo('picture')],
    ['one part', () => person.show('#/beeld/deel/hard')],
    ['all parts', () => person.readAll()],
    ['one thing opened', () => together.open(person, vader.title)],
    ['van mij', () => together.draftSomethingHard(person)],
    ['delen', () => together.askToShare(person, family)],
    [
      'samen schrijven',
      async () => {
        await page.keyboard.press('Escape')
        await together.writeTogether(person, stuck)
      },
    ],
    [
      'alleen aanpassen',
      async () => {
        await together.stopWriting(person)
        await page.getByRole('button', { name: person.say('client-write-alone') }).click()
        await page.getByRole('textbox').waitFor()
      },
    ],
    [
      'hulp nu',
      async () => {
        await page.getByRole('button', { name: person.say('client-help-now') }).click()
        await page.getByRole('dialog', { name: person.say('client-help-now') }).waitFor()
      },
    ],
    [
      'ons verhaal',
      async () => {
        await page.keyboard.press('Escape')
        await person.goTo('stories')
      },
    ],
    [
      'wie heeft gekeken',
      async () => {
        await person.show('#/gekeken')
        await person.sees('heading', person.say('client-nav-readers'))
      },
    ],
    [
      'wie leest mee',
      async () => {
        await person.show('#/meelezen')
        await person.sees('heading', person.say('client-nav-along'))
      },
    ],
    ['versies', () => person.goTo('versions')],
    [
      'one version',
      async () => {
        await page.getByRole('main').getByRole('link').first().click()
        await page.getByRole('article').waitFor()
      },
    ],
  ]
}

async function look(person, view) {
  await isAccessible(person, view)
  await fitsNarrow(person, view)
}

/** Looks at every view on both screens. */
export async function everyView({ browser, address, family, check, noor, youssef, stuck, vader }) {
  for (const [what, screen] of [['a phone', PHONE], ['a large screen', WALL]]) {
    await check(`the door on ${what}: no violation, nothing wider than 320 pixels`, async () => {
      const nobody = await Person.with(browser, address, undefined, screen)
      await nobody.page.goto(address)
      await nobody.page.getByRole('button', { name: family.member('noor').name }).waitFor()
      await look(nobody, say('client-entry-title'))
      same(nobody.faults, [], 'faults')
      await nobody.context.close()
    })
  }
  await check('who closes a thing is back at its link, on phone and large screen', () =>
    Promise.all([noor, youssef].map((person) => closesToItsLink(person, vader.title))),
  )
  const walk = (person) => views(person, family, stuck, vader)
  for (const [at, [name]] of walk(noor).entries()) {
    await check(`${name}: no violation on phone and large screen, nothing wider than 320 pixels`, () =>
      Promise.all(
        [noor, youssef].map(async (person) => {
          await walk(person)[at][1]()
          await look(person, name)
        }),
      ),
    )
  }
}
