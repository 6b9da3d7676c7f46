// A long list comes bit by bit. What is pressed meanwhile must be what was aimed at.
import { ensure, same } from './checks.mjs'
import { PHONE, Person } from './people.mjs'

/** Opens a part with more rows than come at once, and looks at every change of the page. */
async function opensPart(person, whenFirstShown) {
  await person.show('#/tekening')
  await person.sees('heading', person.say('client-drawings-title'))
  return person.page.evaluate(whenFirstShown, person.say('client-add-card'))
}

/** How many rows there are when the button under them comes, and in the end. */
const rowsWhenButtonComes = (words) =>
  new Promise((done) => {
    const rows = () => document.querySelectorAll('main section ul.sheet > li').length
    const button = () => [...document.querySelectorAll('main section button')].find((one) => one.textContent.trim() === words)
    const looking = new MutationObserver(() => {
      if (!button()) return
      looking.disconnect()
      const then = rows()
      // Longer than a list of this length takes.
      let frames = 60
      const look = () => ((frames -= 1) > 0 ? requestAnimationFrame(look) : done([then, rows()]))
      look()
    })
    looking.observe(document.body, { childList: true, subtree: true })
    location.hash = '#/beeld/deel/hard'
  })

/** How many rows there are when a finger comes down as soon as there are any, while it stays, and after it is lifted. */
const rowsUnderAFinger = () =>
  new Promise((done) => {
    const rows = () => document.querySelectorAll('main section ul.sheet > li').length
    const touch = (type) => document.querySelector('main').dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0 }))
    const frames = (count, then) => requestAnimationFrame(() => (count > 0 ? frames(count - 1, then) : then()))
    const looking = new MutationObserver(() => {
      if (rows() === 0) return
      looking.disconnect()
      touch('pointerdown')
      const down = rows()
      frames(60, () => {
        const held = rows()
        touch('pointerup')
        frames(60, () => done([down, held, rows()]))
      })
    })
    looking.observe(document.body, { childList: true, subtree: true })
    location.hash = '#/beeld/deel/hard'
  })

/** A list that grows while somebody presses. */
export async function growing({ browser, address, family, check }) {
  const noor = await Person.with(browser, address, family.member('noor'), PHONE)
  await noor.comeIn()
  await check('what stands under a long list comes when it no longer moves', async () => {
    const [then, whole] = await opensPart(noor, rowsWhenButtonComes)
    ensure(whole > 10, `only ${whole} rows`)
    same(then, whole, 'rows when the button came')
  })
  await check('nothing moves under a finger that is down', async () => {
    const [down, held, whole] = await opensPart(noor, rowsUnderAFinger)
    same(held, down, 'rows after a while')
    ensure(whole > down, `${down} rows when it came down, and ${whole} in the end`)
  })
  same(noor.faults, [], 'faults')
  await noor.context.close()
}
