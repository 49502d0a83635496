import { expect, test } from 'vitest'
import { plainLine } from './markdown/plain'
import { previewLine } from './preview'

test.each([
  ['Hello **Carl**, *how* is __it__ _going_ ~~now~~?', 'Hello Carl, how is it going now?'],
  ['**Hi**\n\n- a `b`\n- [c](https://d.example)\n\n> e', 'Hi • a b • c e'],
  ['[@Mara](parley:account/0192f0c1-0000-7000-8000-000000000001) look', '@Mara look'],
  ['## Plan\n\n```js\nlet a = 1\n```\nand', 'Plan let a = 1 and'],
  ['the \\*\\*build\\*\\* of a\\_b', 'the **build** of a_b'],
  ['ありがとう。**第2章**を送ります', 'ありがとう。第2章を送ります'],
])('%j reads as the parser reads it', (text, line) => {
  expect(previewLine(text)).toBe(line)
  expect(plainLine(text)).toBe(line)
})

test.each(['5 * 3 * 2', 'snake_case_name stays', '2 < 3 > 1', 'a_b', '~/notes', 'cost: 5 \u20ac'])(
  '%j has no marks and stays as it is',
  (text) => {
    expect(previewLine(text)).toBe(text)
  },
)

test('only the beginning of a long message is read, by whole characters', () => {
  const line = previewLine('👩‍🎨'.repeat(10_000))
  expect(Array.from(line).length).toBeLessThanOrEqual(400)
  expect(line).not.toContain('\ufffd')
})

test('a hostile message takes no longer than another', () => {
  for (const text of [
    '*'.repeat(10_000),
    '[('.repeat(5_000),
    '`'.repeat(9_999),
    '> '.repeat(5_000),
  ]) {
    expect(previewLine(text).length).toBeLessThanOrEqual(800)
  }
})
