// Pictures of the real thing: always into a folder of the run, and into docs/screenshots when asked.
import { copyFileSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensure } from './checks.mjs'
import { twoFrames } from './people.mjs'

const KEPT = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
const LARGEST = 300_000

/** Takes pictures under fixed names. */
export class Pictures {
  constructor({ pictures, keep }) {
    this.folder = pictures
    this.keep = keep
  }

  /** What someone sees now: with `top` just under the frame, on a screen of `size`, when they are given. */
  async take(person, name, { top, size } = {}) {
    const path = join(this.folder, `${name}.png`)
    const before = person.page.viewportSize()
    if (size) await person.page.setViewportSize(size)
    // What the pointer happens to be on looks different.
    await person.page.mouse.move(0, 0)
    await top?.evaluate((element) => {
      const frame = document.querySelector('header').getBoundingClientRect().bottom
      scrollBy({ top: element.getBoundingClientRect().top - frame - 16, behavior: 'instant' })
    })
    await twoFrames(person.page)
    await person.page.screenshot({ path, animations: 'disabled', caret: 'initial' })
    if (size) await person.page.setViewportSize(before)
    const bytes = statSync(path).size
    ensure(bytes <= LARGEST, `${name}.png has ${bytes} bytes`)
    if (!this.keep) return
    mkdirSync(KEPT, { recursive: true })
    copyFileSync(path, join(KEPT, `${name}.png`))
  }
}
