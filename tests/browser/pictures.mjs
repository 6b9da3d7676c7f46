// Pictures of the real thing: always into a folder of the run, and into docs/screenshots when asked.
import { copyFileSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensure } from './checks.mjs'

const KEPT = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
const LARGEST = 300_000

/** Takes pictures under fixed names. */
export class Pictures {
  constructor({ pictures, keep }) {
    this.folder = pictures
    this.keep = keep
  }

  /** What someone sees now, with `top` just under the frame when it is given. */
  async take(person, name, top) {
    const path = join(this.folder, `${name}.png`)
    // What the pointer happens to be on looks different.
    await person.page.mouse.move(0, 0)
    await top?.evaluate((element) => {
      const frame = document.querySelector('header').getBoundingClientRect().bottom
      scrollBy({ top: element.getBoundingClientRect().top - frame - 16, behavior: 'instant' })
    })
    await person.page.screenshot({ path, animations: 'disabled', caret: 'initial' })
    const { size } = statSync(path)
    ensure(size <= LARGEST, `${name}.png has ${size} bytes`)
    if (!this.keep) return
    mkdirSync(KEPT, { recursive: true })
    copyFileSync(path, join(KEPT, `${name}.png`))
  }
}
