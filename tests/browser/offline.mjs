// Without a connection: what opens on a device that is remembered, that nothing is kept on any other, and that leaving at once
// works on every screen.
import { ensure, inTime, same } from './checks.mjs'
import { ask, somebody } from './coming-in.mjs'
import { emptyFamily } from './empty.mjs'
import { Gateway } from './gateway.mjs'
import { BLANK_MS, leaves, timed, whatStays } from './leaving.mjs'
import { PHONE, WALL } from './people.mjs'
import { fitsNarrow, isAccessible } from './views.mjs'

const HIDDEN_MS = 300_000
/** Tests share a machine: the fastest of so many tells what the page itself takes. */
const TRIES = 6
const LINES = ['tel:112', 'tel:08000113', 'tel:08000432', 'tel:08002000']
const button = (person, key) => person.page.getByRole('button', { name: person.say(key), exact: true })

/** Opens the page as from the start. */
async function opens(person, fragment = '') {
  await person.page.goto('about:blank')
  await person.page.goto(`${person.origin}/${fragment}`)
}

/** Comes in by a link that the lead made. */
async function follows(lead, person) {
  const { link, code } = await ask(lead, '/cases/gezin-leeg/invitations', { person: person.id })
  await opens(person, new URL(link).hash)
  await person.page.getByRole('textbox', { name: person.say('client-in-code') }).fill(code)
}

async function comesIn(lead, person, own) {
  await follows(lead, person)
  await person.page.getByRole('radio', { name: person.say(`client-in-own-${own}`) }).check()
  await button(person, 'client-in-go').click()
  await person.isSaved()
}

/** Waits until something can be read from a page; answers what. */
const until = (what, read) => {
  const look = () => read().then((found) => found || new Promise((done) => setTimeout(done, 50)).then(look))
  return inTime(what, look())
}

/** Waits until the worker of this build, which is another than `was`, has all it needs, and the caches of others are gone. */
const isReady = ({ page }, was = '') =>
  until('the worker has a build', () =>
    page.evaluate(async (old) => {
      const [name, ...more] = await caches.keys()
      const { active } = (await navigator.serviceWorker.getRegistration()) ?? {}
      return active?.state === 'activated' && more.length === 0 && name !== old && name
    }, was),
  )

/** Runs while nobody is reached. */
async function away(gateway, run) {
  gateway.away = true
  await run().finally(() => {
    gateway.away = false
  })
}

/** Help at once, whatever there is of a connection. */
async function helps(person) {
  await button(person, 'client-help-now').click()
  const dialog = person.page.getByRole('dialog', { name: person.say('client-help-now') })
  same(await dialog.getByRole('link').evaluateAll((links) => links.map((one) => one.getAttribute('href'))), LINES, 'whom one can call')
  await person.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
}

export async function withoutConnection({ browser, facts, check }) {
  await emptyFamily(facts, async (direct) => {
    const gateway = await Gateway.before(direct)
    const at = (id, role, screen) => somebody(browser, gateway.address, id, role, screen)
    const lead = await at('youssef', 'wijkteam', WALL)
    await ask(lead, '/login/demo', { person: 'youssef' })
    const marloes = await at('marloes', 'parent')
    await timed(marloes)

    await check('where a device is not remembered nothing is registered, kept or offered', async () => {
      await comesIn(lead, marloes, 'no')
      // What would register comes after the lock is there.
      await marloes.page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/assets/kept-') || name.includes('/assets/leave-nothing-')))
      same(await marloes.page.locator('link[rel=manifest]').count(), 0, 'manifests')
      same(await whatStays(marloes), [], 'what stays')
    })

    await check('a device that is remembered keeps our own public files, and no other', async () => {
      await comesIn(lead, marloes, 'yes')
      await isReady(marloes)
      const kept = await marloes.page.evaluate(async () => {
        const [name] = await caches.keys()
        return (await (await caches.open(name)).keys()).map((one) => one.url.slice(location.origin.length))
      })
      ensure(kept.length > 100, `only ${kept.length} files: ${kept}`)
      same(kept.filter((path) => !/^\/(assets\/[\w.-]+|icon[\w-]*\.(svg|png)|manifest\.webmanifest)?$/.test(path)), [], 'other files')
      same(await marloes.page.locator('link[rel=manifest]').count(), 1, 'manifests')
    })

    await check('it opens without a connection: says so, helps at once, and goes on by itself', async () => {
      await away(gateway, async () => {
        await opens(marloes)
        await marloes.sees('heading', marloes.say('client-away-title'))
        same(await marloes.page.title(), marloes.say('client-name'), 'the title')
        await isAccessible(marloes, 'the door without a connection')
        await fitsNarrow(marloes, 'the door without a connection')
        await helps(marloes)
        await button(marloes, 'client-try-again').click()
        await marloes.reads(marloes.say('client-away-still'))
      })
      await marloes.sees('heading', marloes.say('client-picture-title'))
      await marloes.isSaved()
    })

    await check('a new build is kept in place of the old one; a page that is open goes on with its own', async () => {
      const old = await isReady(marloes)
      gateway.renewed = 'Versions'
      await marloes.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update())
      await until('the new build is kept', () => marloes.page.evaluate(async () => (await caches.keys()).length === 2))
      await marloes.goTo('versions')
      await opens(marloes)
      await marloes.isSaved()
      await isReady(marloes, old)
      same(await marloes.page.locator('meta[name=build]').count(), 1, 'pages of the new build')
      await away(gateway, async () => {
        await opens(marloes)
        await marloes.sees('heading', marloes.say('client-away-title'))
        same(await marloes.page.locator('meta[name=build]').count(), 1, 'pages of the new build, without a connection')
      })
      gateway.renewed = null
      await marloes.isSaved()
    })

    await check('a device that is forgotten opens without a connection no more, also when that was begun only just now', async () => {
      const other = await at('marloes', 'parent')
      await comesIn(lead, other, 'yes')
      await opens(other, '#/toestellen')
      await other.page.getByRole('listitem').filter({ hasText: other.say('client-devices-this') }).getByRole('button').click()
      await other.page.getByRole('dialog').getByRole('button', { name: other.say('client-devices-forget-yes'), exact: true }).click()
      await other.sees('heading', other.say('client-entry-title'))
      await until('nothing stays', async () => (await whatStays(other)).length === 0)
      await other.context.close()
    })

    await check('who leaves without a connection is gone: here at once, for the server as soon as it can be told', async () => {
      await away(gateway, () => leaves(marloes, 'keys', 'without a connection'))
      // The key its owner had kept, which asks for a tap, and that the server has to be told.
      same(await whatStays(marloes), ['toestel', 'weg'], 'what stays')
      await opens(marloes)
      await marloes.sees('heading', marloes.say('client-entry-title'))
      same(await whatStays(marloes), ['toestel'], 'what stays when the server knows')
      same((await marloes.context.request.get(`${gateway.address}/api/v1/me`)).status(), 401, 'who is in')
    })
    await marloes.context.close()

    await check('a page that is covered, and help at once, need no connection', async () => {
      const covered = await at('marloes', 'parent')
      await covered.context.clock.install()
      await comesIn(lead, covered, 'yes')
      await isReady(covered)
      await away(gateway, async () => {
        await covered.page.evaluate(() => {
          Object.defineProperty(document, 'hidden', { get: () => true, configurable: true })
          document.dispatchEvent(new Event('visibilitychange'))
        })
        await covered.page.clock.fastForward(HIDDEN_MS + 1_000)
        await covered.sees('heading', covered.say('client-lock-title'))
        await helps(covered)
        await button(covered, 'client-lock-go-on').click()
        await covered.reads(covered.say('client-lock-offline'))
      })
      await covered.context.close()
    })

    await leavesEverywhere({ gateway, lead, at, check })
    await lead.context.close()
    gateway.close()
  })
}

/** Every kind of screen, and how one gets there. */
function screens(gateway, lead, demo) {
  const inside = async (person) => {
    await demo(person, 'marloes')
    await opens(person)
    await person.isSaved()
  }
  return {
    'the picture': inside,
    'the picture, without a connection': async (person) => {
      await inside(person)
      gateway.away = true
    },
    'a dialog that is open': async (person) => {
      await inside(person)
      await button(person, 'client-help-now').click()
      await person.page.getByRole('dialog').waitFor()
    },
    'a draft of one’s own': async (person) => {
      await inside(person)
      await person.goTo('mine')
    },
    'a page that could not be fetched': async (person) => {
      gateway.broken = /\/assets\/Versions-/
      await inside(person)
      await person.show('#/versies')
      await person.reads(person.say('client-page-failed'))
    },
    'the door of the demo': async (person) => {
      await opens(person)
      await person.sees('heading', person.say('client-entry-title'))
    },
    'the door of a link': async (person) => follows(lead, person),
    'a code that is being looked at': async (person) => {
      gateway.held = /\/api\/v1\/enter/
      await follows(lead, person)
      await person.page.getByRole('radio', { name: person.say('client-in-own-no') }).check()
      await button(person, 'client-in-go').click()
    },
    'a page on its way': async (person) => {
      gateway.held = /\/api\/v1\/arrival/
      await opens(person)
      await person.reads(person.say('client-loading'))
    },
    'the door without a connection': async (person) => {
      gateway.broken = /\/api\/v1\/(arrival|demo)/
      await opens(person)
      await person.sees('heading', person.say('client-away-title'))
    },
    'the office': async (person) => {
      await demo(person, 'youssef')
      await ask(person, '/office/return', {})
      await opens(person)
      await person.sees('heading', person.say('client-office-title'))
    },
    'a page that is covered': async (person) => {
      await inside(person)
      await person.page.clock.fastForward(900_001)
      await person.sees('heading', person.say('client-lock-title'))
    },
  }
}

/** Whoever presses Back finds a page that was blank before, or a door. */
async function goesBack(person, screen) {
  await person.page.goBack()
  if (person.page.url() === 'about:blank') return
  await person.sees('heading', person.say('client-entry-title'))
  for (const key of ['client-picture-title', 'client-mine-title', 'client-office-title'])
    same(await person.page.getByText(person.say(key), { exact: true }).count(), 0, `${screen}, after Back`)
}

async function leavesEverywhere({ gateway, lead, at, check }) {
  const demo = (person, id) => ask(person, '/login/demo', { person: id })
  for (const [screen, goes] of Object.entries(screens(gateway, lead, demo))) {
    await check(`leaving at once, by button and by keys: ${screen}`, async () => {
      const person = await at('marloes', 'parent', PHONE)
      if (screen === 'a page that is covered') await person.context.clock.install()
      await timed(person)
      for (const by of ['button', 'keys']) {
        let ms = Infinity
        for (let tried = 0; tried < TRIES && ms >= BLANK_MS; tried += 1) {
          try {
            await goes(person)
            ms = Math.min(ms, await leaves(person, by, screen))
          } finally {
            Object.assign(gateway, { held: null, broken: null, away: false })
          }
          await goesBack(person, screen)
          await opens(person)
          await person.sees('heading', person.say('client-entry-title'))
          same(await whatStays(person), [], `${screen}: what stays`)
        }
        ensure(ms < BLANK_MS, `${screen}, by ${by}: blank after ${Math.round(ms)} ms`)
      }
      await person.context.close()
    })
  }

  await check('leaving in one tab leaves in the others too', async () => {
    const person = await at('marloes', 'parent', PHONE)
    await timed(person)
    await demo(person, 'marloes')
    await opens(person)
    await person.isSaved()
    const other = await person.beside()
    await leaves(person, 'button', 'one tab')
    await other.page.waitForURL('about:blank')
    await person.context.close()
  })
}
