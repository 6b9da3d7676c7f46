// Words that would be scripts, in every place where people write, in a real browser: node browser/scripts.mjs <facts.json>. Nothing
// of them runs, becomes an element or an attribute, or makes a request; they are read as the words they are.
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { ensure, same } from './checks.mjs'
import { LAPTOP, PHONE, Person, twoFrames, WALL } from './people.mjs'
import { ELSEWHERE, scriptedFamily, STRINGS, TRAP } from './scripted.mjs'
import { served } from './served.mjs'

const facts = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const family = scriptedFamily()
const READERS = { noor: PHONE, youssef: WALL, femke: { viewport: LAPTOP } }

/** Elements that the client makes, in a page of ours; every other is somebody's words taken for markup. */
const ELEMENTS = `a abbr article aside b blockquote br button circle clippath code dd defs details dialog div dl dt ellipse em fieldset
  figcaption figure footer form g h1 h2 h3 h4 header hr i input label legend li line main mark marker nav ol optgroup option output p path
  pattern polygon polyline q rect search section select small span strong summary svg symbol table tbody td text textarea th thead time
  title tr tspan ul use`.split(/\s+/)
/** Attributes that the client sets; aria-… and data-… besides. */
const ATTRIBUTES = `aria autocapitalize autocomplete autocorrect checked class clip-path cols cx cy d dir disabled dominant-baseline dx dy
  enterkeyhint fill fill-opacity focusable font-family font-size font-weight for form height hidden href id inert inputmode label lang list marker-end marker-mid marker-start
  markerheight markerunits markerwidth max maxlength method min minlength multiple name novalidate open opacity orient pathlength
  patterntransform patternunits placeholder points popover popovertarget preserveaspectratio r readonly refx refy rel required reversed role rows
  rx ry scope selected size spellcheck stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width style tabindex
  target text-anchor title transform translate type value vector-effect viewbox width wrap x x1 x2 xmlns y y1 y2`.split(/\s+/)

/** In the page: what stands in it that is no part of the client, and the words it shows. */
function look([elements, attributes]) {
  const [known, named] = [new Set(elements), new Set(attributes)]
  const strange = []
  const isOurs = (value) => /^(#|tel:\d|https:\/\/(www\.)?[a-z-]+\.nl(\/|$))/.test(value)
  for (const one of document.body.querySelectorAll('*')) {
    const tag = one.localName.toLowerCase()
    // The two that the page itself came with: its root and its script.
    if (tag === 'script' && one.src.startsWith(`${location.origin}/`)) continue
    if (!known.has(tag)) strange.push(`<${tag}> in ${one.parentElement.localName}`)
    for (const { name, value } of one.attributes) {
      const plain = name.toLowerCase()
      const allowed = named.has(plain) || plain.startsWith('aria-') || plain.startsWith('data-')
      if (!allowed || plain.startsWith('on')) strange.push(`${tag} ${name}="${value.slice(0, 60)}"`)
      if (plain === 'href' && !isOurs(value)) strange.push(`${tag} href="${value}"`)
      if (plain === 'style' && /url|expression|import/i.test(value)) strange.push(`${tag} style="${value}"`)
    }
    if (one.shadowRoot !== null) strange.push(`${tag} with a shadow`)
  }
  const head = [...document.head.querySelectorAll('base, script:not([src]), link[href^="//"], meta[http-equiv="refresh"]')]
  strange.push(...head.map((one) => `in the head: ${one.outerHTML.slice(0, 80)}`))
  const labels = [...document.querySelectorAll('[aria-label], [title], [value], option')].flatMap((one) => [one.getAttribute('aria-label'), one.title, one.value])
  const fields = [...document.querySelectorAll('input, textarea')].map((one) => one.value)
  return { strange, ran: globalThis.ran.all, words: [document.title, document.body.textContent, ...labels, ...fields].join('\n') }
}

/** Every place in the app, as fragments. */
function fragments(ids, versions) {
  const things = Object.values(ids)
  const persons = family.persons.map(({ id }) => id)
  return [
    '#/beeld', '#/beeld/deel/alles', '#/verhaal', '#/van-mij', '#/veranderd', '#/wensen', '#/gekeken', '#/meelezen', '#/zoeken', '#/versies',
    '#/tekening', '#/tekening/samenhang', '#/tekening/tijdlijn', '#/tekening/mensen', '#/tekening/volgorde',
    ...persons.flatMap((id) => [`#/mens/${id}`, `#/tekening/mensen/${id}`]),
    ...versions.map((id) => `#/versies/${id}`),
    ...things.filter((_, at) => at % 8 === 0).map((id) => `#/beeld/${id}`),
    ...Object.entries(ids).filter(([short]) => /^(stuck|way_out)-/.test(short)).map(([, id]) => `#/verhaal/${id}`),
    // What is no place but looks like one that runs something.
    `#/beeld/javascript:${TRAP}(0)`, `#demo=<img src=x onerror=${TRAP}(0)>`, `#/${'<svg onload=ran(0)>'}`,
  ]
}

const normal = (words) => words.normalize('NFC').replace(/\s+/g, ' ')

async function reads(browser, address, ids, id, screen) {
  const member = family.persons.find((one) => one.id === id)
  const person = await Person.with(browser, address, member, screen)
  const { page, context } = person
  await context.addInitScript((trap) => {
    globalThis[trap] = Object.assign((n) => globalThis[trap].all.push(n), { all: [] })
  }, TRAP)
  const dialogs = []
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message())
    await dialog.dismiss()
  })
  context.on('page', (other) => other !== page && dialogs.push(`another page: ${other.url()}`))
  const seen = []
  const see = async (where) => {
    const { strange, ran, words } = await page.evaluate(look, [ELEMENTS, ATTRIBUTES])
    same({ strange: [...new Set(strange)].slice(0, 12), ran, dialogs }, { strange: [], ran: [], dialogs: [] }, `${id} at ${where}`)
    seen.push(normal(words))
  }

  // The door names everybody.
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await see('the door')
  const login = await page.request.post(`${address}/api/v1/login/demo`, { data: { person: id }, headers: { origin: address } })
  ensure(login.ok(), `${id} comes in: ${login.status()}`)
  const listed = await page.request.get(`${address}/api/v1/cases/${family.case.id}/versions`)
  const versions = (await listed.json()).map((one) => one.id)
  await page.goto(`${address}/#/beeld`)
  await page.reload()
  await person.sees('heading', person.say('client-picture-title'))
  await person.isSaved()
  for (const fragment of fragments(ids, versions)) {
    await person.show(fragment)
    await page.waitForFunction(
      (loading) => document.querySelector('h1') !== null && ![...document.querySelectorAll('main [role="status"]')].some((one) => one.textContent === loading),
      person.say('client-loading'),
    )
    await twoFrames(page)
    await see(fragment)
    if (fragment === '#/zoeken') {
      for (const words of ['<', TRAP, ELSEWHERE]) {
        await page.getByRole('searchbox').fill(words)
        await twoFrames(page)
        await see(`${fragment} for ${words}`)
      }
    }
  }
  // What bytes came is not looked at here: those that the browser let go of when the page went are no fault.
  same(person.faults.filter((fault) => !fault.includes('could not be kept')), [], `faults of ${id}`)
  // The look is not blind: the same words as markup, and a script that runs, are found.
  await page.evaluate((way) => {
    document.body.insertAdjacentHTML('beforeend', way)
    globalThis.ran(1)
  }, STRINGS[12])
  const { strange, ran } = await page.evaluate(look, [ELEMENTS, ATTRIBUTES])
  ensure(strange.length > 0 && ran.length > 0, 'words taken for markup would not be seen')
  await context.close()
  return seen
}

const browser = await chromium.launch({
  executablePath: facts.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
try {
  const file = JSON.stringify(family)
  const planted = STRINGS.filter((one) => file.includes(JSON.stringify(one).slice(1, -1)))
  ensure(new Set(planted).size === 300, `${planted.length} strings are planted`)
  await served(facts.program, family, async (address, ids) => {
    const pages = await Promise.all(Object.entries(READERS).map(([id, screen]) => reads(browser, address, ids, id, screen)))
    const words = pages.flat().join('\n')
    const shown = STRINGS.filter((one) => words.includes(normal(one)))
    console.log(`${pages.flat().length} views of ${pages.length} people, ${shown.length} of ${STRINGS.length} strings read as words`)
    const hidden = STRINGS.filter((one) => !shown.includes(one))
    ensure(shown.length >= 270, `only ${shown.length} are shown as words; not, for one:\n${hidden.slice(0, 10).join('\n')}`)
  })
} finally {
  await browser.close()
}
