// The demo family as its file says it: who reads which room, and what may never reach whom.

/** A family, with the ids the server gave to the short names of its file. */
export class Family {
  constructor({ family, ids }) {
    this.file = family
    this.ids = ids
    this.case = family.case.id
  }

  member(id) {
    return this.file.persons.find((one) => one.id === id)
  }

  room(id) {
    return this.file.rooms.find((one) => one.id === id)
  }

  /** The item with that short name, and its id. */
  item(short) {
    const found = [...objects(this.file)].find((one) => one.id === short)
    return { ...found, id: this.ids[short] }
  }

  /** Whether someone reads a room; everybody reads their own. */
  #reads(person, room) {
    return room === `self:${person}` || (this.room(room)?.members.includes(person) ?? false)
  }

  /** What no device of this person may ever receive: ids and words of other rooms, and names. */
  forbidden(person) {
    const parts = { hidden: [], open: [] }
    for (const [room, part] of this.#byRoom()) (this.#reads(person, room) ? parts.open : parts.hidden).push(part)
    const open = [...parts.open.flatMap((part) => [...sentences(part)])].join('\n')
    const list = []
    for (const part of parts.hidden) {
      for (const { id } of objects(part)) if (this.ids[id]) list.push({ words: this.ids[id], what: `the id of ${id}` })
      // The same words may stand in an open room by right.
      for (const words of sentences(part)) {
        if (!open.includes(words)) list.push({ words, what: `words of ${part.id ?? part.room}` })
      }
    }
    for (const short of this.file.expect.never_on_device[person] ?? []) {
      const { id, title, text } = this.item(short)
      list.push({ words: id, what: `the id of ${short}` })
      if (title ?? text) list.push({ words: title ?? text, what: `the words of ${short}` })
    }
    for (const room of this.file.rooms) {
      if (this.#reads(person, room.id)) continue
      // Documents are named after their room.
      list.push({ words: `${this.case}/${room.id}/`, what: `a document of ${room.id}` })
    }
    for (const name of this.file.expect.never_names[person] ?? []) list.push({ name, what: `the name ${name}` })
    return list
  }

  /** Every part of the file that stands in one room, with that room. */
  *#byRoom() {
    for (const part of objects(this.file)) if (part.room) yield [part.room, part]
    for (const step of this.file.actions) yield [this.file.goals.find((goal) => goal.id === step.goal).room, step]
    for (const room of this.file.rooms) yield [room.id, { id: room.id, text: room.ground }]
    const { joint, own, before } = this.file.priorities
    for (const by of [joint, own, before, ...this.file.versions.flatMap((one) => one.statements)]) {
      for (const [room, part] of Object.entries(by)) yield [room, { part }]
    }
  }
}

function* objects(value) {
  if (Array.isArray(value)) for (const inner of value) yield* objects(inner)
  else if (value && typeof value === 'object') {
    yield value
    for (const inner of Object.values(value)) yield* objects(inner)
  }
}

/** Strings people wrote: several words, long enough not to be said by chance. */
function* sentences(value) {
  if (typeof value === 'string') {
    if (value.length >= 12 && value.includes(' ')) yield value
  } else if (value && typeof value === 'object') for (const inner of Object.values(value)) yield* sentences(inner)
}

/** What of the list stands in the bytes, each as a sentence. */
export function found(list, pieces) {
  const all = Buffer.concat(pieces.flatMap((piece) => [piece, Buffer.from('\n')]))
  const text = all.toString('utf8')
  // In JSON quotes are escaped; the same words without that.
  const unescaped = text.replaceAll('\\"', '"').replaceAll('\\n', '\n')
  return list.flatMap(({ words, name, what }) => {
    const whole = name && new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, 'u')
    const stands = name ? whole.test(text) : text.includes(words) || unescaped.includes(words)
    return stands ? [`${what}: ${words ?? name}`] : []
  })
}
