import { parseMarkdown } from './parse'
import { type Block, textOf } from './tree'

function lineOf(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return textOf(block.children)
    case 'quote':
      return block.children.map(lineOf).join(' ')
    case 'list':
      return block.items.map((item) => `• ${item.map(lineOf).join(' ')}`).join(' ')
    case 'codeblock':
      return block.text
    case 'rule':
      return ''
    case 'table':
      return [block.head, ...block.rows].flatMap((row) => row.map(textOf)).join(' ')
  }
}

/** Markdown as one line of plain text for lists and announcements; at most `limit` characters are looked at. */
export function plainLine(markdown: string, limit = 400): string {
  const head = Array.from(markdown.slice(0, limit * 2))
    .slice(0, limit)
    .join('')
  return parseMarkdown(head).map(lineOf).join(' ').replace(/\s+/g, ' ').trim()
}
