// A person at a device: a browser context of their own, all bytes it receives, and whatever goes wrong in it.
import { inTime, PATIENCE } from './checks.mjs'
import { say } from './words.mjs'

/** Screens people have. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
export const WALL = { viewport: { width: 1920, height: 1080 } }
export const LAPTOP = { width: 1280, height: 720 }

/** One frame in which what depends on the screen is chosen anew, one in which it is laid out. */
export const twoFrames = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))

/** What a browser says by itself when the server is away. */
const AWAY = /ERR_CONNECTION_|WebSocket connection to/

/** One person with one device. */
export class Person {
  /** Everyone whose device is on. */
  static present = new Set()
  /** Every WebSocket frame and HTTP body this device received, as they came. */
  received = []
  /** Errors in the console, requests to elsewhere, answers that could not be kept. */
  faults = []
  /** Set while the server is away on purpose. */
  serverIsAway = false
  #bodies = []
  #wanted = new Set()

  constructor(id, member, origin, context, page) {
    Object.assign(this, { id, origin, context, page })
    this.name = member?.name ?? id
    this.first = this.name.split(' ')[0]
    this.form = member?.role === 'youth' ? 'je' : 'u'
    this.role = member?.role
  }

  /** Gives someone a device; nothing is open on it yet. */
  static async with(browser, origin, member, screen) {
    const context = await browser.newContext({ ...screen, locale: 'nl-NL', colorScheme: 'light', reducedMotion: 'reduce' })
    context.setDefaultTimeout(PATIENCE)
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`)
      })
    })
    const person = new Person(member?.id ?? 'nobody', member, origin, context, await context.newPage())
    person.#listen()
    Person.present.add(person)
    context.on('close', () => Person.present.delete(person))
    return person
  }

  /** The same person on the same device, with another page beside the first. */
  async beside() {
    const other = new Person(this.id, { name: this.name, role: this.role }, this.origin, this.context, await this.context.newPage())
    other.#listenToPage()
    await other.page.goto(`${this.origin}/#/beeld`)
    await other.sees('heading', other.say('client-picture-title'))
    await other.isSaved()
    return other
  }

  /** A new page on the same device, in place of one that is gone. */
  async anew() {
    const gone = this.page
    this.page = await this.context.newPage()
    this.#listenToPage()
    await gone.close().catch(() => undefined)
  }

  /** A sentence as it is said to this person. */
  say(key, values) {
    return say(key, values, this.form)
  }

  /** The question that opens a part, as it is put to this person. */
  asks(part) {
    if (this.role === 'youth') return this.say(`prompt-${part}-youth`)
    return this.say(this.role === 'parent' ? `prompt-${part}-parents` : `client-neutral-${part}`)
  }

  /** Goes in by the link of the demo and one button. */
  async comeIn() {
    const { page } = this
    await page.goto(`${this.origin}/#demo=${this.id}`)
    await page.getByRole('button', { name: say('client-entry-as', { name: this.first }) }).click()
    await this.sees('heading', this.say('client-picture-title'))
    await this.isSaved()
  }

  /** Goes to one of the places in the navigation. */
  async goTo(place) {
    await this.page.getByRole('navigation', { name: this.say('client-nav') }).getByRole('link', { name: this.say(`client-nav-${place}`) }).click()
    const title = { picture: 'picture-title', stories: 'stories-title', mine: 'mine-title', versions: 'versions-title' }
    await this.sees('heading', this.say(`client-${title[place]}`))
  }

  /** Has all parts of the picture on one page, which a phone shows one at a time. */
  async readAll() {
    await this.goTo('picture')
    await this.show('#/beeld/deel/alles')
    // A phone names the parts where nothing is yet together; the steps stand above all of them.
    await this.sees('navigation', this.say('client-steps'))
  }

  /** Opens a place by its fragment, without loading the page anew. */
  async show(fragment) {
    await this.page.evaluate((hash) => {
      location.hash = hash
    }, fragment)
  }

  /** Waits for something with this role and name. */
  async sees(role, name) {
    await this.page.getByRole(role, { name, exact: true }).first().waitFor()
  }

  /** Waits for these words anywhere on the page. */
  async reads(words) {
    await this.page.getByText(words).first().waitFor()
  }

  /** The words in the bar that tell whether everything is kept. */
  bar(key) {
    return this.page.getByRole('banner').getByText(this.say(key), { exact: true })
  }

  /** Waits until the bar says that everything is kept. */
  async isSaved(timeout = PATIENCE) {
    await this.bar('client-sync-saved').waitFor({ timeout })
  }

  /** Waits until these bytes have come, in one piece. */
  async receives(words) {
    const wanted = Buffer.from(words)
    if (this.received.some((bytes) => bytes.includes(wanted))) return
    await inTime(
      `${this.id} receives "${words}"`,
      new Promise((resolve) => {
        const look = (bytes) => {
          if (!bytes.includes(wanted)) return
          this.#wanted.delete(look)
          resolve()
        }
        this.#wanted.add(look)
      }),
    )
  }

  /** Everything that came, when every body has been read. */
  async everything() {
    await Promise.all(this.#bodies)
    return this.received
  }

  #take(bytes) {
    this.received.push(bytes)
    for (const look of [...this.#wanted]) look(bytes)
  }

  #listen() {
    const { context, origin } = this
    context.on('request', (request) => {
      const isOurs = request.url().startsWith(`${origin}/`) || /^(data|blob|about):/.test(request.url())
      if (!isOurs) this.faults.push(`a request to ${request.url()}`)
    })
    context.on('response', (response) => {
      // Letters say nothing of a family, and the browser lets go of their bytes when a page goes.
      if (response.request().resourceType() === 'font') return;
      // These have no body.
      if (response.status() === 204 || (response.status() >= 300 && response.status() < 400)) return
      const body = response.body().then(
        (bytes) => this.#take(bytes),
        (error) => this.faults.push(`a body of ${response.url()} could not be kept: ${error.message}`),
      )
      this.#bodies.push(body)
    })
    this.#listenToPage()
  }

  #listenToPage() {
    const { page, origin } = this
    const socketOrigin = origin.replace('http', 'ws')
    page.on('websocket', (socket) => {
      if (!socket.url().startsWith(`${socketOrigin}/`)) this.faults.push(`a socket to ${socket.url()}`)
      socket.on('framereceived', ({ payload }) => this.#take(Buffer.from(payload)))
    })
    page.on('pageerror', (error) => this.faults.push(`thrown: ${error.stack ?? error}`))
    page.on('console', (message) => {
      if (message.type() !== 'error') return
      const { url } = message.location()
      if (this.serverIsAway && AWAY.test(message.text())) return
      // Asking who is here, before anyone is, is answered with 401; browsers note that.
      if (url === `${origin}/api/v1/me` && message.text().includes('401') && this.id === 'nobody') return
      this.faults.push(`console: ${message.text()} (${url})`)
    })
  }
}
