import { Fragment, memo, type ReactNode, useMemo } from 'react'
import { CodeBlock } from './CodeBlock'
import { disguisedHost } from './links'
import classes from './Markdown.module.css'
import { parseMarkdown } from './parse'
import { type Block, type Inline, textOf } from './tree'

interface MarkdownProps {
  text: string
  /** Draws the mention of an account; without it the mention's text stands. */
  renderMention?: (accountId: string, text: string) => ReactNode
}

type Mention = NonNullable<MarkdownProps['renderMention']>

function Link({ href, children }: { href: string; children: Inline[] }) {
  const host = disguisedHost(textOf(children), href)
  return (
    <>
      <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow">
        <Inlines nodes={children} mention={(_, text) => text} />
      </a>
      {host === null ? null : <span className={classes.host}> ({host})</span>}
    </>
  )
}

function InlineNode({ node, mention }: { node: Inline; mention: Mention }): ReactNode {
  switch (node.type) {
    case 'text':
      return node.text
    case 'break':
      return <br />
    case 'code':
      return <code>{node.text}</code>
    case 'strong':
      return (
        <strong>
          <Inlines nodes={node.children} mention={mention} />
        </strong>
      )
    case 'em':
      return (
        <em>
          <Inlines nodes={node.children} mention={mention} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Inlines nodes={node.children} mention={mention} />
        </s>
      )
    case 'link':
      return <Link href={node.href}>{node.children}</Link>
    case 'mention':
      return mention(node.accountId, node.text)
  }
}

/** The nodes of a text never move among each other, so their place is their key. */
function placed<T>(nodes: readonly T[], draw: (node: T) => ReactNode): ReactNode[] {
  return nodes.map((node, place) => {
    const key = `${place}`
    return <Fragment key={key}>{draw(node)}</Fragment>
  })
}

function Inlines({ nodes, mention }: { nodes: readonly Inline[]; mention: Mention }) {
  return (
    <>
      {placed(nodes, (node) => (
        <InlineNode node={node} mention={mention} />
      ))}
    </>
  )
}

function Table({ block, mention }: { block: Block & { type: 'table' }; mention: Mention }) {
  const cell = (nodes: Inline[]) => <Inlines nodes={nodes} mention={mention} />
  return (
    <div className={classes.table}>
      <table>
        <thead>
          <tr>
            {placed(block.head, (nodes) => (
              <th scope="col" dir="auto">
                {cell(nodes)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {placed(block.rows, (row) => (
            <tr>
              {placed(row, (nodes) => (
                <td dir="auto">{cell(nodes)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function List({ block, mention }: { block: Block & { type: 'list' }; mention: Mention }) {
  const items = placed(block.items, (item) => (
    <li>
      <Blocks nodes={item} mention={mention} />
    </li>
  ))
  return block.start === null ? (
    <ul dir="auto">{items}</ul>
  ) : (
    <ol dir="auto" start={block.start}>
      {items}
    </ol>
  )
}

interface BlockProps {
  mention: Mention
  /** Direction of paragraphs; undefined in a list, whose own direction is that of its first words. */
  dir?: 'auto' | undefined
}

function BlockNode({ node, mention, dir }: BlockProps & { node: Block }): ReactNode {
  switch (node.type) {
    case 'paragraph':
      return (
        <p dir={dir}>
          <Inlines nodes={node.children} mention={mention} />
        </p>
      )
    case 'heading':
      // Never a real heading: a message must not rearrange the outline of the page.
      return (
        <p dir={dir} className={classes.heading}>
          <Inlines nodes={node.children} mention={mention} />
        </p>
      )
    case 'quote':
      return (
        <blockquote dir="auto">
          <Blocks nodes={node.children} mention={mention} />
        </blockquote>
      )
    case 'list':
      return <List block={node} mention={mention} />
    case 'codeblock':
      return <CodeBlock text={node.text} language={node.language} />
    case 'rule':
      return <hr />
    case 'table':
      return <Table block={node} mention={mention} />
  }
}

function Blocks({ nodes, mention, dir }: BlockProps & { nodes: readonly Block[] }) {
  return (
    <>
      {placed(nodes, (node) => (
        <BlockNode node={node} mention={mention} dir={dir} />
      ))}
    </>
  )
}

const asText: Mention = (_, text) => text

/** A message's Markdown as React elements: no HTML is ever built from it, nothing is ever loaded by it. */
export const Markdown = memo(function Markdown({ text, renderMention = asText }: MarkdownProps) {
  const nodes = useMemo(() => parseMarkdown(text), [text])
  return (
    <div className={classes.root}>
      <Blocks nodes={nodes} mention={renderMention} dir="auto" />
    </div>
  )
})
