/** Somebody who can be mentioned: what stands after the `@`, and whom it means. */
export interface Mentionable {
  accountId: string
  /** What is typed and shown in the text field; unique among those on offer. */
  label: string
  /** The person's name, which the stored link carries. */
  name: string
}

interface Person {
  id: string
  display_name: string
}

const MENTION_LINK =
  /\[@((?:\\[\s\S]|[^\]\\])*)\]\(parley:account\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/g

/** Code in Markdown, where an `@` means nothing: fenced blocks and inline spans. */
const CODE =
  /(^|\n)(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:\n\2[^\n]*(?=\n|$)|$)|(`+)(?!`)[\s\S]*?[^`]\3(?!`)/g

/** Names made fit for a text field: one label each, the second of a name gets a number. */
export function mentionables(people: Iterable<Person>): Mentionable[] {
  const taken = new Set<string>()
  return [...people].map(({ id, display_name }) => {
    const name = display_name.replace(/\s+/g, ' ').trim()
    let label = name
    for (let count = 2; taken.has(label); count += 1) label = `${name} (${count})`
    taken.add(label)
    return { accountId: id, label, name }
  })
}

function escapeLabel(name: string): string {
  return name.replace(/[\\`*_[\]<>~!]/g, '\\$&')
}

function outsideCode(text: string, change: (piece: string) => string): string {
  let result = ''
  let from = 0
  for (const match of text.matchAll(CODE)) {
    result += change(text.slice(from, match.index)) + match[0]
    from = match.index + match[0].length
  }
  return result + change(text.slice(from))
}

const WORD = /[\p{L}\p{N}_]/u

function linkMentions(piece: string, longestFirst: readonly Mentionable[]): string {
  let result = ''
  let from = 0
  for (let at = piece.indexOf('@'); at !== -1; at = piece.indexOf('@', at + 1)) {
    if (at < from) continue
    const before = piece.slice(0, at).at(-1) ?? ' '
    const found = longestFirst.find(
      ({ label }) =>
        piece.startsWith(label, at + 1) && !WORD.test(piece.charAt(at + 1 + label.length)),
    )
    if (found === undefined || WORD.test(before)) continue
    result += `${piece.slice(from, at)}[@${escapeLabel(found.name)}](parley:account/${found.accountId})`
    from = at + 1 + found.label.length
  }
  return result + piece.slice(from)
}

/** What the text field holds, as it is stored: every `@Label` on offer becomes a mention link, except in code. */
export function toStored(readable: string, onOffer: readonly Mentionable[]): string {
  const longestFirst = [...onOffer]
    .filter(({ label }) => label !== '')
    .sort((a, b) => b.label.length - a.label.length)
  return outsideCode(readable, (piece) => linkMentions(piece, longestFirst))
}

/**
 * What is stored, as the text field shows it, with everybody it mentions.
 *
 * Those in `people` keep their label; who is mentioned but no longer among them is added, so that editing
 * an old message keeps its mentions: `toStored` of the answer is the text that went in.
 */
export function toReadable(
  stored: string,
  people: readonly Mentionable[],
): { text: string; mentionables: Mentionable[] } {
  const byId = new Map(people.map((person) => [person.accountId, person]))
  const taken = new Set(people.map(({ label }) => label))
  const text = outsideCode(stored, (piece) =>
    piece.replace(MENTION_LINK, (_link, escaped: string, accountId: string) => {
      const known = byId.get(accountId)
      if (known !== undefined) return `@${known.label}`
      const name = escaped.replace(/\\([\s\S])/g, '$1')
      let label = name
      for (let count = 2; taken.has(label); count += 1) label = `${name} (${count})`
      taken.add(label)
      byId.set(accountId, { accountId, label, name })
      return `@${label}`
    }),
  )
  return { text, mentionables: [...byId.values()] }
}

/** The `@` under the caret that asks for completion: where it stands and what follows it, or null. */
export function mentionQuery(text: string, caret: number): { at: number; query: string } | null {
  const at = text.lastIndexOf('@', caret - 1)
  if (at === -1) return null
  const query = text.slice(at + 1, caret)
  if (query.length > 40 || /\n|\s{2}|^\s/.test(query)) return null
  const before = text.slice(0, at).at(-1) ?? ' '
  return WORD.test(before) ? null : { at, query }
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}

/** People whose name has a word that begins with what was typed, accents and case left aside; at most eight. */
export function matching(query: string, onOffer: readonly Mentionable[]): Mentionable[] {
  const wanted = fold(query)
  return onOffer
    .filter(({ label }) => {
      const name = fold(label)
      return name.startsWith(wanted) || name.split(' ').some((word) => word.startsWith(wanted))
    })
    .slice(0, 8)
}
