// Two parents from different homes begin in an empty room: what one shares first waits for the other, and what is better not
// shared is asked about before it goes.
import { ensure, same } from './checks.mjs'
import { PHONE, Person, WALL } from './people.mjs'
import { served } from './served.mjs'
import { fitsNarrow, isAccessible } from './views.mjs'

const MEMBERS = ['noor', 'marloes', 'jeroen', 'youssef']
const parent = (id, name) => ({ id, name, born: '1985-06-02', role: 'parent', gezag: true, lives: [`huis-${id}`], member: true })
const FAMILY = {
  case: { id: 'gezin-begin', title: 'Gezin Begin', phase: 'home', legal_frame: 'voluntary', regisseur: 'youssef', opened_on: '2026-09-07' },
  persons: [
    { id: 'noor', name: 'Noor Begin', born: '2011-03-14', role: 'youth', lives: ['huis-marloes', 'huis-jeroen'], member: true, index: true },
    parent('marloes', 'Marloes Begin'),
    parent('jeroen', 'Jeroen Begin'),
    { id: 'youssef', name: 'Youssef Haddou', role: 'wijkteam', member: true },
  ],
  rooms: [{ id: 'core', kind: 'core', label: 'Ons beeld', members: MEMBERS }],
  consents: [{ about: 'noor', rooms: ['core'], readers: ['marloes', 'jeroen', 'youssef'], by: ['noor', 'marloes', 'jeroen'], given_on: '2026-09-14' }],
}
const HERS = 'Weinig slaap in beide huizen'
const NUMBER = '06-12345678'
const HIS = 'Wij maken samen ruzie'

const button = (person, key) => person.page.getByRole('button', { name: person.say(key), exact: true })
const dialog = (person, key) => person.page.getByRole('dialog', { name: person.say(key) })

/** Writes something hard, and opens the question who reads it. */
async function writes(person, words) {
  await person.goTo('mine')
  await button(person, 'client-start-hard').click()
  await person.page.getByRole('textbox', { name: person.asks('problem') }).fill(words)
  const about = person.page.getByRole('group', { name: person.say('client-ask-factor-holder') })
  await about.getByRole('button', { name: person.say('holder-family'), exact: true }).click()
  await person.isSaved()
  await button(person, 'client-share').first().click()
  const share = dialog(person, 'client-share-title')
  await share.getByRole('radio', { name: /^Ons beeld/ }).check()
  return share
}

export async function startingEqually({ browser, facts, check }) {
  await served(facts.program, FAMILY, async (address) => {
    const [marloes, jeroen] = await Promise.all(
      [['marloes', PHONE], ['jeroen', WALL]].map(([id, screen]) =>
        Person.with(browser, address, { id, name: `${id[0].toUpperCase()}${id.slice(1)} Begin`, role: 'parent' }, screen),
      ),
    )
    await check('before words go, what is better not shared is asked about: to change it comes first', async () => {
      await Promise.all([marloes, jeroen].map((person) => person.comeIn()))
      const share = await writes(marloes, `${HERS}, bel ${NUMBER}`)
      await isAccessible(marloes, 'sharing where somebody waits')
      await share.getByRole('button', { name: marloes.say('client-equal-ready') }).click()
      const asked = dialog(marloes, 'client-caution-title')
      await asked.getByText(NUMBER).waitFor()
      await isAccessible(marloes, 'what is asked before sharing')
      await fitsNarrow(marloes, 'what is asked before sharing')
      await asked.getByRole('button', { name: marloes.say('client-caution-change') }).click()
      await asked.waitFor({ state: 'detached' })
      await share.getByRole('button', { name: marloes.say('client-wait') }).click()
      await marloes.page.getByRole('textbox', { name: marloes.asks('problem') }).fill(HERS)
      await marloes.isSaved()
    })

    await check('what one parent shares first waits in her own room, and none of it reaches the other', async () => {
      await button(marloes, 'client-share').first().click()
      const share = dialog(marloes, 'client-share-title')
      await share.getByRole('radio', { name: /^Ons beeld/ }).check()
      await share.getByRole('button', { name: marloes.say('client-equal-ready') }).click()
      await share.waitFor({ state: 'detached' })
      await marloes.isSaved()
      await marloes.goTo('mine')
      await marloes.sees('heading', marloes.say('client-equal-ready'))
      await isAccessible(marloes, 'what stands ready')
      await fitsNarrow(marloes, 'what stands ready')
      // The key `begun` of her marks, as Yjs writes it: it went last, so whatever else had gone came before.
      await jeroen.receives('\u0004mark\u0005begun')
      for (const words of [HERS, HERS.slice(0, 12), NUMBER]) {
        ensure(!(await jeroen.everything()).some((bytes) => bytes.includes(words)), `jeroen received "${words}"`)
      }
    })

    await check('once the other begins, her own device shares it, and says so', async () => {
      const share = await writes(jeroen, HIS)
      await share.getByRole('button', { name: jeroen.say('client-share'), exact: true }).click()
      await share.waitFor({ state: 'detached' })
      await Promise.all([jeroen.receives(HERS), marloes.receives(HIS)])
      await marloes.reads(marloes.say('client-equal-moved', { rooms: 'Ons beeld' }))
      await marloes.page.getByRole('heading', { name: marloes.say('client-equal-ready') }).waitFor({ state: 'detached' })
      await jeroen.readAll()
      same(await jeroen.page.getByRole('main').getByRole('link', { name: HERS, exact: true }).count(), 1, 'how often it stands there')
      same([...marloes.faults, ...jeroen.faults], [], 'faults')
    })
    await Promise.all([marloes, jeroen].map((person) => person.context.close()))
  })
}
