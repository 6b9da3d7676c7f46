// The server's power goes out while someone writes: what was typed is told to be only here, and later stands there once.
import { ensure, same } from './checks.mjs'
import { killServer, startServer } from './program.mjs'

const BEFORE = 'Dit stond er al. '
const DURING = 'Dit schreef ik toen de verbinding '
const AFTER = 'weg was.'
/** After an outage everyone comes back at a moment of their own, spread so that a whole town does not come at once; the longest pause is 15 s. */
const RETURN = 25_000
const WHOLE = BEFORE + DURING + AFTER

/** Kills and restarts the server while `typist` writes a story of her own, and another asks who looked. */
export async function killWhileTyping(typist, everyone) {
  const { page } = typist
  const asker = everyone.find((person) => person !== typist)
  await asker.show('#/gekeken')
  await asker.sees('heading', asker.say('client-nav-readers'))
  await typist.goTo('mine')
  await page.getByRole('button', { name: typist.say('client-start-story') }).click()
  const field = page.getByRole('textbox', { name: typist.asks('story') })
  await field.pressSequentially(BEFORE)
  await typist.isSaved()

  for (const person of everyone) person.serverIsAway = true
  await Promise.all([field.pressSequentially(DURING, { delay: 10 }), killServer()])
  await typist.bar('client-sync-local').waitFor()
  await asker.page.getByRole('radio', { name: asker.say('client-readers-period-week') }).check()
  await asker.reads(asker.say('client-readers-failed'))
  await field.pressSequentially(AFTER)
  ensure(await typist.bar('client-sync-local').isVisible(), 'the bar no longer says that the words are only here')
  await startServer()
  await Promise.all(everyone.map((person) => person.isSaved(RETURN)))
  // What did not come is asked for again by itself.
  await asker.page.getByText(asker.say('client-readers-failed')).waitFor({ state: 'detached' })
  await asker.goTo('picture')
  for (const person of everyone) person.serverIsAway = false
  same(await field.inputValue(), WHOLE, 'the words on the screen')

  // A page that begins anew knows only what the server kept.
  await page.reload()
  await typist.sees('heading', typist.say('client-write-story'))
  await typist.isSaved()
  same(await field.inputValue(), WHOLE, 'the words after the page began anew')
  await typist.goTo('mine')
  await page.getByText(WHOLE, { exact: true }).waitFor()
  same(await page.getByText(DURING.trim()).count(), 1, 'how often the words stand there')
}
