// Every view as people meet it: nothing against the rules of accessibility, nothing wider than a narrow phone.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ensure, same } from './checks.mjs'
import { twoFrames } from './people.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const NARROW = { width: 320, height: 640 }

/** Runs axe on what is shown now, all of it or some rules; throws with every violation. */
export async function isAccessible(person, view, rules = undefined) {
  const { page } = person
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const problems = await page.evaluate(async (only) => {
    const some = only ? { runOnly: { type: 'rule', values: only } } : {}
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'], ...some })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join('\n        ')}`)
  }, rules)
  ensure(problems.length === 0, `${view}, ${page.viewportSize().width} wide\n      ${problems.join('\n      ')}`)
}

/** Nothing on a screen of 320 pixels has to be scrolled sideways (WCAG 1.4.10). */
export async function fitsNarrow(person, view) {
  const { page } = person
  const size = page.viewportSize()
  await page.setViewportSize(NARROW)
  await twoFrames(page)
  const measure = () =>
    page.evaluate((most) => {
      const isSeen = (box) => box.checkVisibility({ visibilityProperty: true }) && box.getBoundingClientRect().width > 1
      return [...document.querySelectorAll('main *, header *, body *')]
        .filter((box) => isSeen(box) && box.getBoundingClientRect().right > most + 1 && box.closest('.stage') === null)
        .slice(0, 8)
        .map((box) => `${box.tagName} ${box.getAttribute('class') ?? ''} to ${Math.round(box.getBoundingClientRect().right)}`)
        .concat(document.documentElement.scrollWidth > most ? [`the page ${document.documentElement.scrollWidth}`] : [])
    }, NARROW.width)
  // What chooses its form by the width of the screen may need a few frames on a busy machine.
  let wide = await measure()
  for (let frames = 0; wide.length > 0 && frames < 60; frames += 2) {
    await twoFrames(page)
    wide = await measure()
  }
  await page.setViewportSize(size)
  ensure(wide.length === 0, `${view} is wider than 320 pixels: ${wide.join(', ')}`)
}

/** Closes what is opened of the picture, both ways: who closes it goes on at the link they opened it by. */
export async function closesToItsLink(person, words) {
  const { page } = person
  const opened = page.getByRole('complementary', { name: person.say('client-opened') })
  const ways = {
    Escape: () => page.keyboard.press('Escape'),
    'the button back': () => opened.getByRole('button', { name: person.say('client-back'), exact: true }).click(),
  }
  for (const [name, close] of Object.entries(ways)) {
    await person.readAll()
    // The last of them: a thing may stand in more than one part.
    const link = await page.getByRole('main').getByRole('link', { name: words, exact: true }).last().elementHandle()
    await link.click()
    await opened.waitFor()
    await close()
    await opened.waitFor({ state: 'detached' })
    await twoFrames(page)
    const at = await link.evaluate((wanted) => (document.activeElement === wanted ? 'its link' : document.activeElement.outerHTML))
    same(at.slice(0, 200), 'its link', `the focus of ${person.id} after ${name}`)
  }
}
