// A version frozen while someone types: the same bytes for ever, and any change in them is found.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensure, same } from './checks.mjs'
import { writeTogether } from './together.mjs'

const REASON = 'Voor het gesprek van vrijdag'
const PHRASE = ' En zo ging het door.'
/** Places in the file where one byte is changed, spread over all of it. */
const CHANGES = 24

/** Freezes through the dialog. */
async function freeze(person) {
  const { page } = person
  await person.goTo('versions')
  await page.getByRole('button', { name: person.say('client-freeze') }).click()
  const dialog = page.getByRole('dialog', { name: person.say('client-freeze-title') })
  await dialog.getByRole('textbox', { name: person.say('client-freeze-reason') }).fill(REASON)
  await dialog.getByRole('button', { name: person.say('client-freeze') }).click()
  await dialog.waitFor({ state: 'detached' })
  await person.reads(REASON)
}

/** One person types in a joint text while another freezes: the version holds the text as it was at one moment. */
export async function freezeWhileTyping(typist, freezer, item, facts, family) {
  const field = await writeTogether(typist, item)
  const before = await field.inputValue()
  await field.evaluate((area) => area.setSelectionRange(area.value.length, area.value.length))
  await field.pressSequentially(PHRASE)
  let frozen = false
  await Promise.all([
    freeze(freezer).finally(() => (frozen = true)),
    (async () => {
      while (!frozen) await field.pressSequentially(PHRASE)
    })(),
  ])
  await typist.isSaved()
  const after = await field.inputValue()

  const versions = `${freezer.origin}/api/v1/cases/${family.case}/versions`
  const list = await (await freezer.context.request.get(versions)).json()
  const version = list.find((one) => one.reason === REASON)
  const ask = async () => (await freezer.context.request.get(`${versions}/${version.id}.json`)).body()
  const bytes = await ask()
  const text = [...texts(JSON.parse(bytes))].find((one) => one.startsWith(before))
  ensure(text !== undefined, 'the version does not hold the joint text')
  ensure(after.startsWith(text), `the version holds a text that never was: …${text.slice(-80)}`)
  ensure(text.length > before.length, 'the version holds nothing of what was typed and kept before it')

  await field.pressSequentially(PHRASE)
  await typist.isSaved()
  ensure(bytes.equals(await ask()), 'the same version, other bytes')
  verify(bytes, facts)
}

function* texts(value) {
  if (typeof value === 'string') yield value
  else if (value && typeof value === 'object') for (const inner of Object.values(value)) yield* texts(inner)
}

/** `samenbeeld verify` says OK, and finds every changed byte. */
function verify(bytes, facts) {
  const path = join(facts.pictures, `version-${process.pid}.json`)
  const run = (content) => {
    writeFileSync(path, content)
    const { status, stdout } = spawnSync(facts.program, ['verify', path], { encoding: 'utf8' })
    return { status, stdout }
  }
  const right = run(bytes)
  same(right.status, 0, 'what verify says of the file as it came')
  ensure(right.stdout.startsWith('OK'), right.stdout)
  for (let n = 0; n < CHANGES; n += 1) {
    const changed = Buffer.from(bytes)
    const at = Math.floor((n * (bytes.length - 1)) / (CHANGES - 1))
    changed[at] ^= 1
    ensure(run(changed).status !== 0, `byte ${at} changed from ${bytes[at]} to ${changed[at]} and verify saw nothing: ${run(changed).stdout}`)
  }
}
