// Leaving at once: how soon the page is blank, and what is left of it.
import { inTime, same } from './checks.mjs'

/** So soon nothing of the page may be on the screen any more, on a device four times as slow. */
export const BLANK_MS = 100
const SLOWER = 4

/** Has a device tell how long it took, from when the page hears of the press to the first frame in which it is empty. */
export async function timed(person) {
  const told = []
  await person.context.exposeFunction('isBlank', (ms) => told.push(ms))
  await person.context.addInitScript(() => {
    let pressed = 0
    const press = () => {
      pressed = performance.now()
    }
    for (const kind of ['click', 'keydown']) addEventListener(kind, press, true)
    document.addEventListener('DOMContentLoaded', () => {
      if (document.body === null) return
      new MutationObserver((_, observer) => {
        if (document.body.childElementCount > 0 || pressed === 0) return
        observer.disconnect()
        // A frame callback comes before its paint, a message sent in it after.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => window.isBlank(performance.now() - pressed)
          port2.postMessage(null)
        })
      }).observe(document.body, { childList: true })
    })
  })
  person.blankAfter = () => inTime('it tells when it was blank', (async () => {
    while (told.length === 0) await new Promise((done) => setTimeout(done, 20))
    return told.pop()
  })())
}

/** Leaves by the button or by the keys, on a slow device; answers after how many milliseconds the page was blank. */
export async function leaves(person, by, screen) {
  const { page } = person
  const devtools = await person.context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  if (by === 'button') {
    const exit = page.getByRole('button', { name: person.say('client-leave'), exact: true })
    await exit.last().click()
  } else {
    await page.keyboard.press('Shift')
    await page.keyboard.press('Shift')
    // Who leaves may be gone before the browser answers.
    await page.keyboard.press('Shift').catch(() => undefined)
  }
  await page.waitForURL('about:blank')
  const ms = await person.blankAfter()
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 }).catch(() => undefined)
  await devtools.detach().catch(() => undefined)
  same(await page.evaluate(() => document.body.innerText + document.title), '', `${screen}: what can be read`)
  return ms
}

/** What the browser keeps of us, seen from a file of ours that runs nothing. */
export async function whatStays(person) {
  await person.page.goto(`${person.origin}/manifest.webmanifest`)
  return person.page.evaluate(async () => [
    ...(await indexedDB.databases()).map((one) => one.name),
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await caches.keys()),
    ...(await navigator.serviceWorker.getRegistrations()).map(() => 'worker'),
  ])
}
