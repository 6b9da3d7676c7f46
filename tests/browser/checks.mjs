// Named checks: each says whether it held and how long it took; the run fails when one did not.
import { performance } from 'node:perf_hooks'

/** How long anything may take before it counts as never. Long, because tests share the machine. */
export const PATIENCE = 20_000

/** Throws with `what` unless it holds. */
export function ensure(holds, what) {
  if (!holds) throw new Error(what)
}

/** Throws unless both are the same; shows where they part. */
export function same(got, wanted, what) {
  const [one, other] = [JSON.stringify(got), JSON.stringify(wanted)]
  ensure(one === other, `${what}\n    got    ${one}\n    wanted ${other}`)
}

/** Waits for a promise at most `PATIENCE`. */
export function inTime(what, promise) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`never: ${what}`)), PATIENCE)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** Counts what held and what did not. */
export class Checks {
  /** The names of those that did not hold. */
  failures = []
  passed = 0

  /** @param onFailure what to keep of the moment, for who looks into it */
  constructor(onFailure) {
    this.onFailure = onFailure
  }

  /** Runs one check; `false` when it failed. */
  async check(name, run) {
    const began = performance.now()
    const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`
    try {
      await run()
      this.passed += 1
      console.log(`  ok      ${seconds().padStart(6)}  ${name}`)
      return true
    } catch (error) {
      this.failures.push(name)
      console.log(`  FAILED  ${seconds().padStart(6)}  ${name}\n    ${error.stack ?? error}`)
      await this.onFailure(`failed-${this.failures.length}`)
      return false
    }
  }
}
