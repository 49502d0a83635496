/** What a message can look like: the whole allow-list. Nothing else reaches the screen. A bare link is an address in the text. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'break' }
  | { type: 'code'; text: string }
  | { type: 'strong' | 'em' | 'strike'; children: Inline[] }
  | { type: 'link'; href: string; isBare: boolean; children: Inline[] }
  | { type: 'mention'; accountId: string; text: string }

export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; children: Inline[]; lines: Lines }
  | { type: 'quote'; children: Block[] }
  | { type: 'list'; start: number | null; items: Block[][] }
  | { type: 'codeblock'; text: string; language: string }
  | { type: 'rule'; lines: Lines }
  | { type: 'table'; head: Inline[][]; rows: Inline[][][]; lines: Lines }

/** The lines of the text that a block was written in: the first, and the one after the last. */
export type Lines = readonly [number, number]

/** The text of inline nodes, without their shape. */
export function textOf(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'break') return ' '
      return 'children' in node ? textOf(node.children) : node.text
    })
    .join('')
}
