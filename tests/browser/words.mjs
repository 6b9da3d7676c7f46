// The sentences on the screen, looked up by their key as the client does: a changed sentence breaks no check.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const ofTheClient = createRequire(new URL('../../client/package.json', import.meta.url))
const { FluentBundle, FluentResource } = ofTheClient('@fluent/bundle')

const bundle = new FluentBundle('nl', { useIsolating: false })
bundle.addResource(new FluentResource(readFileSync(new URL('../../schema/locales/nl.ftl', import.meta.url), 'utf8')))

/** The sentence under a key, addressed with `je` or `u`. */
export function say(key, values = {}, form = 'u') {
  const pattern = bundle.getMessage(key)?.value
  if (!pattern) throw new Error(`no sentence for "${key}" in nl.ftl`)
  const faults = []
  const sentence = bundle.formatPattern(pattern, { form, ...values }, faults)
  if (faults.length > 0) throw new Error(`"${key}": ${faults.join('; ')}`)
  return sentence
}
