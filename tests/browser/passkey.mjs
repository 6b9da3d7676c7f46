// Who keeps the accounts comes in by link and code, makes a passkey, comes in with it, and takes it away: in a service of its own.
// Browsers make no passkeys for a number, so it is reached by a name.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensure, inTime, same } from './checks.mjs'
import { PHONE, Person, WALL } from './people.mjs'
import { fitsNarrow, isAccessible } from './views.mjs'

/** A refusal that was meant is told by browsers as a fault, and of a page that was left not every body can be kept. */
const MEANT = /status of 40[14] |could not be kept/

/** A port nobody listens on: the address must be known before the program starts. */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/** Runs with a new service at a name, and what its terminal says: a link and a code. */
async function newService(program, run) {
  const folder = mkdtempSync(join(tmpdir(), 'samenbeeld-office-'))
  const port = await freePort()
  const address = `http://localhost:${port}`
  const asked = ['serve', '--data', join(folder, 'data'), '--listen', `127.0.0.1:${port}`, '--public-url', address]
  const child = spawn(program, asked, { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    const said = new Promise((resolve, reject) => {
      let all = ''
      child.stdout.on('data', (bytes) => {
        all += bytes
        const found = all.match(/(http:\/\/localhost:\d+\/#kom=[\w-]+)[^]*?([0-9A-Z]{4}-[0-9A-Z]{4})/)
        if (found !== null) resolve({ link: found[1], code: found[2] })
      })
      child.once('exit', () => reject(new Error(`the program ended before it gave a link\n${all}`)))
    })
    await run(address, await inTime('the terminal gives a link and a code', said))
  } finally {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

/** An authenticator in this browser's device, whose owner shows a finger when asked. */
async function authenticator(person) {
  const session = await person.context.newCDPSession(person.page)
  await session.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true }
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options })
  return {
    keys: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    /** Its owner shows who they are, or doesn't. */
    shows: (isUserVerified) => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  }
}

const press = (person, key) => person.page.locator('dialog[open], main').last().getByRole('button', { name: person.say(key), exact: true }).click()

async function showsDevices(person) {
  await person.page.getByRole('main').getByRole('link', { name: person.say('client-nav-devices'), exact: true }).click()
  await person.page.getByRole('main').getByRole('heading', { name: person.say('client-nav-devices') }).waitFor()
}

const inTheOffice = (person) => person.sees('heading', person.say('client-office-title'))
const atTheDoor = (person) => person.sees('heading', person.say('client-in-title'))

export async function comingInWithAPasskey({ browser, facts, check, pictures }) {
  await newService(facts.program, async (address, { link, code }) => {
    const admin = await Person.with(browser, address, { id: 'administrator', name: 'administrator', role: 'professional' }, PHONE)
    const { page } = admin
    const device = await authenticator(admin)

    await check('who keeps the accounts comes in by link and code, and makes a passkey', async () => {
      await page.goto(link)
      await page.getByRole('textbox', { name: admin.say('client-in-code') }).fill(code)
      await page.getByRole('radio', { name: admin.say('client-in-own-no') }).check()
      await press(admin, 'client-in-go')
      await inTheOffice(admin)
      await showsDevices(admin)
      await admin.reads(admin.say('client-passkey-why'))
      await isAccessible(admin, 'a new passkey')
      await fitsNarrow(admin, 'a new passkey')
      await press(admin, 'client-passkey-add')
      await admin.reads(admin.say('client-passkey-added'))
      await page.getByRole('listitem').filter({ hasText: admin.say('client-devices-form-passkey') }).waitFor()
      const [key, ...more] = await device.keys()
      same([key.isResidentCredential, key.rpId, more.length], [true, 'localhost', 0], 'the key in the authenticator')
      ensure(!Buffer.from(key.userHandle, 'base64').includes('administrator'), 'the authenticator knows an account by its name')
      await isAccessible(admin, 'the passkeys')
      await fitsNarrow(admin, 'the passkeys')
      await pictures?.(admin, 'phone-passkeys')
    })

    await check('an authenticator that has a passkey gets no second, and says so', async () => {
      await press(admin, 'client-passkey-add')
      await admin.reads(admin.say('client-passkey-there'))
      same((await device.keys()).length, 1, 'keys')
    })

    await check('who went out comes in with the passkey and types nothing; without showing who they are they do not', async () => {
      await press(admin, 'client-logout')
      await atTheDoor(admin)
      await isAccessible(admin, 'the door with a passkey')
      await fitsNarrow(admin, 'the door with a passkey')
      await pictures?.(admin, 'phone-door-passkey')
      await device.shows(false)
      await press(admin, 'client-in-passkey')
      await admin.reads(admin.say('client-passkey-in-cancelled'))
      await device.shows(true)
      await press(admin, 'client-in-passkey')
      await inTheOffice(admin)
      await showsDevices(admin)
      await admin.reads(admin.say('client-devices-passkey-this'))
    })

    await check('a passkey that was taken away ends its session and lets nobody in any more', async () => {
      await page.getByRole('listitem').filter({ hasText: admin.say('client-devices-passkey-this') }).getByRole('button').click()
      const dialog = page.getByRole('dialog', { name: admin.say('client-devices-passkey') })
      await dialog.getByText(admin.say('client-devices-passkey-here')).waitFor()
      await isAccessible(admin, 'taking a passkey away')
      await pictures?.(admin, 'phone-passkey-away')
      await dialog.getByRole('button', { name: admin.say('client-devices-passkey-yes'), exact: true }).click()
      await atTheDoor(admin)
      same((await device.keys()).length, 1, 'the authenticator still has its key')
      await press(admin, 'client-in-passkey')
      await admin.reads(admin.say('client-passkey-in-unknown'))
      await page.reload()
      await atTheDoor(admin)
    })

    await check('a browser without passkeys says what to do', async () => {
      const bare = await Person.with(browser, address, { id: 'somebody', name: 'somebody', role: 'professional' }, WALL)
      await bare.context.addInitScript(() => delete globalThis.PublicKeyCredential)
      await bare.page.goto(address)
      await atTheDoor(bare)
      await press(bare, 'client-in-passkey')
      await bare.reads(bare.say('client-passkey-in-unable'))
      await pictures?.(bare, 'wall-door-passkey')
      same(bare.faults.filter((fault) => !MEANT.test(fault)), [], 'faults')
      await bare.context.close()
    })

    await check('a passkey: no error in the console, nothing against the security policy', async () => {
      same(admin.faults.filter((fault) => !MEANT.test(fault)), [], 'faults')
    })
    await admin.context.close()
  })
}
