import { describe, expect, it } from 'vitest'
import { isMarkdown } from './insert'

describe('a plain text', () => {
  it.each([
    'Before\n```ts\nconst a = 1\n```',
    'see [the plan](https://a.example/plan)',
    'ask [@Mara](parley:account/0192f0c1-0000-7000-8000-000000000001)',
    'it is **important**, really',
    '- one\n- two',
  ])('%j is Markdown', (text) => {
    expect(isMarkdown(text)).toBe(true)
  })

  it.each([
    '2 * 3 * 4',
    'snake_case_name',
    '2 ** 3 ** 4',
    'ls *.ts **/*.md',
    '- a single dash',
    'array[0](x)',
    '# a comment\nexport A=1',
    'I said > you said',
  ])('%j is what it is', (text) => {
    expect(isMarkdown(text)).toBe(false)
  })
})
