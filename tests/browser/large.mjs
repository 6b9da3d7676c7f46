// How long a large picture takes in a browser, beside what we want. Measures; a machine that does other things at the same time is
// no judge, so only what is many times too slow fails. Its last words are the figures, as JSON.
//   node browser/large-family.mjs /tmp/large.json
//   samenbeeld serve --demo /tmp/large.json --data /tmp/large --listen 127.0.0.1:8090
//   node browser/large.mjs http://127.0.0.1:8090
import { chromium } from 'playwright-core'
import { LAPTOP, PHONE, Person, WALL } from './people.mjs'

const [, , address, executablePath = '/usr/bin/chromium'] = process.argv
/** A slow phone beside the machine this runs on. */
const SLOWER = 4
const TYPED = 'Vandaag ging het beter dan gisteren.'
const SHOWN = '@shown'
/** Milliseconds, but for the frames in a second. */
const GOAL = { open: 1000, key: 16, map: 300, frames: 55 }
/** So many times a goal nothing may take, whatever else the machine does. */
const FAR = 6
/** Moves of the pointer with which a thing is dragged. */
const MOVES = 120
const MEMBERS = { phone: { id: 'noor', name: 'Noor Groot', role: 'youth' }, wall: { id: 'youssef', name: 'Youssef Haddou', role: 'wijkteam' } }

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
const figures = {}
const note = (name, figure, goal) => (figures[name] = { ...figure, goal })

await measured('phone', PHONE, async (person) => {
  const { page } = person
  note('the outline is on screen', { ms: await opens(page) }, GOAL.open)
  await person.isSaved()
  note('all parts are on screen', { ms: await takes(page, '#/beeld/deel/alles', '#part-advice-title, #not-yet') }, GOAL.open)
  note('one part is on screen', { ms: await takes(page, '#/beeld/deel/hard', '#part-hard-title') }, GOAL.open)
  await person.goTo('mine')
  await page.getByRole('button', { name: person.say('client-start-story') }).click()
  note('a key in a draft', await types(page, page.getByRole('textbox').first()), GOAL.key)
  await person.goTo('stories')
  await page.getByRole('main').getByRole('link', { name: person.say('client-story-open-write') }).first().click()
  await page.getByRole('button', { name: person.say('client-write-together') }).click()
  note('a key in a joint text', await types(page, page.getByRole('textbox')), GOAL.key)
  await person.show('#/zoeken')
  note('a key in search', await types(page, page.getByRole('searchbox')), GOAL.key)
})
await measured('wall', WALL, async (person) => {
  const { page } = person
  await takes(page, '#/tekening', 'main h1')
  note('the map on a wall is on screen', { ms: await takes(page, '#/tekening/samenhang', '[data-thing]') }, GOAL.map)
  note('dragging on a wall', await drags(page), GOAL.frames)
})
await measured('wall', { viewport: LAPTOP }, async (person) => {
  const { page } = person
  await takes(page, '#/tekening/samenhang', '[data-thing]')
  const before = await page.locator('[data-thing]').count()
  const all = page.getByRole('button', { name: person.say('client-map-all') })
  const { seen, drawn } = await page.evaluate(shows, [before, await all.elementHandle()])
  note('200 things and 400 lines are laid out, and those in sight drawn', { ms: seen }, GOAL.map)
  note('the others are drawn too, bit by bit', { ms: drawn }, GOAL.open)
  note('dragging among 200 things', await drags(page), GOAL.frames)
})
await browser.close()
console.log(JSON.stringify(figures, null, 2))
const slow = Object.entries(figures).filter(([, figure]) => times(figure) > 1)
for (const [name] of slow) console.error(`slower than we want: ${name}`)
process.exitCode = slow.some(([, figure]) => times(figure) > FAR) ? 1 : 0

/** How many times its goal a figure takes. */
function times({ ms, script, fps, goal }) {
  return fps === undefined ? (ms ?? script) / goal : goal / fps
}

/** Someone with a device; a phone is slower than this machine. */
async function measured(member, screen, run) {
  const person = await Person.with(browser, address, MEMBERS[member], screen)
  await person.comeIn()
  if (screen === PHONE) {
    const devtools = await person.context.newCDPSession(person.page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  }
  await run(person)
  await person.context.close()
}

/**
 * From the start of a fresh page to the frame that shows the outline. The page says so itself: asking it would put the driver's script
 * into it while it loads.
 */
async function opens(page) {
  await page.addInitScript((said) => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('h1') === null || document.querySelector('main h2') === null) return
      observer.disconnect()
      requestAnimationFrame(() => setTimeout(() => console.debug(said, performance.now()), 0))
    }).observe(document, { childList: true, subtree: true })
  }, SHOWN)
  const shown = page.waitForEvent('console', (message) => message.text().startsWith(SHOWN))
  await page.goto('about:blank')
  await page.goto(`${address}/#/beeld`)
  return Math.round(Number((await shown).text().slice(SHOWN.length)))
}

/** From following a link to the frame that shows where it leads. */
function takes(page, hash, shown) {
  return page.evaluate(
    ([to, wanted]) =>
      new Promise((done) => {
        const began = performance.now()
        location.hash = to
        const look = () => {
          if (document.querySelector(wanted) === null) requestAnimationFrame(look)
          else requestAnimationFrame(() => setTimeout(() => done(Math.round(performance.now() - began)), 0))
        }
        look()
      }),
    [hash, shown],
  )
}

/** In the page: from pressing a button to the frame that shows more things than before, and to the one with all of them drawn. */
function shows([before, button]) {
  return new Promise((done) => {
    const began = performance.now()
    const passed = () => Math.round(performance.now() - began)
    const shown = (then) => requestAnimationFrame(() => setTimeout(() => then(passed()), 0))
    button.click()
    const look = () => {
      if (document.querySelectorAll('[data-thing]').length <= before) requestAnimationFrame(look)
      else shown(lookOn)
    }
    const lookOn = (seen) => {
      if (document.querySelector('[data-thing] > :first-child:empty') !== null) requestAnimationFrame(() => lookOn(seen))
      else shown((drawn) => done({ seen, drawn }))
    }
    look()
  })
}

/** Drags the thing in the middle of what is shown of a drawing; frames in a second, and the script that runs for a move. */
async function drags(page) {
  const from = await page.evaluate(() => {
    const drawing = document.querySelector('svg:has([data-thing])')
    drawing.scrollIntoView({ block: 'center', behavior: 'instant' })
    const sheet = drawing.getBoundingClientRect()
    const places = [...drawing.querySelectorAll('[data-thing] [role="button"]')].flatMap((thing) => {
      const box = thing.getBoundingClientRect()
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      const far = Math.hypot(x - sheet.x - sheet.width / 2, y - sheet.y - sheet.height / 2)
      return document.elementFromPoint(x, y) === thing ? [{ x, y, far }] : []
    })
    return places.sort((one, other) => one.far - other.far)[0]
  })
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.evaluate(() => {
    globalThis.drag = { frames: [], moves: [] }
    let began = 0
    addEventListener('pointermove', () => (began = performance.now()), true)
    addEventListener('pointermove', () => queueMicrotask(() => globalThis.drag.moves.push(performance.now() - began)))
    const frame = (now) => {
      globalThis.drag.frames.push(now)
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  for (let move = 1; move <= MOVES; move += 1) {
    await page.mouse.move(from.x + 120 * Math.sin(move / 12), from.y + 60 * Math.sin(move / 7))
  }
  const { frames, moves } = await page.evaluate(() => globalThis.drag)
  const places = await page.evaluate(() => [...document.querySelectorAll('[data-thing], [data-held]')].map((thing) => thing.getAttribute('transform')))
  if (new Set(places).size !== places.length || (await page.locator('[data-held]').count()) !== 1) throw new Error('nothing was dragged')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  const between = frames.slice(1).map((at, index) => at - frames[index])
  return { fps: Math.round(1000 / median(between)), 'fps, slowest 5 %': Math.round(1000 / part(between, 0.95)), script: tenths(median(moves)) }
}

/** What each key costs: the script that runs for it, that frame, and until the frame in which it shows; medians. */
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
  const of = (which) => tenths(median(keys.map((key) => key[which])))
  return { script: of('handled'), frame: of('frame'), shown: of('shown') }
}

/** What that part of the numbers is not above. */
function part(numbers, share) {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length * share)]
}
function median(numbers) {
  return part(numbers, 0.5)
}
function tenths(number) {
  return Math.round(number * 10) / 10
}
