import { type Block, type Inline, textOf } from '../../../../markdown/tree'
import type { Look } from './style'

/** Hidden from every reader: helpers of a page beside its headings and in its code. */
export function isForNobody(element: Element): boolean {
  const isMarker = /mso-list\s*:\s*ignore/i.test(element.getAttribute('style') ?? '')
  return (
    isMarker || element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true'
  )
}

/** An editor of code copies a box of fixed letters that keeps its lines. */
export function isCodeBlock(element: Element, look: Look): boolean {
  return element.localName === 'div' && look.isMonospace && look.keepsLines === true
}

/** A table of values, not one that only lays out a page or a mail. */
export function isOfValues(table: Element): boolean {
  const rows = [...table.querySelectorAll('tr')]
  const isLayout =
    table.getAttribute('role') === 'presentation' || table.querySelector('table') !== null
  return !isLayout && rows.some((row) => row.children.length > 1)
}

/** Some write inner lists beside the outer one and say how far they are indented. */
export function levelOf(list: Element): number {
  const indent = Number(list.getAttribute('data-indent') ?? 0)
  return Number.isSafeInteger(indent) && indent > 0 ? indent : 0
}

/** Some write every item as a list of its own and say how deep it is. */
export function ownLevelOf(item: Element): number | null {
  const level = Number(item.getAttribute('data-aria-level') ?? item.getAttribute('aria-level') ?? 0)
  return Number.isSafeInteger(level) && level > 0 ? level - 1 : null
}

/** Blocks on one line, for a cell of a table. */
export function flat(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block, at): Inline[] => {
    const words: Inline[] =
      block.type === 'paragraph' ? block.children : [{ type: 'text', text: plain(block) }]
    const line = words.map(
      (node): Inline => (node.type === 'break' ? { type: 'text', text: ' ' } : node),
    )
    return at === 0 ? line : [{ type: 'text', text: ' ' }, ...line]
  })
}

function plain(block: Block): string {
  if (block.type === 'codeblock') return block.text.replace(/\s+/g, ' ')
  if (block.type === 'quote') return block.children.map((child) => textOf(flat([child]))).join(' ')
  if (block.type !== 'list') return ''
  return block.items.map((item) => textOf(flat(item))).join(', ')
}
