/** What a message can look like: the whole allow-list. Nothing else reaches the screen. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'break' }
  | { type: 'code'; text: string }
  | { type: 'strong' | 'em' | 'strike'; children: Inline[] }
  | { type: 'link'; href: string; children: Inline[] }
  | { type: 'mention'; accountId: string; text: string }

export type Block =
  | { type: 'paragraph' | 'heading'; children: Inline[] }
  | { type: 'quote'; children: Block[] }
  | { type: 'list'; start: number | null; items: Block[][] }
  | { type: 'codeblock'; text: string; language: string }
  | { type: 'rule' }
  | { type: 'table'; head: Inline[][]; rows: Inline[][][] }

/** The text of inline nodes, without their shape. */
export function textOf(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'break') return ' '
      return 'children' in node ? textOf(node.children) : node.text
    })
    .join('')
}
