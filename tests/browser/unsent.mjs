// Words that wait on a device that is remembered: they outlive a page that is killed, arrive once, and go with who leaves. Where the
// device is not remembered nothing is kept.
import { ensure, inTime, same } from './checks.mjs'
import { ask, enters, follows, invite, kept, somebody } from './coming-in.mjs'
import { emptyFamily } from './empty.mjs'
import { twoFrames, WALL } from './people.mjs'

const EDITS = 50
/** After the network came back everyone returns at a moment of their own; the longest pause is 15 s. */
const RETURN = 25_000
const piece = (at) => `w${String(at).padStart(2, '0')}q. `
const button = (person, key) => person.page.getByRole('button', { name: person.say(key), exact: true })
const field = (person) => person.page.getByRole('main').getByRole('textbox').first()

/** Everything that lies in the databases of this browser, as text. */
const lies = ({ page }) =>
  page.evaluate(async () => {
    const asked = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }))
    const text = (value) => {
      if (value instanceof ArrayBuffer) return text(new Uint8Array(value))
      if (value instanceof Uint8Array) return `${Array.from(value, (byte) => String.fromCharCode(byte)).join('')} ${new TextDecoder('utf-16le').decode(value)}`
      if (value instanceof CryptoKey) return `key ${value.extractable}`
      if (typeof value === 'object' && value !== null) return Object.entries(value).flat().map(text).join(' ')
      return String(value)
    }
    const found = {}
    for (const { name } of await indexedDB.databases()) {
      const base = await asked(indexedDB.open(name))
      for (const store of base.objectStoreNames) {
        const at = base.transaction(store).objectStore(store)
        const [keys, values] = [await asked(at.getAllKeys()), await asked(at.getAll())]
        found[store] = keys.map((key, index) => `${key}: ${text(values[index])}`)
      }
      base.close()
    }
    return found
  })

/** What the server keeps of what this person may read. */
const pictureOf = async (person) => JSON.stringify(await ask(person, '/cases/gezin-leeg/picture', undefined, 'get'))

async function writes(person) {
  await person.goTo('mine')
  await button(person, 'client-start-story').click()
  await field(person).waitFor()
}

/** The page is gone from one moment to the next, as when a phone needs room or has no power. */
async function killed(person) {
  const devtools = await person.context.newCDPSession(person.page)
  const gone = new Promise((done) => person.page.once('crash', done))
  void devtools.send('Page.crash').catch(() => undefined)
  await inTime('the page is gone', gone)
  await person.anew()
}

export async function wordsThatWait({ browser, facts, check }) {
  await emptyFamily(facts, async (address) => {
    const lead = await somebody(browser, address, 'youssef', 'wijkteam', WALL)
    await ask(lead, '/login/demo', { person: 'youssef' })
    const marloes = await somebody(browser, address, 'marloes', 'parent')
    // A worker that goes down with a page we crash comes back waiting for what drives this browser, and with it whatever is opened next.
    await marloes.context.addInitScript(() => {
      if (navigator.serviceWorker) navigator.serviceWorker.register = () => new Promise(() => undefined)
    })
    const comesIn = async (own) => {
      const invitation = await invite(lead, 'marloes')
      await follows(marloes, invitation)
      await enters(marloes, invitation.code, own)
      await marloes.isSaved()
    }
    const goesOffline = (off) => {
      marloes.serverIsAway = off
      return marloes.context.setOffline(off)
    }

    await check('fifty edits without a connection outlive a page that is killed, and arrive once', async () => {
      await comesIn('yes')
      await writes(marloes)
      await goesOffline(true)
      for (let at = 1; at <= EDITS; at += 1) await field(marloes).pressSequentially(piece(at))
      await marloes.bar('client-kept-here').waitFor()
      const there = await lies(marloes)
      ensure(there.wacht.length > 0, 'nothing lies on the device')
      const all = JSON.stringify(there)
      for (const told of ['w01q', 'w50q', 'marloes', 'Marloes', 'gezin-leeg', 'voice', 'self']) ensure(!all.includes(told), `"${told}" can be read on the device`)
      await killed(marloes)
      await goesOffline(false)
      await marloes.page.goto(`${address}/#/van-mij`)
      await marloes.isSaved(RETURN)
      const answer = await pictureOf(marloes)
      for (let at = 1; at <= EDITS; at += 1) same(answer.split(piece(at).trim()).length - 1, 1, `how often ${piece(at)} is stored`)
      ensure(answer.includes(Array.from({ length: EDITS }, (_, at) => piece(at + 1)).join('').trim()), 'the words are not in order')
      await twoFrames(marloes.page)
      await inTime('what was stored lies nowhere', emptied(marloes))
    })

    await check('who else comes in on the device hears nothing of it, and what waits is sent when its owner is back', async () => {
      await writes(marloes)
      await goesOffline(true)
      await field(marloes).pressSequentially('Dit wacht op mij')
      await marloes.bar('client-kept-here').waitFor()
      await killed(marloes)
      await goesOffline(false)
      const { wacht } = await lies(await at(marloes, address))
      await ask(marloes, '/login/demo', { person: 'youssef' })
      await marloes.page.goto('about:blank')
      await marloes.page.goto(`${address}/#/beeld`)
      await marloes.sees('heading', marloes.say('client-picture-title'))
      await marloes.isSaved()
      same((await lies(marloes)).wacht, wacht, 'what lies on the device')
      ensure(!(await pictureOf(lead)).includes('Dit wacht op mij'), 'it was sent as somebody else’s')
      await marloes.context.clearCookies()
      await marloes.page.goto('about:blank')
      await marloes.page.goto(`${address}/#/van-mij`)
      await marloes.isSaved(RETURN)
      same((await pictureOf(marloes)).split('Dit wacht op mij').length - 1, 1, 'how often it is stored')
    })

    await check('who leaves at once leaves nothing that waits', async () => {
      await writes(marloes)
      await goesOffline(true)
      await field(marloes).pressSequentially('Niet voor anderen')
      await marloes.bar('client-kept-here').waitFor()
      await button(marloes, 'client-leave').first().click()
      await marloes.page.waitForURL('about:blank')
      await goesOffline(false)
      const there = await lies(await at(marloes, address))
      same([there.wacht, there.sleutel.length], [[], 2], 'what lies on the device: its own key, and what marks are made with')
    })

    await check('where the device is not remembered nothing is kept, and the page says so', async () => {
      await comesIn('no')
      await writes(marloes)
      await goesOffline(true)
      await field(marloes).pressSequentially('Alleen in deze pagina')
      await marloes.bar('client-sync-local').waitFor()
      same(await kept(marloes), [], 'what is kept')
      await goesOffline(false)
      await marloes.isSaved(RETURN)
    })
    for (const person of [lead, marloes]) await person.context.close()
  })
}

/** The same browser at our address, with nobody's page open. */
async function at(person, address) {
  await person.page.goto(`${address}/api/v1/openapi.json`)
  return person
}

async function emptied(person) {
  while ((await lies(person)).wacht.length > 0) await twoFrames(person.page)
}
