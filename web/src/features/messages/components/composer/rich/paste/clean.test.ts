import { describe, expect, it } from 'vitest'
import { contentOf } from '../document/read'
import { messageSchema } from '../document/schema'
import { markdownOf } from '../document/write'
import { cleanHtml } from './clean'

const read = <T extends string>(files: Record<T, string>) =>
  Object.fromEntries(
    Object.entries<string>(files).map(([path, text]) => [/([\w-]+)\.\w+$/.exec(path)?.[1], text]),
  )
const sources = read(
  import.meta.glob<string>('../../corpus/*.clip', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
)
const meant = read(
  import.meta.glob<string>('../../corpus/*.md', { query: '?raw', import: 'default', eager: true }),
)

const pasted = (html: string) =>
  markdownOf(messageSchema().nodeFromJSON({ type: 'doc', content: contentOf(cleanHtml(html)) }))

describe('the clipboard', () => {
  it.each(Object.keys(sources))('of %s comes out clean', (name) => {
    expect(pasted(sources[name] ?? '')).toBe(meant[name]?.trimEnd())
  })
})
