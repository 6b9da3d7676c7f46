// How long a large picture takes on a slow phone. Measures; a machine that does other things at the same time is no judge.
//   node browser/large-family.mjs /tmp/large.json
//   samenbeeld serve --demo /tmp/large.json --data /tmp/large --listen 127.0.0.1:8090
//   node browser/large.mjs http://127.0.0.1:8090
import { chromium } from 'playwright-core'
import { PHONE, Person, WALL } from './people.mjs'

const [, , address, executablePath = '/usr/bin/chromium'] = process.argv
/** A slow phone beside the machine this runs on. */
const SLOWER = 4
const TYPED = 'Vandaag ging het beter dan gisteren.'
const OPEN_WITHIN = 1000
const KEY_WITHIN = 16

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
const figures = {}
for (const [name, screen] of [['phone', PHONE], ['wall', WALL]]) {
  const person = await Person.with(browser, address, { id: 'noor', name: 'Noor Groot', role: 'youth' }, screen)
  const { page } = person
  await person.comeIn()
  const devtools = await person.context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  figures[`${name}: the outline is on screen, ms`] = await opens(page)
  await person.isSaved()
  figures[`${name}: all parts are on screen, ms`] = await takes(page, '#/beeld/deel/alles', 'part-advice-title')
  figures[`${name}: one part is on screen, ms`] = await takes(page, '#/beeld/deel/hard', 'part-hard-title')
  await person.goTo('mine')
  await page.getByRole('button', { name: person.say('client-mine-add-story') }).click()
  await page.getByRole('textbox').first().waitFor()
  figures[`${name}: a key in a draft`] = await types(page, page.getByRole('textbox').first())
  await person.show('#/zoeken')
  const field = page.getByRole('searchbox')
  await field.waitFor()
  figures[`${name}: a key in search`] = await types(page, field)
  await person.context.close()
}
await browser.close()
console.log(JSON.stringify(figures, null, 2))
const slow = Object.entries(figures).filter(([, figure]) =>
  typeof figure === 'number' ? figure > OPEN_WITHIN : figure['script, median ms'] > KEY_WITHIN,
)
for (const [name] of slow) console.log(`too slow: ${name}`)
process.exitCode = slow.length === 0 ? 0 : 1

/** From the start of a fresh page to the frame that shows the outline. */
async function opens(page) {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('h1') === null || document.querySelector('main h2') === null) return
      observer.disconnect()
      requestAnimationFrame(() => setTimeout(() => (globalThis.shownAt = performance.now()), 0))
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto('about:blank')
  await page.goto(`${address}/#/beeld`)
  await page.waitForFunction(() => globalThis.shownAt !== undefined)
  return Math.round(await page.evaluate(() => globalThis.shownAt))
}

/** From following a link to the frame that shows where it leads. */
function takes(page, hash, id) {
  return page.evaluate(
    ([to, shown]) =>
      new Promise((done) => {
        const began = performance.now()
        location.hash = to
        const look = () => {
          if (document.getElementById(shown) === null) requestAnimationFrame(look)
          else requestAnimationFrame(() => setTimeout(() => done(Math.round(performance.now() - began)), 0))
        }
        look()
      }),
    [hash, id],
  )
}

/** What each key costs: the script that runs for it, until the frame in which it shows, and that frame. */
async function types(page, field) {
  await field.click()
  await page.evaluate(() => {
    globalThis.keys = []
    let began = 0
    addEventListener('keydown', () => (began = performance.now()), true)
    addEventListener('input', () => {
      // What was put off until the frame runs in it, before this.
      const handled = performance.now() - began
      requestAnimationFrame(() => {
        const frame = performance.now()
        setTimeout(() => globalThis.keys.push({ handled, shown: performance.now() - began, frame: performance.now() - frame }), 0)
      })
    })
  })
  for (const letter of TYPED) {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter)
    await page.waitForTimeout(120)
  }
  const keys = await page.evaluate(() => globalThis.keys)
  const median = (of) => Math.round([...keys.map(of)].sort((a, b) => a - b)[Math.floor(keys.length / 2)] * 10) / 10
  return { 'script, median ms': median((key) => key.handled), 'frame, median ms': median((key) => key.frame), 'shown, median ms': median((key) => key.shown) }
}
