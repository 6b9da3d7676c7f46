// Checks the main job in a real browser: node browser/run.mjs <address> <facts.json>. Started by tests/browser.rs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { takingAlong } from './carry-along.mjs'
import { Checks, ensure, same } from './checks.mjs'
import { comingIn } from './coming-in.mjs'
import { startingEqually } from './equal-start.mjs'
import { Family, found } from './family.mjs'
import { growing } from './growing.mjs'
import { halfWritten } from './half-written.mjs'
import { looks } from './looks.mjs'
import { mapByKeyboard } from './keyboard.mjs'
import { leftAlone } from './left-alone.mjs'
import { leadingACase } from './office.mjs'
import { withoutConnection } from './offline.mjs'
import { killWhileTyping } from './outage.mjs'
import { comingInWithAPasskey } from './passkey.mjs'
import { LAPTOP, PHONE, Person, WALL } from './people.mjs'
import { Pictures } from './pictures.mjs'
import * as together from './together.mjs'
import { freezeWhileTyping } from './versions.mjs'
import { everyState } from './states.mjs'
import { threeAtOnce } from './three.mjs'
import { everyView } from './tour.mjs'
import { wordsThatWait } from './unsent.mjs'
import { whatWaits } from './what-waits.mjs'
import { everyTree } from './trees.mjs'

const [, , address, factsFile] = process.argv
const facts = JSON.parse(readFileSync(factsFile, 'utf8'))
const family = new Family(facts)
const [vader, brieven, klasapp] = ['f08', 'f22', 'f04'].map((short) => family.item(short))
const stuck = family.item('x1')

const browser = await chromium.launch({
  executablePath: facts.chromium,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
const people = []
const pictures = new Pictures(facts)
const checks = new Checks(async (name) => {
  for (const { id, page } of Person.present) {
    // A page that can't be pictured says nothing about what failed.
    await page.screenshot({ path: join(facts.pictures, `${name}-${id}.png`) }).catch(() => undefined)
  }
})
const check = (name, run) => checks.check(name, run)

const screens = { noor: PHONE, jeroen: PHONE, youssef: WALL, femke: PHONE }
for (const [id, screen] of Object.entries(screens)) {
  people.push(await Person.with(browser, address, family.member(id), screen))
}
const [noor, jeroen, youssef, femke] = people

const areIn = await check('four people come in at once, by their link and one button', () =>
  Promise.all(people.map((person) => person.comeIn())),
)
if (areIn) await main()
await browser.close()
console.log(`${checks.passed} passed, ${checks.failures.length} failed; pictures in ${facts.pictures}`)
for (const name of checks.failures) console.log(`@failed ${name}`)
process.exit(checks.failures.length === 0 ? 0 : 1)

async function main() {
  // Before anyone says anything more: what is kept of it is of the family as its file tells it.
  await everyTree({ browser, address, family, check })

  await check('the picture, as a phone and a large screen show it', async () => {
    await pictures.take(noor, 'phone-beeld')
    await pictures.take(youssef, 'wall-beeld')
  })

  await check('a draft never travels; after sharing it does, to the readers the dialog named', async () => {
    await together.draftSomethingHard(noor)
    await noor.isSaved()
    await noor.goTo('mine')
    await pictures.take(noor, 'phone-van-mij', { top: noor.page.getByRole('heading', { name: noor.say('client-mine-open') }) })
    // Sent after the draft and seen by both: had the draft travelled, it would have come before.
    await together.setStandpoint(noor, klasapp.title, 'agree', 'Het gaat nog steeds door.')
    await Promise.all([jeroen, youssef, femke].map((person) => person.receives('Het gaat nog steeds door.')))
    for (const person of [jeroen, youssef, femke]) {
      const list = [{ words: together.PASTED, what: 'the draft' }, { words: '/self:noor/', what: 'a document of hers' }]
      same(found(list, await person.everything()), [], `what ${person.id} received of the draft`)
    }
    await noor.goTo('mine')
    await Promise.all([
      together.shareWithSchool(noor, family),
      together.setStandpoint(jeroen, brieven.title, 'agree', 'Na elke brief was het een week stil.'),
      together.setStandpoint(youssef, vader.title, 'unknown', 'Dat heb ik niet gezien.'),
      together.setStandpoint(femke, klasapp.title, 'partly', 'Ik vraag het in de klas na.'),
    ])
    await Promise.all([jeroen, youssef, femke].map((person) => person.receives(together.SHARED)))
  })

  let text
  await check('everyone writes at once, two of them in one text with both carets', async () => {
    await Promise.all([
      together
        .editTogether(noor, youssef, stuck, () => pictures.take(youssef, 'samen-schrijven', { size: LAPTOP }))
        .then((whole) => (text = whole)),
      together.setStandpoint(jeroen, vader.title, 'partly', together.DISAGREES),
      together.setStandpoint(femke, brieven.title, 'partly', together.MENTOR),
    ])
    await Promise.all([noor, youssef].map((person) => together.stopWriting(person)))
  })

  await check('it converges: each sees what they may, and all is kept', async () => {
    const readers = [noor, youssef, jeroen]
    const texts = await Promise.all(readers.map((person) => together.joint(person, stuck, text)))
    for (const [at, one] of texts.entries()) same(one, text, `the joint text of ${readers[at].id}`)
    await Promise.all(people.map((person) => person.readAll()))
    await Promise.all(people.map((person) => person.reads(together.SHARED)))
    await Promise.all(people.map((person) => person.reads(together.MENTOR)))
    await Promise.all(readers.map((person) => person.reads(together.DISAGREES)))
    same(await femke.page.getByText(together.DISAGREES).count(), 0, 'what was said in core, on the screen of the mentor')
    await Promise.all(people.map((person) => person.isSaved()))
  })

  await check('a joint text that someone changes alone travels on Klaar, not before', async () => {
    const wayOut = family.item('x2')
    await together.changeAlone(youssef, wayOut, async () => {
      await together.setStandpoint(youssef, vader.title, 'unknown', 'Daar vraag ik nog naar.')
      await Promise.all([noor, jeroen].map((person) => person.receives('Daar vraag ik nog naar.')))
      for (const person of [noor, jeroen]) {
        same(found([{ words: together.ALONE, what: 'the change' }], await person.everything()), [], `what ${person.id} received`)
      }
    })
    await Promise.all([noor, jeroen].map((person) => person.receives(together.ALONE)))
    await together.joint(noor, wayOut, wayOut.text + together.ALONE)
  })

  await check('a version frozen while someone types stays the same; a changed byte is found', () =>
    freezeWhileTyping(noor, youssef, stuck, facts, family),
  )

  await check('the mentor receives nothing of rooms she is not in', async () => {
    // Written last, in her room: whatever of core had leaked would have come before it.
    await together.setStandpoint(jeroen, klasapp.title, 'partly', 'Ik hoorde het pas in mei.')
    await femke.receives('Ik hoorde het pas in mei.')
    const inCore = [together.ONLY_CORE, together.DISAGREES, together.ALONE]
    const canaries = inCore.map((words) => ({ words, what: 'what was said in core' }))
    const list = [...family.forbidden('femke'), ...canaries]
    ensure(list.length > 150, `only ${list.length} things to look for`)
    const bytes = await femke.everything()
    same(found(list, bytes), [], 'what she received')
    // The same look finds all of it with someone who may read core: it is not blind.
    const told = found(list, await noor.everything())
    same(found(canaries, await noor.everything()).length, canaries.length, 'what one who was told received')
    ensure(told.length > 100, `of ${list.length} things only ${told.length} are found with who may read them`)
    const hers = family.file.expect.femke_receives_factors.map((short) => ({ words: family.ids[short], what: short }))
    same(found(hers, bytes).length, hers.length, 'factors she may read')
  })

  await check('no power: what is typed is only here, then it is kept, once', () => killWhileTyping(noor, people))

  await check('three people in a samen-kaartje and a text at once, one of them away for ten minutes: nothing lost, no caret moved', () =>
    threeAtOnce({ browser, address, family }),
  )

  await check('the map is made with the keyboard alone, and somebody else sees it', () => mapByKeyboard({ browser, address, family }))

  await everyView({ browser, address, family, check, noor, youssef, stuck, vader })

  await comingIn({ browser, facts, check })
  await comingInWithAPasskey({ browser, facts, check })
  await wordsThatWait({ browser, facts, check })
  await takingAlong({ browser, facts, check })
  await startingEqually({ browser, facts, check })
  await leftAlone({ browser, facts, check })
  await withoutConnection({ browser, facts, check })
  await whatWaits({ browser, facts, check })

  await growing({ browser, address, family, check })

  await halfWritten({ browser, address, family, check })

  await everyState({ browser, address, family, check, facts })

  await looks({ browser, address, family, check })

  await leadingACase({ browser, address, family, check })

  await check('no request to elsewhere, no error in a console, nothing against the security policy', async () => {
    same(people.flatMap((person) => person.faults.map((fault) => `${person.id}: ${fault}`)), [], 'faults')
  })
}
