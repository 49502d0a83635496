import { parsePiece } from '../../../../markdown/parse'
import { areSame, type Emphasis, linesOf, type Run } from './runs'

/** How a line is written; tried in this order until what is written reads as what was meant. */
interface Style {
  /** The mark of italics: a neighbouring `**` can make one of the two unreadable. */
  italic: '*' | '_'
  /** Which characters that mean something to Markdown are escaped. An escape would cut an address in two. */
  escapes: 'none' | 'outside-addresses' | 'all'
  /** Whether a letter just outside a mark is written as a number, where the mark would not open or close beside it. */
  guarded: boolean
}

const STYLES: readonly Style[] = (['none', 'outside-addresses', 'all'] as const)
  .flatMap((escapes) => [
    { escapes, italic: '*' as const, guarded: false },
    { escapes, italic: '_' as const, guarded: false },
  ])
  .concat([
    { escapes: 'all', italic: '*', guarded: true },
    { escapes: 'all', italic: '_', guarded: true },
  ])

const MEANINGFUL = /[\\`*_~[\]<&]/g
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>]+/gi
const LETTER = /^[^\s\p{P}\p{S}]$/u

/** How freely a line is written: as it was typed where that reads right, with addresses left whole, with every character escaped. */
export const LEVELS = [0, 1, 2] as const
export type Level = (typeof LEVELS)[number]

/** Writes a line so that it reads as its runs. */
export function writeLine(runs: readonly Run[], level: Level): string {
  const [only] = runs
  if (only === undefined) return ''
  if (runs.length === 1 && isOrdinary(only)) return escapeStart(only.text)
  const styles = STYLES.slice(2 * level)
  const style = styles.find((each) => reads(write(runs, each), [runs]))
  if (style !== undefined) return write(runs, style)
  // Marks that no spelling can hold are left out: the words matter more.
  const bare = runs.map((run) => (run.isCode ? run : { ...run, marks: [] }))
  return write(bare, { italic: '*', escapes: 'all', guarded: true })
}

/** Whether a line holds characters that could mean something together with those of another line. */
export function isEntangled(text: string): boolean {
  return text.search(MEANINGFUL) !== -1
}

function isOrdinary(run: Run): boolean {
  const isBare = run.marks.length === 0 && !run.isCode && run.href === null
  return isBare && run.accountId === null && run.text.search(MEANINGFUL) === -1
}

/** Whether a piece of Markdown is one paragraph of exactly these lines. */
export function reads(text: string, lines: readonly (readonly Run[])[]): boolean {
  const [block, ...more] = parsePiece(text)
  if (block?.type !== 'paragraph' || more.length > 0) return false
  const read = linesOf(block.children)
  return read.length === lines.length && read.every((line, at) => areSame(line, lines[at] ?? []))
}

/** Writes a line's text while keeping the marks that are open. */
class LineWriter {
  private text = ''
  private last: 'text' | 'start' | 'end' = 'text'
  private readonly open: string[] = []
  private readonly runs: readonly Run[]
  private readonly style: Style

  constructor(runs: readonly Run[], style: Style) {
    this.runs = runs
    this.style = style
  }

  write(): string {
    this.runs.forEach((run, at) => {
      this.turnTo(at)
      this.put(this.pieceOf(run))
    })
    this.turnTo(this.runs.length)
    return escapeStart(escapeEnd(this.text))
  }

  /** Closes what does not hold for the run at `at`, and opens what begins with it, what lasts longest first. */
  private turnTo(at: number): void {
    const wanted = keysOf(this.runs[at])
    const kept = this.open.findIndex((key) => !wanted.includes(key))
    if (kept !== -1) {
      for (const key of this.open.splice(kept).reverse()) this.put(this.endOf(key), 'end')
    }
    const lasting = (key: string) => {
      const end = this.runs.findIndex((run, index) => index > at && !keysOf(run).includes(key))
      return end === -1 ? this.runs.length : end
    }
    const beginning = wanted.filter((key) => !this.open.includes(key))
    for (const key of beginning.sort((a, b) => lasting(b) - lasting(a))) {
      this.put(this.startOf(key), 'start')
      this.open.push(key)
    }
  }

  private put(piece: string, kind: 'text' | 'start' | 'end' = 'text'): void {
    const isGuarded = this.style.guarded
    if (isGuarded && kind === 'start' && this.last === 'text') this.text = guardEnd(this.text)
    this.text += isGuarded && kind === 'text' && this.last === 'end' ? guardStart(piece) : piece
    this.last = kind
  }

  private startOf(key: string): string {
    return key.startsWith('link:') ? '[' : this.markOf(key)
  }

  private endOf(key: string): string {
    return key.startsWith('link:') ? `](${escapeAddress(key.slice(5))})` : this.markOf(key)
  }

  private markOf(key: string): string {
    const marks: Record<string, string> = { bold: '**', italic: this.style.italic, strike: '~~' }
    return marks[key] ?? ''
  }

  private pieceOf(run: Run): string {
    if (run.accountId !== null) {
      const name = this.style.escapes === 'all' ? escapeAll(run.text) : escapeWords(run.text)
      return `[${name}](parley:account/${run.accountId})`
    }
    if (run.isCode) return codeSpan(run.text)
    if (this.style.escapes === 'none') return run.text
    return this.style.escapes === 'all' ? escapeAll(run.text) : escapeOutside(run.text)
  }
}

function write(runs: readonly Run[], style: Style): string {
  return new LineWriter(runs, style).write()
}

/** The marks of a run; a link is one too. */
function keysOf(run: Run | undefined): string[] {
  if (run === undefined) return []
  const marks: Emphasis[] = [...run.marks]
  return run.href === null ? marks : [`link:${run.href}`, ...marks]
}

function guardEnd(text: string): string {
  const last = Array.from(text).at(-1) ?? ''
  return LETTER.test(last) ? `${text.slice(0, -last.length)}${numbered(last)}` : text
}

function guardStart(text: string): string {
  const first = Array.from(text)[0] ?? ''
  return LETTER.test(first) ? `${numbered(first)}${text.slice(first.length)}` : text
}

function numbered(character: string): string {
  return `&#x${(character.codePointAt(0) ?? 0).toString(16)};`
}

function escapeWords(text: string): string {
  return text.replace(MEANINGFUL, '\\$&').replace(/!$/, '\\!')
}

/** An address with its colon escaped does not swallow the marks that follow it. */
function escapeAll(text: string): string {
  return escapeWords(text).replace(/(?<=[a-z]):(?=\S)/gi, '\\:')
}

function escapeOutside(text: string): string {
  let result = ''
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    result += escapeWords(text.slice(from, match.index)) + match[0]
    from = match.index + match[0].length
  }
  return result + escapeWords(text.slice(from))
}

/** What would begin a block of another kind at the start of a line. */
function escapeStart(text: string): string {
  if (/^\|?[\s:|-]*-[\s:|-]*$/.test(text)) return text.replace(/[-|:]/, '\\$&')
  return text
    .replace(/^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|~~~|={2,})/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
}

/** A backslash at the end of a line would break the line in its place. */
function escapeEnd(text: string): string {
  const slashes = /\\*$/.exec(text)?.[0].length ?? 0
  return slashes % 2 === 1 ? `${text}\\` : text
}

function escapeAddress(href: string): string {
  return href.replace(/[\\()<>]/g, '\\$&').replace(/\s/g, encodeURIComponent)
}

function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  const isPadded = /^`|`$/.test(text) || (/^ .* $/.test(text) && text.trim() !== '')
  return isPadded ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`
}
