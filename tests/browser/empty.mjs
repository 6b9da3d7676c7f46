// A family in which nobody said anything yet, served by a program of its own.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inTime } from './checks.mjs'

const MEMBERS = ['noor', 'marloes', 'youssef']
const FAMILY = {
  case: { id: 'gezin-leeg', title: 'Gezin Leeg', phase: 'home', legal_frame: 'voluntary', regisseur: 'youssef', opened_on: '2026-09-07' },
  persons: [
    { id: 'noor', name: 'Noor Leeg', born: '2011-03-14', role: 'youth', lives: ['huis'], member: true, index: true },
    { id: 'marloes', name: 'Marloes Leeg', born: '1985-06-02', role: 'parent', gezag: true, lives: ['huis'], member: true },
    { id: 'youssef', name: 'Youssef Haddou', role: 'wijkteam', member: true },
  ],
  rooms: [{ id: 'core', kind: 'core', label: 'Ons beeld', members: MEMBERS }],
  consents: [{ about: 'noor', rooms: ['core'], readers: ['marloes', 'youssef'], by: ['noor', 'marloes'], given_on: '2026-09-14' }],
}

/** Starts the program with that family, and ends it when `run` is done. */
export async function emptyFamily({ program }, run) {
  const folder = mkdtempSync(join(tmpdir(), 'samenbeeld-empty-'))
  const file = join(folder, 'family.json')
  writeFileSync(file, JSON.stringify(FAMILY))
  const data = join(folder, 'data')
  const child = spawn(program, ['serve', '--demo', file, '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    await run(await inTime('the program listens', listening(child)))
  } finally {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The address it says it listens on; what it says is read to the end, so that it never waits for a reader. */
function listening(child) {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (bytes) => {
      said += bytes
      const found = said.match(/listening on (http:\/\/[\d.]+:\d+)/)
      if (found !== null) resolve(found[1])
    })
    child.once('exit', () => reject(new Error('the program ended before it listened')))
  })
}
