// What only the test that started us can do: take the server's power away and give it back. One question a line, one answer.
import { createInterface } from 'node:readline'
import { inTime } from './checks.mjs'

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

async function ask(what) {
  process.stdout.write(`@${what}\n`)
  const { value } = await inTime(`the answer to ${what}`, answers.next())
  if (value !== 'done') throw new Error(`${what}: ${value}`)
}

/** Kills the server with -9. */
export const killServer = () => ask('kill')
/** Starts it again on the same data and port. */
export const startServer = () => ask('start')
