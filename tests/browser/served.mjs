// A family of a check's own, served by a program of its own.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inTime } from './checks.mjs'

/** Starts the program with that family, gives its address and the ids of its items, and ends it when `run` is done. */
export async function served(program, family, run) {
  const folder = mkdtempSync(join(tmpdir(), 'samenbeeld-served-'))
  const file = join(folder, 'family.json')
  writeFileSync(file, JSON.stringify(family))
  const data = join(folder, 'data')
  const child = spawn(program, ['serve', '--demo', file, '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let log = ''
  child.stderr.on('data', (bytes) => (log = (log + bytes).slice(-4000)))
  try {
    const address = await inTime(`the program listens\n${log}`, listening(child, () => log))
    await run(address, JSON.parse(readFileSync(join(data, 'demo-ids.json'), 'utf8')))
  } finally {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The address it says it listens on; what it says is read to the end, so that it never waits for a reader. */
function listening(child, log) {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (bytes) => {
      said += bytes
      const found = said.match(/listening on (http:\/\/[\d.]+:\d+)/)
      if (found !== null) resolve(found[1])
    })
    child.once('exit', () => reject(new Error(`the program ended before it listened\n${log()}`)))
  })
}
