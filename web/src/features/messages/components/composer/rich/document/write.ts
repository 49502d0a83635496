import type { Node } from '@tiptap/pm/model'
import { isEntangled, LEVELS, type Level, reads, writeLine } from './line'
import { type Run, runsOf } from './runs'

interface Line {
  runs: readonly Run[]
  /** As it was written so far, by level. */
  written: string[]
}

/** Nodes are immutable and shared between states: only the paragraph that was typed in is written anew. */
const lines = new WeakMap<Node, Line>()

/** Whether several lines together still read as they do alone; asked again at every key, so the answers are kept. */
const groups = new Map<string, boolean>()
const MOST_GROUPS = 64

/** The editor's document as Markdown; empty when it holds no word. */
export function markdownOf(doc: Node): string {
  return hasWords(doc) ? blocksOf(doc) : ''
}

/** Whether there is anything to send. */
export function hasWords(doc: Node): boolean {
  if (doc.textContent.trim() !== '') return true
  let found = false
  doc.descendants((node) => {
    found ||= node.type.name === 'mention'
    return !found
  })
  return found
}

function lineOf(paragraph: Node): Line {
  const known = lines.get(paragraph)
  if (known !== undefined) return known
  const line = { runs: runsOf(paragraph), written: [] }
  lines.set(paragraph, line)
  return line
}

function textOf(line: Line, level: Level): string {
  line.written[level] ??= writeLine(line.runs, level)
  return line.written[level] ?? ''
}

/** Consecutive lines of text. What reads right alone could mean something else together, such as a star in two lines. */
function groupOf(group: readonly Line[]): string {
  for (const level of LEVELS) {
    const written = group.map((line) => textOf(line, level))
    const text = written.join('\n')
    if (written.filter(isEntangled).length < 2 || level === LEVELS.at(-1)) return text
    if (readsTogether(text, group)) return text
  }
  return ''
}

function readsTogether(text: string, group: readonly Line[]): boolean {
  const known = groups.get(text)
  if (known !== undefined) return known
  if (groups.size >= MOST_GROUPS) groups.clear()
  const isRead = reads(
    text,
    group.map(({ runs }) => runs),
  )
  groups.set(text, isRead)
  return isRead
}

function blocksOf(parent: Node): string {
  const pieces: string[] = []
  let group: Line[] = []
  let list: { isOrdered: boolean; isAlternate: boolean } | null = null
  const endGroup = () => {
    if (group.length > 0) pieces.push(groupOf(group))
    group = []
  }
  parent.forEach((node) => {
    const name = node.type.name
    if (name === 'paragraph') {
      const line = lineOf(node)
      if (line.runs.length === 0) {
        endGroup()
        return
      }
      group.push(line)
      list = null
      return
    }
    endGroup()
    if (name === 'bulletList' || name === 'orderedList') {
      const isOrdered = name === 'orderedList'
      // Two lists that follow each other would be one: every second has another marker.
      const isAlternate: boolean = list?.isOrdered === isOrdered && !list.isAlternate
      list = { isOrdered, isAlternate }
      pieces.push(listOf(node, list))
      return
    }
    list = null
    if (name === 'blockquote') pieces.push(prefixed(blocksOf(node), '> ', '> '))
    else if (name === 'codeBlock') pieces.push(codeOf(node))
    else if (node.textContent.trim() !== '') pieces.push(node.textContent.trim())
  })
  endGroup()
  return pieces.join('\n\n')
}

interface ListStyle {
  isOrdered: boolean
  isAlternate: boolean
}

function listOf(list: Node, { isOrdered, isAlternate }: ListStyle): string {
  const start = isOrdered ? Number(list.attrs.start ?? 1) : 0
  const items: string[] = []
  list.forEach((item, _offset, index) => {
    const bullet = isAlternate ? '*' : '-'
    const end = isAlternate ? ')' : '.'
    const marker = isOrdered ? `${Math.min(start + index, 999_999_999)}${end} ` : `${bullet} `
    items.push(prefixed(itemOf(item), marker, ' '.repeat(marker.length)))
  })
  return items.join('\n')
}

/** An item that begins with something else than words has it on the line after its marker. */
function itemOf(item: Node): string {
  const text = blocksOf(item)
  const first = item.children.find((node) => !isEmptyLine(node))
  return first === undefined || first.type.name === 'paragraph' ? tight(item, text) : `\n${text}`
}

function isEmptyLine(node: Node): boolean {
  return node.type.name === 'paragraph' && lineOf(node).runs.length === 0
}

/** A list right under the words it belongs to needs no empty line, unless Markdown would read it as words. */
function tight(item: Node, text: string): string {
  const [inner, words] = item.children.filter((node) => !isEmptyLine(node)).reverse()
  const isOrdered = inner?.type.name === 'orderedList'
  const mayFollow = isOrdered ? inner.attrs.start === 1 : inner?.type.name === 'bulletList'
  if (inner === undefined || !mayFollow || words?.type.name !== 'paragraph') return text
  const firstItem = inner.firstChild === null ? '' : itemOf(inner.firstChild)
  const end = `\n\n${listOf(inner, { isOrdered, isAlternate: false })}`
  if (!/^\S/.test(firstItem) || !text.endsWith(end)) return text
  return text.slice(0, -end.length) + end.slice(1)
}

function codeOf(block: Node): string {
  const text = block.textContent
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  const language = String(block.attrs.language ?? '').replace(/[^\w+#.-]/g, '')
  return `${fence}${language}\n${text === '' ? '' : `${text}\n`}${fence}`
}

/** Every line behind a prefix; empty lines without the blanks at its end. */
function prefixed(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, at) => {
      const prefix = at === 0 ? first : others
      return line === '' ? prefix.trimEnd() : prefix + line
    })
    .join('\n')
}
