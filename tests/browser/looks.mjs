// How every view looks: readable in every theme, large enough to press, whole when enlarged, still while it loads, clean on paper.
import { ensure, same } from './checks.mjs'
import { LAPTOP, PHONE, Person, twoFrames, WALL } from './people.mjs'
import { isAccessible } from './views.mjs'

/** What a device may ask for, with the theme that answers it. */
const DEVICES = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['contrast', { contrast: 'more' }],
  ['contrast-dark', { contrast: 'more', colorScheme: 'dark' }],
]
/** What depends on the colours; the rest is looked at once. */
const COLOURS = ['color-contrast', 'link-in-text-block']
const CALM = { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none', media: 'screen' }
/** Screens of 1280 by 1024 at 200 % and at 400 %, and the smallest phone. */
const ENLARGED = { '200 %': { width: 640, height: 512 }, '400 %': { width: 320, height: 256 }, 'a small phone': { width: 320, height: 640 } }
/** Fingers need this much (model of WCAG 2.5.5). */
const TARGET = 44
/** Phones as wide as people have them, and 1280 by 1024 at 400 %. */
const PHONES = [{ width: 320, height: 568 }, { width: 360, height: 740 }, { width: 390, height: 844 }, { width: 320, height: 256 }]
/** The sum of shifts under which nobody sees anything move. */
const STILL = 0.02

/** The views, by fragment; `opened` is one thing of the picture. */
const views = (opened) => [
  ['ons beeld', '#/beeld'],
  ['alle delen', '#/beeld/deel/alles'],
  ['one part', '#/beeld/deel/hard'],
  ['one thing opened', opened],
  ['ons verhaal', '#/verhaal'],
  ['van mij', '#/van-mij'],
  ['versies', '#/versies'],
  ['tekeningen', '#/tekening'],
  ['de samenhang', '#/tekening/samenhang'],
  ['de tijdlijn', '#/tekening/tijdlijn'],
  ['de mensen', '#/tekening/mensen'],
  ['de volgorde', '#/tekening/volgorde'],
  ['zoeken', '#/zoeken'],
  ['veranderd', '#/veranderd'],
  ['a person', '#/mens/noor'],
]

/** What is looked at with a finger besides. */
const SELDOM = [
  ['onze vraag', '#/beeld/deel/questions'],
  ['het plan', '#/beeld/deel/plan'],
  ['een wens schrijven', '#/van-mij/wish'],
  ['wensen', '#/wensen'],
  ['wie heeft gekeken', '#/gekeken'],
  ['wie leest mee', '#/meelezen'],
  ['another person', '#/mens/marloes'],
]

/** Goes to a view, and waits until what it fetches is there. */
async function show(person, fragment) {
  const { page } = person
  await person.show(fragment)
  await twoFrames(page)
  await page.waitForFunction(
    (loading) => ![...document.querySelectorAll('main [role="status"]')].some((one) => one.textContent === loading),
    person.say('client-loading'),
  )
  await twoFrames(page)
}

/** The first thing of the picture that can be opened. */
async function firstThing(person) {
  await show(person, '#/beeld/deel/alles')
  const link = person.page.locator('main a[href^="#/beeld/"]:not([href*="/deel"])').first()
  return link.getAttribute('href')
}

/** What can be pressed and is too small for a finger. A link inside a sentence is as large as its words. */
export async function tooSmall(page, least = TARGET) {
  return page.evaluate((most) => {
    const PRESSED = 'a[href], button, input, select, textarea, summary, [role="button"], [role="radio"], [role="tab"], [tabindex="0"]'
    const inSentence = (one) =>
      one.localName === 'a' &&
      getComputedStyle(one).display === 'inline' &&
      [...one.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '')
    const area = (one) => (one.localName === 'input' ? (one.closest('label') ?? one) : one)
    // On a drawing things are as large as one zooms; its list has all of them, large enough.
    const isDrawn = (one) => one instanceof SVGElement
    const isOpen = (one) =>
      one.checkVisibility({ visibilityProperty: true }) && one.closest('[inert]') === null && !one.matches(':disabled')
    const isHidden = (box) => box.width <= 1 || box.height <= 1 || box.bottom < 0
    return [...document.querySelectorAll(PRESSED)]
      .filter((one) => isOpen(one) && !isDrawn(one) && !inSentence(one))
      .map((one) => ({ one, box: area(one).getBoundingClientRect() }))
      .filter(({ box }) => !isHidden(box) && (box.width < most - 0.5 || box.height < most - 0.5))
      .map(({ one, box }) => `${Math.round(box.width)}x${Math.round(box.height)} ${one.outerHTML.replace(/\s+/g, ' ').slice(0, 120)}`)
  }, least)
}

/** What is wider than the screen it is on, unless it scrolls in a frame of its own. */
async function tooWide(page) {
  return page.evaluate(() => {
    const most = document.documentElement.clientWidth
    const root = document.documentElement
    if (root.scrollWidth <= most) return []
    return [...document.querySelectorAll('body *')]
      .filter((box) => box.getBoundingClientRect().right > most + 1 && box.checkVisibility())
      .slice(-3)
      .map((box) => box.outerHTML.slice(0, 120))
      .concat(`the page is ${root.scrollWidth} of ${most}`)
  })
}

async function everyTheme(person, fragments) {
  const { page } = person
  const broken = []
  for (const [theme, device] of DEVICES) {
    await page.emulateMedia({ ...CALM, ...device })
    await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme)
    for (const [name, fragment] of fragments) {
      await show(person, fragment)
      await isAccessible(person, `${name} in ${theme}`, theme === 'light' ? undefined : COLOURS).catch((error) => broken.push(error.message))
    }
  }
  await page.emulateMedia(CALM)
  ensure(broken.length === 0, broken.join('\n    '))
}

async function everyFinger(person, fragments) {
  const { page } = person
  const small = []
  for (const size of PHONES) {
    await page.setViewportSize(size)
    for (const [name, fragment] of [...fragments, ...SELDOM]) {
      await show(person, fragment)
      if (fragment === '#/zoeken') await page.getByRole('searchbox').fill('school')
      // What is folded away is pressed too.
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('main details')) one.open = true
      })
      await twoFrames(page)
      small.push(...(await tooSmall(page)).map((one) => `${name} at ${size.width} by ${size.height}: ${one}`))
    }
  }
  await page.setViewportSize(PHONE.viewport)
  same(small, [], 'too small to press')
}

async function everySize(person, fragments) {
  const { page } = person
  const wide = []
  for (const [name, size] of Object.entries(ENLARGED)) {
    await page.setViewportSize(size)
    for (const [view, fragment] of fragments) {
      await show(person, fragment)
      wide.push(...(await tooWide(page)).map((one) => `${view} at ${name}: ${one}`))
    }
    const frame = await page.evaluate(() =>
      [...document.querySelectorAll('header, nav')]
        .filter((box) => ['sticky', 'fixed'].includes(getComputedStyle(box).position) && box.checkVisibility())
        .reduce((sum, box) => sum + box.offsetHeight, 0),
    )
    ensure(frame < size.height / 2.5, `at ${name} the frame takes ${frame} of ${size.height} pixels`)
    // Even where it scrolls along, what someone came to read begins on the first screen.
    await show(person, '#/beeld')
    const begins = await page.evaluate(() => document.querySelector('main h1').getBoundingClientRect().bottom)
    ensure(begins < size.height, `at ${name} the page begins below the screen, at ${begins}`)
  }
  same(wide, [], 'wider than the screen')
}

/** Chooses by the words on the screen, as a reader does. */
async function choosesDisplay(person) {
  const { page } = person
  await page.getByRole('banner').getByRole('button', { name: person.say('client-display') }).click()
  const dialog = page.getByRole('dialog', { name: person.say('client-display') })
  await dialog.getByRole('radio', { name: person.say('client-display-theme-dark') }).check()
  await dialog.getByRole('radio', { name: person.say('client-display-size-largest') }).check()
  await isAccessible(person, 'weergave')
  same(await tooSmall(page), [], 'too small to press in weergave')
  await page.keyboard.press('Escape')
  const shown = () => page.evaluate(() => ({ ...document.documentElement.dataset }))
  same(await shown(), { theme: 'dark', letters: 'largest' }, 'what is shown')
  same(await tooWide(page), [], 'wider than the phone, with the largest letters')
  await page.reload()
  await person.sees('heading', person.say('client-picture-title'))
  same(await shown(), { theme: 'dark', letters: 'largest' }, 'what is shown the next time')
  same(await page.evaluate(() => localStorage.getItem('weergave')), 'dark largest', 'what is kept')
}

/** The door, one press, and the picture: nothing that is there moves. */
async function comesInStill(browser, address, member) {
  const person = await Person.with(browser, address, member, PHONE)
  await person.context.addInitScript(() => {
    globalThis.shifts = []
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) {
        if (shift.hadRecentInput) continue
        const what = shift.sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 100)).join(' | ')
        globalThis.shifts.push({ value: shift.value, what })
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await person.comeIn()
  await twoFrames(person.page)
  const shifts = await person.page.evaluate(() => globalThis.shifts)
  const sum = shifts.reduce((all, { value }) => all + value, 0)
  ensure(sum < STILL, `things moved by ${sum.toFixed(3)}: ${JSON.stringify(shifts)}`)
  await person.context.close()
}

/** On paper: its head, everyone by name, and nothing to press. */
async function prints(person, opened) {
  const { page } = person
  for (const [name, fragment] of [['ons beeld', '#/beeld'], ['one thing', opened]]) {
    await show(person, fragment)
    await page.emulateMedia({ ...CALM, media: 'print' })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await twoFrames(page)
    const left = await page.evaluate(() => {
      const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().height > 1
      return [...document.querySelectorAll('button, nav, textarea, input, dialog')].filter(shown).map((one) => one.outerHTML.slice(0, 100))
    })
    same(left, [], `still to press on paper: ${name}`)
    const text = await page.evaluate(() => document.body.innerText)
    ensure(text.startsWith(`${person.say('client-name')} – `), `the head of ${name}: ${text.slice(0, 60)}`)
    ensure(!/\bJij\b/.test(text), `${name} calls its reader "jij" on paper`)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await page.emulateMedia(CALM)
  }
}

/** On paper all of a drawing stands in its box, however much of it is on the screen. */
async function printsDrawing(person) {
  const { page } = person
  for (const drawing of ['samenhang', 'volgorde', 'mensen']) {
    await show(person, `#/tekening/${drawing}`)
    await page.locator('[data-thing]').first().waitFor({ state: 'attached' })
    await page.emulateMedia({ ...CALM, media: 'print' })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await twoFrames(page)
    const things = await page.evaluate(() =>
      [...document.querySelectorAll('[data-thing]')].map((thing) => {
        const [sheet, box] = [thing.ownerSVGElement, thing].map((one) => one.getBoundingClientRect())
        const inside = box.left >= sheet.left && box.right <= sheet.right && box.top >= sheet.top && box.bottom <= sheet.bottom
        return { id: thing.dataset.thing, drawn: thing.firstElementChild.childElementCount > 0, inside }
      }),
    )
    ensure(things.length > 1, `nothing of ${drawing} is on paper`)
    same(things.filter((thing) => !thing.drawn || !thing.inside), [], `not on paper of ${drawing}`)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await page.emulateMedia(CALM)
  }
}

/** All of it, with people of its own. */
export async function looks({ browser, address, family, check }) {
  const phone = await Person.with(browser, address, family.member('noor'), PHONE)
  const wall = await Person.with(browser, address, family.member('youssef'), WALL)
  await Promise.all([phone, wall].map((person) => person.comeIn()))
  const opened = await firstThing(phone)
  const fragments = views(opened)
  for (const [what, person] of [['a phone', phone], ['a large screen', wall]]) {
    await check(`no view on ${what} breaks a rule of accessibility, in any theme`, () => everyTheme(person, fragments))
  }
  await check('everything to press is at least 44 by 44 pixels, on phones of every width', () => everyFinger(phone, fragments))
  await check('nothing is wider than the screen at 200 % and 400 %, and the frame leaves room', async () => {
    await everySize(wall, fragments)
    await wall.page.setViewportSize(LAPTOP)
  })
  await check('the picture and one thing of it print clean', () => prints(phone, opened))
  await check('a drawing is on paper with all that is on it', () => printsDrawing(phone))
  await check('nothing moves from the door to the picture', () => comesInStill(browser, address, family.member('marloes')))
  await check('colours and letters are chosen, work at once and are still so the next time', async () => {
    await show(phone, '#/beeld')
    await choosesDisplay(phone)
  })
  await check('nothing went wrong meanwhile', async () => {
    same([phone, wall].flatMap((person) => person.faults), [], 'faults')
  })
  await Promise.all([phone, wall].map((person) => person.context.close()))
}
