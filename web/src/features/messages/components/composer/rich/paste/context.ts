import type { Inline } from '../../../../markdown/tree'
import { cleanAddress, isAddressOf } from './addresses'
import type { Look } from './style'

const CODE = new Set(['code', 'kbd', 'samp', 'tt'])

/** What holds for everything inside an element. */
export interface Context {
  isBold: boolean
  isItalic: boolean
  isStruck: boolean
  isCode: boolean
  href: string | null
  /** The address as it was before it was cleaned. */
  written: string
  keepsLines: boolean
  /** Lists and quotes around it. */
  depth: number
  /** Word's paragraphs have no space under them in this document. */
  isTightWord: boolean
}

/** Nothing holds outside of everything. `html` is what styles are named in. */
export function outermost(html: string): Context {
  return {
    isBold: false,
    isItalic: false,
    isStruck: false,
    isCode: false,
    href: null,
    written: '',
    keepsLines: false,
    depth: 0,
    isTightWord: /p\.MsoNormal[^{]*\{[^}]*margin:\s*0(?:cm|in|pt)?\s*;/i.test(html),
  }
}

/** What holds inside an element: what was said around it, and what it says itself. */
export function contextOf(element: Element, look: Look, context: Context): Context {
  const name = element.localName
  const isBold =
    look.isBold ?? (name === 'b' || name === 'strong' || /^h[1-6]$/.test(name) || undefined)
  const isItalic = look.isItalic ?? (name === 'i' || name === 'em' || undefined)
  const isStruck = look.isStruck ?? (/^(?:s|del|strike)$/.test(name) || undefined)
  return {
    ...context,
    isBold: isBold ?? context.isBold,
    isItalic: isItalic ?? context.isItalic,
    isStruck: isStruck === true || context.isStruck,
    isCode: context.isCode || CODE.has(name),
    href: name === 'a' ? cleanAddress(element.getAttribute('href') ?? '') : context.href,
    written: name === 'a' ? (element.getAttribute('href') ?? '') : context.written,
    keepsLines: look.keepsLines ?? context.keepsLines,
  }
}

/** A piece of text with the marks that hold for it. A link whose words are its address is the address. */
export function marked(text: string, context: Context): Inline[] {
  if (context.href !== null && isAddressOf(text, context.href, context.written)) {
    const shown = context.href.replace(/^mailto:/, '').replace(/\/$/, '')
    return [{ type: 'text', text: shown }]
  }
  let nodes: Inline[] = [context.isCode ? { type: 'code', text } : { type: 'text', text }]
  if (context.isStruck) nodes = [{ type: 'strike', children: nodes }]
  if (context.isItalic) nodes = [{ type: 'em', children: nodes }]
  if (context.isBold) nodes = [{ type: 'strong', children: nodes }]
  if (context.href === null) return nodes
  return [{ type: 'link', href: context.href, isBare: false, children: nodes }]
}
