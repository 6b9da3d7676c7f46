// A real OpenID provider, certified as such, for the professionals of one organisation. Its login page lets in whom the
// test names, as certain as the test says.
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import Provider from 'oidc-provider'
import { serve } from './lines.mjs'

const LEVEL = 'http://eidas.europa.eu/LoA/high'
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA']
const PEOPLE = { ilse: 'Ilse Brandsema', nobody: 'Nobody Here', noor: 'Noor Kaspers' }

let provider
let home
let coming = { account: 'ilse', level: LEVEL }
const notices = []

const server = createServer((request, response) => {
  const path = request.url.split('?')[0]
  if (path.startsWith('/interaction/')) return letIn(request, response)
  return provider.callback()(request, response)
})

/** The login page: nobody has to type anything. */
async function letIn(request, response) {
  try {
    const { account, level } = coming
    const login = { accountId: account, acr: level, amr: ['hwk'], ts: Math.floor(Date.now() / 1000) }
    await provider.interactionFinished(request, response, account ? { login } : { error: 'access_denied' })
  } catch (error) {
    response.writeHead(500).end(String(error))
  }
}

function keys() {
  const made = [
    ['RS256', 'rsa', { modulusLength: 2048 }],
    ['PS256', 'rsa', { modulusLength: 2048 }],
    ['ES256', 'ec', { namedCurve: 'P-256' }],
    ['EdDSA', 'ed25519', {}],
  ]
  return made.map(([alg, kind, options]) => ({
    ...generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' }),
    alg,
    use: 'sig',
    kid: `${alg}-${Math.random()}`,
  }))
}

const issuer = () => `http://127.0.0.1:${server.address().port}`

function open() {
  provider = new Provider(issuer(), {
    clients: ALGORITHMS.map((alg) => ({
      client_id: `samenbeeld-${alg}`,
      client_secret: 'a-secret-of-the-two-of-us',
      redirect_uris: [`${home}/api/v1/login/oidc/callback`],
      post_logout_redirect_uris: [`${home}/`],
      id_token_signed_response_alg: alg,
      backchannel_logout_uri: `${home}/api/v1/logout/oidc/backchannel`,
      backchannel_logout_session_required: true,
    })),
    jwks: { keys: keys() },
    cookies: { keys: ['only for tests'] },
    acrValues: [LEVEL],
    claims: { acr: null, amr: null, sid: null, auth_time: null, iss: null, openid: ['sub'], profile: ['name', 'organisation'] },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = `<!doctype html>${form}`
        },
      },
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: PEOPLE[id], organisation: 'Wijkteam Waterbrug' }),
    }),
    // Who works here agreed to this when they were hired.
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
    // Its own dispatcher refuses addresses of this machine, where the program of a test stands.
    fetch: async (url, { dispatcher: _, ...options }) => {
      const answer = await globalThis.fetch(url, options)
      notices.push({ url: String(url), body: String(options.body), status: answer.status })
      return answer
    },
  })
  provider.on('backchannel.error', (_, error) => console.error(error))
}

serve({
  async listen() {
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { issuer: issuer(), level: LEVEL, algorithms: ALGORITHMS }
  },
  /** Serves the program that stands at `at`. Asked again: with other keys, and nobody logged in. */
  open({ at }) {
    home = at
    open()
  },
  /** Who comes in next; without an account nobody does. */
  next({ account, level = LEVEL }) {
    coming = { account, level }
  },
  /** What was sent to the program when someone went out here. */
  notices() {
    return notices
  },
  close() {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  },
})
