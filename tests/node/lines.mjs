// One question a line in, one answer a line out; questions are answered in order.
import { createInterface } from 'node:readline'

const PATIENCE = 30_000

/** Answers `{"id":1,"do":"name","with":{…}}` with what `commands.name(with)` gives. */
export async function serve(commands) {
  // Providers retry by themselves; what they throw in between is no answer to anyone.
  process.on('unhandledRejection', (error) => console.error(String(error)))
  for await (const line of createInterface({ input: process.stdin })) {
    const question = JSON.parse(line)
    let answer
    try {
      const command = commands[question.do]
      if (!command) throw new Error(`nothing is named ${question.do}`)
      answer = { id: question.id, ok: (await command(question.with ?? {})) ?? null }
    } catch (error) {
      answer = { id: question.id, error: String(error?.message ?? error) }
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`)
  }
  process.exit(0)
}

/** Waits until `reached` gives something true, and gives that; says `what` was waited for when it never does. */
export function until(what, reached, describe = () => '') {
  return new Promise((resolve, reject) => {
    const end = Date.now() + PATIENCE
    const look = () => {
      const value = reached()
      if (value) resolve(value)
      else if (Date.now() > end) reject(new Error(`never: ${what}. ${describe()}`))
      else setTimeout(look, 4)
    }
    look()
  })
}
