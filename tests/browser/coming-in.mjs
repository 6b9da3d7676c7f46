// Coming in by a personal link and its code, being remembered, and being forgotten: in a family in which nobody said anything yet.
import { ensure, inTime, same } from './checks.mjs'
import { emptyFamily } from './empty.mjs'
import { PHONE, Person, twoFrames, WALL } from './people.mjs'
import { fitsNarrow, isAccessible } from './views.mjs'

/** From the picture of a link to a first sentence, with reading and typing left out. */
const FIRST_SENTENCE_MS = 20_000
const SENTENCE = 'Wij eten elke avond samen'
/** What a page keeps: names of databases, and everything else a browser keeps for it. */
export const kept = ({ page }) =>
  page.evaluate(async () => [
    ...(await indexedDB.databases()).map((one) => one.name),
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await caches.keys().catch(() => [])),
  ])
/** A refusal that was meant is told by browsers as a fault, and of a page that was left not every body can be kept. */
const faults = ({ faults }) => faults.filter((one) => !/status of 40[134] |could not be kept/.test(one))
const button = (person, key) => person.page.getByRole('button', { name: person.say(key), exact: true })
const code = (person) => person.page.getByRole('textbox', { name: person.say('client-in-code') })
const choice = (person, own) => person.page.getByRole('radio', { name: person.say(`client-in-own-${own}`) })

/** Somebody at a device of their own, where nothing is open. */
export async function somebody(browser, address, id, role, screen = PHONE) {
  const person = await Person.with(browser, address, { id, name: id, role }, screen)
  // Before anyone came in nobody is called "je".
  person.form = 'u'
  return person
}

/** Asks the server something in the name of who came in in this browser. */
export async function ask(person, path, data, method = 'post') {
  const answer = await person.context.request[method](`${person.origin}/api/v1${path}`, { data, headers: { origin: person.origin } })
  ensure(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
  const text = await answer.text()
  return text === '' ? null : JSON.parse(text)
}

/** An invitation, made by who leads the case. */
export async function invite(lead, person) {
  const { link, code } = await ask(lead, '/cases/gezin-leeg/invitations', { person })
  return { fragment: new URL(link).hash, code }
}

export async function follows(person, { fragment }) {
  await person.page.goto('about:blank')
  await person.page.goto(`${person.origin}/${fragment}`)
  await person.sees('heading', person.say('client-in-title'))
  same(new URL(person.page.url()).hash, '', 'what the address bar shows of the link')
}

export async function enters(person, signs, own) {
  await code(person).fill(signs)
  if (own !== undefined) await choice(person, own).check()
  await button(person, 'client-in-go').click()
}

/** Waits until the server has these words: the bar says so too, but said it before they were typed. */
async function isStored(person, words) {
  const asks = async () => {
    const answer = JSON.stringify(await ask(person, '/cases/gezin-leeg/picture', undefined, 'get'))
    return answer.includes(words) ? undefined : twoFrames(person.page).then(asks)
  }
  await inTime(`the server has "${words}"`, asks())
}

export async function comingIn({ browser, facts, check }) {
  await emptyFamily(facts, async (address) => {
    const lead = await somebody(browser, address, 'youssef', 'wijkteam', WALL)
    await ask(lead, '/login/demo', { person: 'youssef' })
    const marloes = await somebody(browser, address, 'marloes', 'parent')
    const invitation = await invite(lead, 'marloes')
    const wrong = invitation.code.replace(/./, (sign) => (sign === '7' ? '8' : '7'))

    await check('the door of a link names nobody, keeps nothing, and is for everyone', async () => {
      await follows(marloes, invitation)
      const words = await marloes.page.locator('body').innerText()
      ensure(!/leeg|noor|marloes|youssef/i.test(words), `the door says ${words}`)
      same(await kept(marloes), [], 'what the door keeps')
      await isAccessible(marloes, 'the door of a link')
      await fitsNarrow(marloes, 'the door of a link')
    })

    await check('a wrong code says how many tries are left; the right one leads to a first sentence at once', async () => {
      await enters(marloes, wrong, 'yes')
      await marloes.reads(marloes.say('client-in-code-left', { left: 4 }))
      const began = Date.now()
      await enters(marloes, ` ${invitation.code.toLowerCase().replace('-', '')} `, 'yes')
      await marloes.sees('heading', marloes.say('client-write-factor'))
      const field = marloes.page.getByRole('main').getByRole('textbox').first()
      await field.fill(SENTENCE)
      await isStored(marloes, SENTENCE)
      await marloes.isSaved()
      ensure(Date.now() - began < FIRST_SENTENCE_MS, `the first sentence took ${Date.now() - began} ms`)
      // Besides our own public files, once they are there (offline.mjs).
      same((await kept(marloes)).filter((one) => !one.startsWith('schil-')), ['toestel'], 'what a device that is remembered keeps')
      same(faults(marloes), [], 'faults')
    })

    await check('a device that is remembered comes in without a link', async () => {
      await marloes.context.clearCookies()
      await marloes.page.goto('about:blank')
      await marloes.page.goto(`${address}/#/van-mij`)
      await marloes.sees('heading', marloes.say('client-mine-title'))
      await marloes.reads(SENTENCE)
    })

    await check('who leaves at once is not brought in again without a tap', async () => {
      await button(marloes, 'client-leave').first().click()
      await marloes.page.waitForURL('about:blank')
      await marloes.page.goto(address)
      // The door of the demo; that of a family shows nobody.
      await marloes.sees('heading', marloes.say('client-entry-title'))
    })

    await check('a device is removed by its owner, told what happens, and is forgotten on it', async () => {
      const again = await invite(lead, 'marloes')
      await follows(marloes, again)
      await enters(marloes, again.code, 'yes')
      await marloes.isSaved()
      await marloes.show('#/toestellen')
      await marloes.sees('heading', marloes.say('client-nav-devices'))
      await marloes.page.getByRole('main').getByRole('listitem').nth(1).waitFor()
      await isAccessible(marloes, 'the devices')
      await fitsNarrow(marloes, 'the devices')
      const here = marloes.page.getByRole('listitem').filter({ hasText: marloes.say('client-devices-this') })
      await here.getByRole('button').click()
      const dialog = marloes.page.getByRole('dialog', { name: marloes.say('client-devices-forget') })
      await dialog.getByText(marloes.say('client-devices-forget-then')).waitFor()
      await dialog.getByRole('button', { name: marloes.say('client-devices-forget-yes'), exact: true }).click()
      // Its session ends with it.
      await marloes.sees('heading', marloes.say('client-entry-title'))
      same(await kept(marloes), [], 'what a device that was forgotten keeps')
    })

    await check('a device that was removed elsewhere says so once, and forgets its key', async () => {
      const again = await invite(lead, 'marloes')
      await follows(marloes, again)
      await enters(marloes, again.code, 'yes')
      await marloes.isSaved()
      const { id } = (await ask(marloes, '/devices', undefined, 'get')).find((one) => one.this)
      await ask(marloes, `/devices/${id}`, undefined, 'delete')
      await marloes.page.goto('about:blank')
      await marloes.page.goto(address)
      await marloes.reads(marloes.say('client-entry-device-gone'))
      same(await kept(marloes), [], 'what it keeps')
    })

    await check('where somebody looks along nothing stays, and a link that is used up says what to do', async () => {
      const again = await invite(lead, 'marloes')
      await follows(marloes, again)
      await enters(marloes, again.code, 'no')
      await marloes.isSaved()
      same(await kept(marloes), [], 'what stays')
      await follows(marloes, again)
      await enters(marloes, again.code, 'no')
      await marloes.sees('heading', marloes.say('client-in-closed'))
      await twoFrames(marloes.page)
      await isAccessible(marloes, 'a link that is used up')
      same(faults(marloes), [], 'faults')
    })

    for (const person of [lead, marloes]) await person.context.close()
  })
}
