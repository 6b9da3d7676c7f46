// Opening a case and leading it, by who leads one: signs of violence come first, then people, a room, an invitation, a split.
import { ensure, same } from './checks.mjs'
import { LAPTOP, Person } from './people.mjs'
import { fitsNarrow, isAccessible } from './views.mjs'

const TITLE = 'Dossier Linde'
const PARENT = 'Mo Verzonnen'
const YOUTH = 'Kai Verzonnen'
const EXPERT = 'Ilse Brandsema, gedragswetenschapper'
/** What browsers note of what is meant here: a refusal, answers after which the page is another, sockets that end with new rights. */
const MEANT = /status of 409|could not be kept|already in CLOSING/

/** One who leads, in a browser of their own, in the order in which a case comes about. */
class Leader {
  constructor(person) {
    this.person = person
    this.page = person.page
  }

  say(key, values) {
    return this.person.say(key, values)
  }

  /** Presses what has this name in what lies on top. */
  async press(key, values) {
    await this.top().getByRole('button', { name: this.say(key, values), exact: true }).click()
  }

  /** The dialog that is open, or the page. */
  top() {
    return this.page.locator('dialog[open], main').last()
  }

  async fill(key, words) {
    await this.top().getByRole('textbox', { name: this.say(key), exact: true }).fill(words)
  }

  async pick(key) {
    await this.top().getByRole('radio', { name: this.say(key), exact: true }).check()
  }

  /** Answers one question about safety, and goes on. */
  async answers(question, is) {
    await this.person.sees('heading', this.say(`client-lead-safety-${question}`))
    await this.pick(`client-lead-safety-is-${is}`)
    await this.press('client-onward')
  }

  async looksAt(view) {
    await isAccessible(this.person, view)
    await fitsNarrow(this.person, view)
  }

  /** Looks with axe only: a dialog is measured by itself elsewhere. */
  async looksOver(view) {
    await isAccessible(this.person, view)
  }

  async goesToTheOffice() {
    const { page } = this
    await page.getByRole('link', { name: this.say('client-nav-office') }).click()
    await this.person.sees('heading', this.say('client-office-title'))
    await this.looksAt('the office')
    await page.getByRole('link', { name: this.say('client-office-accounts') }).click()
    await page.getByRole('button', { name: this.say('client-office-add') }).waitFor()
    await this.looksAt('the accounts of the office')
    await page.getByRole('link', { name: this.say('client-office-cases') }).click()
  }

  async opensACaseWithSigns() {
    await this.page.getByRole('link', { name: this.say('client-office-open') }).click()
    await this.looksAt('the first question')
    // Without an answer it goes nowhere, and says so.
    await this.press('client-onward')
    await this.page.getByText(this.say('client-lead-step-answer')).waitFor()
    await this.answers('violence', 'yes')
    await this.answers('control', 'unsure')
    await this.answers('danger', 'no')
    await this.person.sees('heading', this.say('client-lead-safety-expert'))
    await this.looksAt('who the expert is')
    await this.press('client-onward')
    await this.pick('legal_frame-voluntary')
    await this.press('client-onward')
    await this.fill('client-office-title-label', TITLE)
    await this.looksAt('what the case is called')
    await this.press('client-office-open-do')
    await this.person.sees('heading', this.say('client-nav-lead'))
    await this.page.getByText(TITLE).first().waitFor()
  }

  async addsSomebody(name, role, more = async () => undefined) {
    await this.press('client-lead-add')
    const dialog = this.top()
    await dialog.getByRole('radio', { name: this.say('client-lead-add-new') }).check()
    await this.fill('client-lead-name', name)
    await dialog.getByRole('combobox', { name: this.say('client-lead-role') }).selectOption(role)
    await more(dialog)
    await this.looksOver(`adding a ${role}`)
    await this.press('client-lead-add-do')
    await this.page.getByRole('status').filter({ hasText: this.say('client-lead-added', { name }) }).waitFor()
  }

  async addsAFamily() {
    await this.addsSomebody(PARENT, 'parent', async (dialog) => {
      await dialog.getByRole('radio', { name: this.say('client-lead-gezag-yes') }).check()
      await this.fill('client-lead-gezag-how', 'gezagsregister')
    })
    await this.addsSomebody(YOUTH, 'youth', async (dialog) => {
      await dialog.getByRole('checkbox', { name: this.say('client-lead-index-ask') }).check()
      await dialog.getByRole('textbox', { name: this.say('client-date-year') }).fill('2012')
    })
    await this.looksAt('the people of a case')
  }

  async goesTo(part) {
    await this.page.getByRole('main').getByRole('link', { name: this.say(`client-lead-part-${part}`), exact: true }).click()
  }

  async composesOnlyWithAnExpert() {
    const { page } = this
    await this.goesTo('kamers')
    await this.press('client-lead-compose')
    await this.looksOver('composing a room')
    await this.pick('client-lead-kind-core')
    for (const name of [PARENT, YOUTH]) await this.top().getByRole('checkbox', { name }).check()
    await this.press('client-lead-compose-do')
    await page.getByRole('alert').filter({ hasText: this.say('error-needs-expert') }).waitFor()
    await this.looksOver('an expert is asked for')
    await this.press('client-lead-safety-ask')
    await this.answers('violence', 'yes')
    await this.answers('control', 'unsure')
    await this.answers('danger', 'no')
    await this.fill('client-lead-safety-who', EXPERT)
    await this.press('client-lead-keep')
    // What was filled in is still there.
    await this.top().getByRole('checkbox', { name: YOUTH, checked: true }).waitFor()
    await this.press('client-lead-compose-do')
    const label = this.say('room_kind-core')
    await page.getByRole('status').filter({ hasText: this.say('client-lead-composed', { label }) }).waitFor()
    await this.looksAt('the rooms of a case')
  }

  /** Answers what was shown, once. */
  async invites(name) {
    const { page } = this
    await this.goesTo('mensen')
    await page.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: new RegExp(`^${this.say('client-lead-invite')}`) }).click()
    await this.press('client-lead-invite-make')
    const dialog = this.top()
    await dialog.getByRole('img', { name: this.say('client-lead-invite-qr', { name }) }).waitFor()
    await this.looksOver('an invitation')
    const link = await dialog.getByRole('textbox', { name: this.say('client-lead-invite-link-text') }).inputValue()
    const code = (await dialog.locator('.code').innerText()).trim()
    await this.press('client-lead-invite-done')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    same(await page.getByText(code).count(), 0, 'a code that is shown again')
    return { link, code }
  }

  async splits() {
    const { page } = this
    const label = this.say('room_kind-core')
    await this.goesTo('kamers')
    await page.getByRole('button', { name: new RegExp(`^${this.say('client-lead-split')}.*${label}`) }).click()
    // Nobody of the family was placed yet.
    await this.press('client-lead-split-do')
    await page.getByText(this.say('client-lead-split-lacks-same')).waitFor()
    for (const [at, name] of [PARENT, YOUTH].entries()) {
      const group = this.top().getByRole('group', { name: this.say('client-lead-split-where', { name }) })
      await group.getByRole('button', { name: this.say('client-lead-split-group', { number: at + 1 }) }).press('Enter')
    }
    await this.looksOver('splitting a room')
    await this.press('client-lead-split-do')
    await page.getByRole('status').filter({ hasText: this.say('client-lead-split-done', { label, count: 2 }) }).waitFor()
    const rooms = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: label }) })
    same(await rooms.count(), 3, 'the old room and the two it became')
    const old = rooms.filter({ hasText: this.say('client-lead-room-went-on') })
    same(await old.count(), 1, 'rooms that went on')
    await this.looksAt('the rooms after a split')
  }
}

/** A case from its first question to a room that falls apart. */
export async function leadingACase({ browser, address, family, check }) {
  const person = await Person.with(browser, address, family.member('youssef'), { viewport: LAPTOP })
  const leader = new Leader(person)
  try {
    await check('who leads goes from a case to the office, and opens a case: safety first', async () => {
      await person.comeIn()
      await leader.goesToTheOffice()
      await leader.opensACaseWithSigns()
      await leader.addsAFamily()
    })
    await check('after signs a joint room waits for an expert, and is made when one is named', () => leader.composesOnlyWithAnExpert())
    await check('a link and a code are shown once, and open the door together', async () => {
      const { link, code } = await leader.invites(YOUTH)
      const secret = new URL(link).hash.replace('#kom=', '')
      const device = await browser.newContext()
      const enter = (tried) => device.request.post(`${address}/api/v1/enter`, { data: { link: secret, code: tried }, headers: { origin: address } })
      ensure(!(await enter('00000000')).ok(), 'another code opened it')
      same((await enter(code)).status(), 200, 'the code with the link')
      await device.close()
    })
    await check('a room falls apart in one action', () => leader.splits())
    await check('leading a case: no error in the console, nothing against the security policy', async () => {
      same(person.faults.filter((fault) => !MEANT.test(fault)), [], 'faults')
    })
  } finally {
    await person.context.close()
  }
}
