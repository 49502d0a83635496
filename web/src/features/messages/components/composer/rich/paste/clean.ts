import { type Block, type Inline, textOf } from '../../../../markdown/tree'
import { codeOf, languageOf } from './code'
import { type Context, contextOf, marked, outermost } from './context'
import { assemble, MOST_DEPTH, type Piece } from './pieces'
import { flat, isCodeBlock, isForNobody, isOfValues, levelOf, ownLevelOf } from './shapes'
import { type Look, lookOf } from './style'
import { wordItemOf } from './word'

const SKIPPED = new Set(
  'audio,base,button,canvas,embed,head,iframe,input,link,math,meta,noscript,object,option,script,select,source,style,svg,template,textarea,title,track,video,xml'.split(
    ',',
  ),
)
const BLOCKS = new Set(
  'address,article,aside,body,caption,center,dd,details,dialog,div,dl,dt,fieldset,figcaption,figure,footer,form,header,hgroup,html,main,nav,p,section,summary,tbody,tfoot,thead,tr,td,th,table,menu,h1,h2,h3,h4,h5,h6'.split(
    ',',
  ),
)

/** How a block between others is set apart. */
type Setting = 'paragraph' | 'line'

/**
 * The HTML of a clipboard as what a message can be: its words, and of their shape what the program that copied it meant.
 *
 * The document is only read: one made by DOMParser runs no script and loads nothing.
 */
export function cleanHtml(html: string): Block[] {
  const { body } = new DOMParser().parseFromString(disarmed(html), 'text/html')
  const context = outermost(html)
  return new Cleaner(context.depth).blocksOf(body, context)
}

/**
 * Without what the Content-Security-Policy would have to refuse aloud. It is inert all the same; the parser decides what is a tag,
 * and this only keeps the console quiet.
 */
function disarmed(html: string): string {
  return html.replace(/<[a-z][^>]*>?/gi, (tag) =>
    tag.replace(/^<base\b/i, '<x-base').replace(/(?<=[\s"'/])on(?=\w+\s*=)/gi, 'x-on'),
  )
}

class Cleaner {
  private readonly pieces: Piece[] = []
  private line: Inline[] = []
  private readonly depth: number

  constructor(depth: number) {
    this.depth = depth
  }

  blocksOf(container: Element, context: Context): Block[] {
    this.children(container, context)
    this.end('line')
    return assemble(this.pieces)
  }

  private inside(element: Element, context: Context): Block[] {
    const depth = this.depth + 1
    return new Cleaner(depth).blocksOf(element, { ...context, depth })
  }

  private children(element: Element, context: Context): void {
    for (const node of element.childNodes) {
      if (node instanceof Text) this.text(node.data, context)
      else if (node instanceof Element) this.element(node, context)
    }
  }

  private text(written: string, context: Context): void {
    const lines = context.keepsLines ? written.split(/\r?\n/) : [written]
    lines.forEach((piece, at) => {
      if (at > 0) this.line.push({ type: 'break' })
      const text = piece.replace(/[ \t\r\n\f\u00a0]+/g, ' ')
      const isBlankAtStart = text.trim() === '' && this.isAtStart()
      if (text !== '' && !isBlankAtStart) this.line.push(...marked(text, context))
    })
  }

  private isAtStart(): boolean {
    const last = this.line.at(-1)
    return last === undefined || last.type === 'break'
  }

  private element(element: Element, context: Context): void {
    const name = element.localName
    const look = lookOf(element)
    if (SKIPPED.has(name) || look.isHidden || isForNobody(element)) return
    const inner = contextOf(element, look, context)
    if (name === 'br') this.line.push({ type: 'break' })
    else if (name === 'img') this.picture(element, context)
    else if (name === 'hr') this.end('line')
    else if (name === 'ul' || name === 'ol') this.list(element, inner, levelOf(element))
    else if (name === 'li') this.item(element, inner, { level: 0, start: null })
    else if (name === 'blockquote') this.quote(element, inner)
    else if (name === 'pre' || isCodeBlock(element, look)) this.code(element)
    else if (name === 'table' && isOfValues(element)) this.table(element, inner)
    else if (BLOCKS.has(name)) this.block(element, inner, look)
    else this.children(element, inner)
  }

  private block(element: Element, context: Context, look: Look): void {
    this.end('line')
    const item = wordItemOf(element)
    if (item !== null) {
      const blocks = this.inside(element, context)
      this.pieces.push({ kind: 'item', ...item, blocks })
      return
    }
    const isParagraph = /^(?:p|h[1-6]|figure|dl)$/.test(element.localName)
    const isLine = look.isTight || (context.isTightWord && element.classList.contains('MsoNormal'))
    const before = this.pieces.length
    this.children(element, context)
    const isEmpty = this.pieces.length === before && textOf(this.line).trim() === ''
    if (isEmpty && (isParagraph || this.line.length > 0)) {
      this.line = []
      this.pieces.push({ kind: 'gap' })
    } else this.end(isParagraph && !isLine ? 'paragraph' : 'line')
  }

  /** Closes the line that was being gathered, without breaks at its end; breaks alone set what follows apart. */
  private end(setting: Setting): void {
    const { line } = this
    this.line = []
    const isBroken = line.some(({ type }) => type === 'break')
    const hasWords = textOf(line).trim() !== ''
    while (line.at(-1)?.type === 'break') line.pop()
    if (hasWords) this.pieces.push({ kind: setting, children: line })
    else if (isBroken) this.pieces.push({ kind: 'gap' })
  }

  private list(list: Element, context: Context, level: number): void {
    this.end('line')
    const first = Number(list.getAttribute('start') ?? 1)
    let start =
      list.localName === 'ol' ? (Number.isSafeInteger(first) && first >= 0 ? first : 1) : null
    for (const child of list.children) {
      if (child.localName === 'ul' || child.localName === 'ol') this.list(child, context, level + 1)
      else if (child.localName === 'li') {
        this.item(child, context, { level: ownLevelOf(child) ?? level, start })
        if (start !== null) start += 1
      } else this.element(child, context)
    }
  }

  private item(
    element: Element,
    context: Context,
    place: { level: number; start: number | null },
  ): void {
    this.end('line')
    const inner = { ...context, isBold: false, isItalic: false, isStruck: false }
    if (this.depth >= MOST_DEPTH) {
      this.children(element, inner)
      this.end('line')
      return
    }
    const blocks = this.inside(element, inner)
    const level = Math.max(0, Math.min(place.level, MOST_DEPTH - this.depth - 1))
    if (blocks.length > 0) this.pieces.push({ kind: 'item', level, start: place.start, blocks })
  }

  private quote(element: Element, context: Context): void {
    this.end('line')
    if (this.depth >= MOST_DEPTH) {
      this.children(element, context)
      return
    }
    const children = this.inside(element, context)
    if (children.length > 0) this.pieces.push({ kind: 'block', block: { type: 'quote', children } })
  }

  private code(element: Element): void {
    const text = codeOf(element)
    if (text.trim() === '') return
    if (!text.includes('\n') && element.localName !== 'pre') {
      this.line.push({ type: 'code', text: text.trim() })
      return
    }
    this.end('line')
    const language = languageOf(element)
    this.pieces.push({ kind: 'block', block: { type: 'codeblock', text, language } })
  }

  private table(table: Element, context: Context): void {
    this.end('line')
    for (const row of table.querySelectorAll('tr')) {
      const cells = [...row.children].map((cell) =>
        flat(this.inside(cell, contextOf(cell, lookOf(cell), context))),
      )
      while (cells.length > 0 && textOf(cells.at(-1) ?? []).trim() === '') cells.pop()
      const children = cells.flatMap((cell, at): Inline[] =>
        at === 0 ? cell : [{ type: 'text', text: ' | ' }, ...cell],
      )
      if (children.length > 0) this.pieces.push({ kind: 'line', children })
    }
    this.pieces.push({ kind: 'gap' })
  }

  /** Of pictures only those that stand for a character; no other is asked for. */
  private picture(element: Element, context: Context): void {
    const alt = element.getAttribute('data-stringify-emoji') ?? element.getAttribute('alt') ?? ''
    if (
      /^(?:\p{Extended_Pictographic}|\p{Emoji_Component})+$/u.test(alt) ||
      /^:[\w+-]+:$/.test(alt)
    ) {
      this.line.push(...marked(alt, context))
    }
  }
}
