// Every view as people meet it: nothing against the rules of accessibility, nothing wider than a narrow phone.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ensure } from './checks.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const NARROW = { width: 320, height: 640 }

/** Runs axe on what is shown now; throws with every violation. */
export async function isAccessible(person, view) {
  const { page } = person
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const problems = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join('\n        ')}`)
  })
  ensure(problems.length === 0, `${view}, ${page.viewportSize().width} wide\n      ${problems.join('\n      ')}`)
}

/** Nothing on a screen of 320 pixels has to be scrolled sideways (WCAG 1.4.10). */
export async function fitsNarrow(person, view) {
  const { page } = person
  const size = page.viewportSize()
  await page.setViewportSize(NARROW)
  const wide = await page.evaluate(async (most) => {
    // Two frames: one in which what depends on the width is chosen anew, one in which it is laid out.
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
    const isSeen = (box) => box.checkVisibility({ visibilityProperty: true }) && box.getBoundingClientRect().width > 1
    return [...document.querySelectorAll('body, body *')]
      .filter((box) => isSeen(box) && box.getBoundingClientRect().right > most + 1)
      .map((box) => `${box.tagName} ${box.className} to ${Math.round(box.getBoundingClientRect().right)}`)
      .concat(document.documentElement.scrollWidth > most ? [`the page ${document.documentElement.scrollWidth}`] : [])
  }, NARROW.width)
  await page.setViewportSize(size)
  ensure(wide.length === 0, `${view} is wider than 320 pixels: ${wide.join(', ')}`)
}
