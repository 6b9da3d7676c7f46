// A page that is left alone is covered: nothing of it can be read, searched or heard any more, and who was there goes on. The
// clock of the browser is put ahead; the program is the one that is shipped, and knows nothing of it.
import { ensure, same } from './checks.mjs'
import { emptyFamily } from './empty.mjs'
import { PHONE, Person, WALL } from './people.mjs'
import { fitsNarrow, isAccessible } from './views.mjs'

const IDLE_MS = 900_000
const SAID = 'Wij lachen veel aan tafel'
const TYPED = 'Dit is nog niet af'

/** Lets so much time go by on a page at once, as on a device that slept; its timers fire. */
const goesBy = (person, ms) => person.page.clock.fastForward(ms)

/** All that can be read of a page, by eye or by a screen reader. */
async function readable(person) {
  const devtools = await person.context.newCDPSession(person.page)
  const { nodes } = await devtools.send('Accessibility.getFullAXTree')
  await devtools.detach()
  const html = await person.page.content()
  return [await person.page.title(), html, ...nodes.map((node) => String(node.name?.value ?? ''))].join('\n')
}

const button = (person, key) => person.page.getByRole('button', { name: person.say(key), exact: true })

export async function leftAlone({ browser, facts, check }) {
  await emptyFamily(facts, async (address) => {
    const marloes = await Person.with(browser, address, { id: 'marloes', name: 'Marloes Leeg', role: 'parent' }, PHONE)
    const youssef = await Person.with(browser, address, { id: 'youssef', name: 'Youssef Haddou', role: 'wijkteam' }, WALL)
    for (const person of [marloes, youssef]) {
      await person.context.clock.install()
      await person.comeIn()
    }

    await check('a page nobody touches for fifteen minutes shows nothing any more, and goes on with one press', async () => {
      await marloes.goTo('mine')
      await button(marloes, 'client-start-hard').click()
      await marloes.page.getByRole('textbox', { name: marloes.asks('problem') }).fill(SAID)
      await marloes.isSaved()
      await goesBy(marloes, IDLE_MS - 60_000)
      ensure((await readable(marloes)).includes(marloes.first), 'covered too early')
      await goesBy(marloes, 120_000)
      await marloes.sees('heading', marloes.say('client-lock-title'))
      const words = await readable(marloes)
      for (const told of [SAID, 'Marloes', 'Noor', 'Leeg', 'Ons beeld']) ensure(!words.includes(told), `"${told}" can be read`)
      same(await marloes.page.title(), marloes.say('client-name'), 'the title')
      await isAccessible(marloes, 'a page that is covered')
      await fitsNarrow(marloes, 'a page that is covered')
      await button(marloes, 'client-lock-go-on').click()
      await marloes.isSaved()
      same(await marloes.page.getByRole('textbox', { name: marloes.asks('problem') }).inputValue(), SAID, 'the draft')
    })

    await check('words that are nowhere else wait behind it, in no place that keeps anything', async () => {
      await youssef.goTo('versions')
      await button(youssef, 'client-freeze').click()
      const dialog = youssef.page.getByRole('dialog', { name: youssef.say('client-freeze-title') })
      await dialog.getByRole('textbox').first().fill(TYPED)
      await goesBy(youssef, IDLE_MS + 1_000)
      await youssef.reads(youssef.say('client-lock-kept'))
      ensure(!(await readable(youssef)).includes(TYPED), 'what was typed can be read')
      const kept = await youssef.page.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases()]))
      ensure(!kept.includes(TYPED), `kept: ${kept}`)
      // Keys are not for what stands behind.
      await youssef.page.keyboard.press('Control+z')
      await button(youssef, 'client-lock-go-on').click()
      same(await dialog.getByRole('textbox').first().inputValue(), TYPED, 'what was typed')
      await youssef.page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      // Until then its words would wait behind the cover.
      await youssef.isSaved()
      await goesBy(youssef, IDLE_MS + 1_000)
      await youssef.sees('heading', youssef.say('client-lock-title'))
    })

    await check('when the session ended meanwhile, who was there comes in anew', async () => {
      await youssef.context.clearCookies()
      await button(youssef, 'client-lock-go-on').click()
      await youssef.sees('heading', youssef.say('client-entry-title'))
      ensure(!(await readable(youssef)).includes('Ons beeld'), 'the picture can be read')
    })
    await Promise.all([marloes, youssef].map((person) => person.context.close()))
  })
}
