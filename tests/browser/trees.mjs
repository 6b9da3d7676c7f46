// What a screen reader reads of each view, in its order and with the name of each control: kept in trees/, to be read by people,
// and compared. `UPDATE=1` writes them anew.
import { readFileSync, writeFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { ensure, PATIENCE } from './checks.mjs'
import { PHONE, Person, twoFrames, WALL } from './people.mjs'
import { seesSteadyIds } from './steady.mjs'

const FOLDER = new URL('./trees/', import.meta.url)
const UPDATE = process.env.UPDATE === '1'
/** The day on which everything is read: what is coming and what was moves with it. */
const DAY = '2026-11-21T10:00:00'

/** A control of which nothing is said but what it is. */
const NAMELESS = /^\s*- (button|link|textbox|combobox|radio|checkbox|searchbox)( \[[^\]]*\])*:?$/

/** The views, by the name of their file; what is the same on every screen is read on one. */
const views = (ids) => ({
  phone: [
    ['beeld', '#/beeld'],
    ['een-deel', '#/beeld/deel/hard'],
    ['een-ding', `#/beeld/${ids.f08}`, 'aside'],
    ['verhaal', '#/verhaal'],
    ['een-verhaal', `#/verhaal/${ids.x1}`],
    ['van-mij', '#/van-mij'],
    ['versies', '#/versies'],
    ['tekeningen', '#/tekening'],
    ['tijdlijn', '#/tekening/tijdlijn'],
    ['mensen', '#/tekening/mensen'],
    ['volgorde', '#/tekening/volgorde'],
    ['zoeken', '#/zoeken'],
    ['veranderd', '#/veranderd'],
    ['een-mens', '#/mens/noor'],
  ],
  wall: [
    ['beeld', '#/beeld'],
    ['een-ding', `#/beeld/${ids.f08}`, 'aside'],
    ['van-mij', '#/van-mij'],
    ['versies', '#/versies'],
    ['samenhang', '#/tekening/samenhang'],
    ['tijdlijn', '#/tekening/tijdlijn'],
    ['mensen', '#/tekening/mensen/noor'],
  ],
})

/** Ids as the family's file names them; when a version was made is another day each time. */
function named(tree, ids, view) {
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]))
  const ours = tree.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => names.get(id) ?? 'id')
  return view === 'versies' ? ours.replace(/\d{1,2}\s[a-z]+\s\d{4}/g, 'dag') : ours
}

/** How one view differs from what is kept: the first line that does, if any. */
function difference(name, tree) {
  const kept = readFileSync(new URL(`${name}.yml`, FOLDER), 'utf8').split('\n')
  const now = `${tree}\n`.split('\n')
  const at = now.findIndex((line, index) => line !== kept[index])
  if (at < 0 && now.length === kept.length) return null
  return `trees/${name}.yml, line ${at + 1}\n      kept ${kept[at]}\n      now  ${now[at]}`
}

async function shown(person, fragment) {
  const { page } = person
  await person.show(fragment)
  await page.waitForFunction(
    (loading) => document.querySelector('main h1') !== null && ![...document.querySelectorAll('main [role="status"]')].some((one) => one.textContent === loading),
    person.say('client-loading'),
  )
  await twoFrames(page)
}

/** Reads until it is as wanted: long lists and drawings come bit by bit. What it was last when it never is. */
async function readUntil(read, isWanted) {
  const until = performance.now() + PATIENCE
  for (let before; ; ) {
    const now = await read()
    if (isWanted(now, before) || performance.now() > until) return now
    before = now
  }
}

/** Whether it has come to rest: nothing was added between two readings with time for a bit of a list between them. */
async function readAtRest(page, read) {
  return readUntil(
    async () => {
      for (let at = 0; at < 10; at += 1) await twoFrames(page)
      return read()
    },
    (now, before) => now === before,
  )
}

/** Reads every view on one screen; gives what is different. */
async function read(person, screen, family) {
  await person.page.clock.setFixedTime(new Date(DAY))
  const ids = await seesSteadyIds(person, family)
  await person.comeIn()
  const different = []
  for (const [name, fragment, part = 'main'] of views(ids)[screen]) {
    await shown(person, fragment)
    const view = `${screen}-${name}`
    const look = async () => named(await person.page.locator(part).ariaSnapshot(), ids, name)
    const tree = UPDATE ? await readAtRest(person.page, look) : await readUntil(look, (now) => difference(view, now) === null)
    if (UPDATE) writeFileSync(new URL(`${view}.yml`, FOLDER), `${tree}\n`)
    const nameless = tree.split('\n').filter((line) => NAMELESS.test(line))
    different.push(...[difference(view, tree)].filter(Boolean), ...nameless.map((line) => `${view}: no name for${line}`))
  }
  await person.context.close()
  return different
}

/** Reads every view of the family as it was at the start, on a phone and on a large screen. */
export async function everyTree({ browser, address, family, check }) {
  await check('every view reads as it did, on a phone and on a large screen, and each control has a name', async () => {
    const screens = [['phone', 'noor', PHONE], ['wall', 'youssef', WALL]]
    const different = await Promise.all(
      screens.map(async ([screen, member, device]) =>
        read(await Person.with(browser, address, family.member(member), device), screen, family),
      ),
    )
    ensure(different.flat().length === 0, different.flat().join('\n    '))
  })
}
