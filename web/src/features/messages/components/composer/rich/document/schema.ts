import {
  type Extensions,
  getSchema,
  Mark,
  markInputRule,
  mergeAttributes,
  Node,
} from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'
import { Bold } from '@tiptap/extension-bold'
import { Code } from '@tiptap/extension-code'
import { CodeBlock } from '@tiptap/extension-code-block'
import { Document } from '@tiptap/extension-document'
import { Italic } from '@tiptap/extension-italic'
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Strike } from '@tiptap/extension-strike'
import { Text } from '@tiptap/extension-text'
import type { MarkType, Schema } from '@tiptap/pm/model'
import { mentionedAccount, safeHref } from '../../../../markdown/links'

/** A link is followed in the message, not while it is written. */
const Link = Mark.create({
  name: 'link',
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element) => {
        const href = safeHref(element.getAttribute('href') ?? '')
        return href === null ? false : { href }
      },
    },
  ],
  renderHTML: ({ mark, HTMLAttributes }) => {
    const href = safeHref(String(mark.attrs.href)) ?? ''
    return ['a', mergeAttributes(HTMLAttributes, { href, title: href, rel: 'noopener' }), 0]
  },
})

/** Somebody named: one character wide, deleted as a whole, stored as a link (docs/wire.md). */
const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({
    accountId: { default: '', rendered: false },
    name: { default: '', rendered: false },
  }),
  parseHTML: () => [
    {
      tag: 'span[data-mention]',
      getAttrs: (element) => {
        const accountId = element.getAttribute('data-mention') ?? ''
        if (mentionedAccount(`parley:account/${accountId}`) === null) return false
        return { accountId, name: (element.textContent ?? '').replace(/^@/, '') }
      },
    },
  ],
  renderHTML: ({ node }) => [
    'span',
    { 'data-mention': String(node.attrs.accountId) },
    `@${node.attrs.name}`,
  ],
  renderText: ({ node }) => `@${node.attrs.name}`,
})

/** What has no shape in the editor (a table, a heading, a rule) stays the Markdown it was written in. */
const Markdown = Node.create({
  name: 'markdown',
  group: 'block',
  content: 'text*',
  marks: '',
  code: true,
  defining: true,
  parseHTML: () => [{ tag: 'pre[data-markdown]', preserveWhitespace: 'full', priority: 60 }],
  renderHTML: () => ['pre', { 'data-markdown': '', dir: 'auto' }, 0],
})

/** What is typed between these becomes the mark: never beside a blank or inside a word, so that sums and names stay what they are. */
const TYPED = {
  bold: [/(?<![\w*])(\*\*(?!\s)([^*]+)(?<!\s)\*\*)$/, /(?<!\w)(__(?!\s)([^_]+)(?<!\s)__)$/],
  italic: [/(?<![\w*])(\*(?![\s*])([^*]+)(?<!\s)\*)$/, /(?<!\w)(_(?![\s_])([^_]+)(?<!\s)_)$/],
  strike: [/(?<![\w~])(~~(?!\s)([^~]+)(?<!\s)~~)$/],
  code: [/(?<![\w`])(`([^`]+)`)$/],
} as const

function typed(mark: keyof typeof TYPED) {
  return {
    addInputRules(this: { type: MarkType }) {
      return TYPED[mark].map((find) => markInputRule({ find, type: this.type }))
    },
    addPasteRules: () => [],
  }
}

/** What a message can be while it is written; the keys and rules of its parts come with them. */
export function messageExtensions(): Extensions {
  return [
    Document,
    Text,
    Paragraph,
    Bold.extend(typed('bold')),
    Italic.extend(typed('italic')),
    Strike.extend(typed('strike')),
    // Bold code has no spelling that every reader of Markdown knows, so code is nothing else.
    Code.extend({ ...typed('code'), excludes: 'bold italic strike' }),
    Link,
    Mention,
    Blockquote.configure({ HTMLAttributes: { dir: 'auto' } }),
    BulletList.configure({ HTMLAttributes: { dir: 'auto' } }),
    OrderedList.configure({ HTMLAttributes: { dir: 'auto' } }),
    ListItem,
    CodeBlock.configure({ HTMLAttributes: { dir: 'ltr' } }),
    Markdown,
  ]
}

let known: Schema | null = null

export function messageSchema(): Schema {
  known ??= getSchema(messageExtensions())
  return known
}
