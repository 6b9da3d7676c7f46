// What waits for somebody, from who sets it going to who is told: a worker from outside in an emergency, and a youth who would
// rather not have a parent read along.
import { ensure, same } from './checks.mjs'
import { ask, somebody } from './coming-in.mjs'
import { emptyFamily } from './empty.mjs'
import { PHONE, Person, WALL } from './people.mjs'
import { fitsNarrow, isAccessible } from './views.mjs'

const CASE = 'gezin-leeg'
const GUEST = 'Sanne Crisis'
const REASON = 'De politie staat nu bij dit gezin.'
const ANSWER = 'Jij mag dit eerst zelf opschrijven.'
/** What browsers note of what is meant here: rights that end sockets, pages that are left. */
const MEANT = /status of 40[134]|could not be kept|already in CLOSING/

const onTop = ({ page }) => page.locator('dialog[open], main').last()
const press = (person, key, values) => onTop(person).getByRole('button', { name: person.say(key, values) }).first().click()
const writes = (person, key, words) => onTop(person).getByRole('textbox', { name: person.say(key), exact: true }).fill(words)

async function looksAt(person, view) {
  await isAccessible(person, view)
  await fitsNarrow(person, view)
}

/** A worker who works in no case, invited by who keeps the accounts of the office. */
async function fromOutside(browser, address) {
  const office = await somebody(browser, address, 'youssef', 'wijkteam', WALL)
  await ask(office, '/login/demo', { person: 'youssef' })
  await ask(office, '/office/return', {})
  const { account } = await ask(office, '/office/accounts', { name: GUEST, role: 'wijkteam', organisation: 'Crisisdienst' })
  const { link, code } = await ask(office, '/cases/office/invitations', { person: account })
  await office.context.close()
  const guest = await somebody(browser, address, GUEST, 'wijkteam', WALL)
  await guest.page.goto(`${address}/${new URL(link).hash}`)
  await writes(guest, 'client-in-code', code)
  await guest.page.getByRole('radio', { name: guest.say('client-in-own-no') }).check()
  await press(guest, 'client-in-go')
  await guest.sees('heading', guest.say('client-office-title'))
  return guest
}

/** Goes from the notice to what waits. */
async function looks(person, words) {
  await person.reads(words)
  await person.page.getByRole('link', { name: person.say('client-waits-look'), exact: true }).first().click()
}

export async function whatWaits({ browser, facts, check }) {
  const family = async (address) => {
    const person = async (id, name, role, screen) => {
      const one = await Person.with(browser, address, { id, name, role }, screen)
      await one.comeIn()
      return one
    }
    const lead = await person('youssef', 'Youssef Haddou', 'wijkteam', WALL)
    const noor = await person('noor', 'Noor Leeg', 'youth', PHONE)
    const marloes = await person('marloes', 'Marloes Leeg', 'parent', PHONE)
    const guest = await fromOutside(browser, address)

    await check('a worker from outside says why, reads for an hour and writes nothing', async () => {
      await guest.page.getByRole('link', { name: guest.say('client-office-glass'), exact: true }).click()
      await press(guest, 'client-office-glass-do')
      await guest.reads(guest.say('client-office-glass-lacks-number'))
      await writes(guest, 'client-office-glass-number', CASE)
      await writes(guest, 'client-office-glass-reason', REASON)
      await looksAt(guest, 'the question of an emergency')
      await press(guest, 'client-office-glass-do')
      await guest.sees('heading', guest.say('client-picture-title'))
      await guest.reads(/^Noodtoegang tot \d/)
      await guest.show('#/beeld/deel/alles')
      await guest.sees('heading', guest.say('client-part-wishes'))
      for (const key of ['client-add-goal', 'client-add-card', 'client-start-wish']) {
        same(await onTop(guest).getByRole('button', { name: guest.say(key), exact: true }).count(), 0, key)
      }
      await looksAt(guest, 'a case in an emergency')
    })

    await check('who leads hears it at once, and looks at it; the family sees who looked', async () => {
      await looks(lead, lead.say('client-waits-lead'))
      await lead.sees('heading', lead.say('client-lead-glass', { name: GUEST }))
      await looksAt(lead, 'an emergency that waits')
      await press(lead, 'client-lead-glass-review')
      await writes(lead, 'client-lead-glass-remark', 'De politie stond er inderdaad.')
      await isAccessible(lead, 'looking at an emergency')
      await press(lead, 'client-lead-keep')
      await lead.reads(lead.say('client-lead-glass-done'))
      await marloes.show('#/gekeken')
      const line = marloes.page.getByRole('listitem').filter({ hasText: GUEST })
      await line.getByText(marloes.say('client-readers-emergency'), { exact: true }).waitFor()
      same(await marloes.page.getByText(REASON).count(), 0, 'the reason, to the family')
    })

    await check('who leads ends an emergency, and who was let in reads no more', async () => {
      await press(lead, 'client-lead-glass-stop')
      await looksAt(lead, 'ending an emergency')
      await onTop(lead).getByRole('button', { name: lead.say('client-lead-glass-stop'), exact: true }).last().click()
      await lead.reads(lead.say('client-lead-glass-stop-done', { name: GUEST }))
      await guest.sees('heading', guest.say('client-entry-title'))
    })

    await check('a youth asks that a parent does not read along', async () => {
      await noor.show('#/meelezen')
      await press(noor, 'client-object-button')
      await onTop(noor).getByRole('checkbox', { name: 'Ons beeld' }).check()
      await writes(noor, 'client-object-why', 'Dan durf ik meer te zeggen.')
      await looksAt(noor, 'asking that somebody does not read along')
      await press(noor, 'client-object-send')
      await noor.reads(noor.say('client-object-sent'))
      await noor.goTo('picture')
    })

    await check('who leads answers it, the youth hears that there is an answer, and the parent not why', async () => {
      await lead.goTo('picture')
      await looks(lead, lead.say('client-waits-lead'))
      await press(lead, 'client-lead-object-answer')
      await onTop(lead).getByRole('radio', { name: lead.say('client-lead-object-yes', { name: 'Marloes' }) }).check()
      await writes(lead, 'client-lead-object-reason', ANSWER)
      await isAccessible(lead, 'answering a youth')
      await press(lead, 'client-lead-keep')
      await lead.reads(lead.say('client-lead-object-answered', { by: 'Noor' }))
      await looks(noor, noor.say('client-waits-answered'))
      await noor.reads(noor.say('client-object-because', { reason: ANSWER }))
      await looksAt(noor, 'an answer to a youth')
      // Where she doesn't read nothing says that nothing was talked about.
      await marloes.show('#/beeld')
      await marloes.reads(marloes.say('client-reads-nowhere'))
      await marloes.reads(marloes.say('client-waits-not_read', { labels: 'Ons beeld' }))
      same(await marloes.page.getByText('Nog niet besproken').count(), 0, 'how often it says that nothing was talked about')
      await looksAt(marloes, 'a picture of which somebody reads nothing')
      await marloes.page.getByRole('link', { name: marloes.say('client-waits-along'), exact: true }).click()
      await marloes.reads(marloes.say('client-along-not-you'))
      await looksAt(marloes, 'why somebody does not read along')
      const bytes = Buffer.concat(await marloes.everything())
      for (const words of [ANSWER, 'durf ik meer']) ensure(!bytes.includes(words), `${words} reached her`)
    })

    await check('what waits: no error in the console, nothing against the security policy', async () => {
      const faults = [lead, noor, marloes, guest].flatMap((one) => one.faults.map((fault) => `${one.id}: ${fault}`))
      same(faults.filter((fault) => !MEANT.test(fault)), [], 'faults')
    })
    await Promise.all([lead, noor, marloes, guest].map((one) => one.context.close()))
  }
  await emptyFamily(facts, family, { thirteen: true })
}
