import type { JSONContent } from '@tiptap/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentOf } from './read'
import { messageSchema } from './schema'
import { markdownOf } from './write'

const MARA = '0192f0c1-0000-7000-8000-000000000001'

const made = (json: JSONContent) => messageSchema().nodeFromJSON(json)

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...'abc xyz 12'.split(''), ' ', 'é', '好', 'ش', '😀') },
  { weight: 4, arbitrary: fc.constantFrom(...'*_~`[]()<>&#-+.!|\\:="\'/@'.split('')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'https://a.example/x_y_z',
      '1. ',
      '- ',
      '&amp;',
      '**',
      '](',
      'a.example',
      '\u00a0',
      '“',
    ),
  },
)
const words = fc.array(text, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''))
const marks = fc
  .subarray(['bold', 'italic', 'strike'])
  .map((names) => names.map((type) => ({ type })))
const link = { type: 'link', attrs: { href: 'https://a.example/(b)?c=d_e' } }
const run = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('text'), text: words, marks }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('text'),
      text: words,
      marks: fc.constant<{ type: string }[]>([{ type: 'code' }]),
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(words, marks)
      .map(([piece, some]) => ({ type: 'text', text: piece, marks: [link, ...some] })),
  },
  {
    weight: 1,
    arbitrary: words.map((name) => ({
      type: 'mention',
      attrs: { accountId: MARA, name: name.replace(/\s+/g, ' ').trim() || 'x' },
    })),
  },
)
const paragraph = fc
  .array(run, { maxLength: 4 })
  .map((content): JSONContent => ({ type: 'paragraph', content }))
const code = fc.tuple(fc.constantFrom(null, 'ts', 'c++'), fc.array(words, { maxLength: 3 })).map(
  ([language, rows]): JSONContent => ({
    type: 'codeBlock',
    attrs: { language },
    content: rows.length === 0 ? [] : [{ type: 'text', text: rows.join('\n') }],
  }),
)
const { block } = fc.letrec<{ block: JSONContent; list: JSONContent; quote: JSONContent }>(
  (tie) => ({
    block: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      paragraph,
      paragraph,
      code,
      tie('list'),
      tie('quote'),
    ),
    list: fc
      .tuple(
        fc.constantFrom('bulletList', 'orderedList'),
        fc.array(fc.tuple(paragraph, fc.array(tie('block'), { maxLength: 2 })), {
          minLength: 1,
          maxLength: 3,
        }),
      )
      .map(([type, items]) => ({
        type,
        content: items.map(([first, more]) => ({ type: 'listItem', content: [first, ...more] })),
      })),
    quote: fc
      .array(tie('block'), { minLength: 1, maxLength: 3 })
      .map((content) => ({ type: 'blockquote', content })),
  }),
)
const doc = fc
  .array(block, { minLength: 1, maxLength: 4 })
  .map((content): JSONContent => ({ type: 'doc', content }))

/** Letters in their order: what may never be lost or changed, however it is written. */
const letters = (node: ReturnType<typeof made>) =>
  node.textBetween(0, node.content.size, '\n', (leaf) => `@${leaf.attrs.name}`).replace(/\s+/g, '')

const written = (text: string) => markdownOf(made(documentOf(text)))

describe('a document', () => {
  it('reads as itself after it was written', () => {
    fc.assert(
      fc.property(doc, (json) => {
        const original = made(json)
        const written = markdownOf(original)
        if (written === '') return
        const read = made(documentOf(written))
        expect(letters(read)).toBe(letters(original))
        expect(markdownOf(read)).toBe(written)
      }),
      { numRuns: 200 },
    )
  }, 120_000)
})

const MENTION = `[@Mara \\[x\\]](parley:account/${MARA})`

describe('a text', () => {
  it.each([
    'Hello',
    '**bold** *slanted* ~~gone~~ `code` [link](https://a.example/)',
    'a\nb\n\nc',
    '- one\n- two\n  - three\n    1. four\n  - five\n- six',
    '3. three\n4. four',
    '> a\n> b\n>\n> - c',
    '```ts\nconst a = `b`\n\n  c\n```',
    '````\n```\n````',
    `hi ${MENTION}, and again ${MENTION}`,
    '# Title\n\nwords\n\n| a | b |\n|---|---|\n| c | d |\n\n---\n\nend',
    'https://a.example/_x_*y*?a=1&b=2 and www.a.example/(b)',
    'snake_case * 2 < 3 & 4 [x] ! ~ # - + 1.',
    '**你好**“世界” and (**b**)',
    'שלום **עולם**\nand left',
  ])('%j comes back as it was', (stored) => {
    expect(written(stored)).toBe(stored)
  })

  it.each([
    ['__bold__ _slanted_', '**bold** *slanted*'],
    ['* one\n* two', '- one\n- two'],
    ['a  \nb', 'a\nb'],
    ['> quote\ncontinued', '> quote\n> continued'],
    ['~~~\ncode\n~~~', '```\ncode\n```'],
    ['![cat](https://a.example/c.png)', '[cat](https://a.example/c.png)'],
    ['*', '\\*'],
  ])('%j comes back as %j, which means the same', (stored, same) => {
    expect(written(stored)).toBe(same)
    expect(written(same)).toBe(same)
  })

  it('of a line of 10,000 characters is written without a look at its other lines', () => {
    const long = 'word_1 '.repeat(1_400).trim()
    expect(written(`${long}\nshort`)).toBe(`${long}\nshort`)
  })
})
