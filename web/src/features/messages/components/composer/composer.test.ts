import { describe, expect, it } from 'vitest'
import { enterMeans } from './keys'
import { remaining } from './length'
import {
  type Edit,
  isInFence,
  makeLink,
  type Selection,
  toggleCode,
  toggleLines,
  toggleMark,
} from './textEdits'

/** `a[b]c` is the text abc with b selected; `a|b` has the caret after a. */
function selection(marked: string): Selection {
  const caret = marked.indexOf('|')
  if (caret !== -1) return { text: marked.replace('|', ''), start: caret, end: caret }
  const start = marked.indexOf('[')
  return { text: marked.replace(/[[\]]/g, ''), start, end: marked.indexOf(']') - 1 }
}

function after({ text }: Selection, edit: Edit): string {
  const changed = text.slice(0, edit.from) + edit.text + text.slice(edit.to)
  const chosen = changed.slice(edit.start, edit.end)
  return edit.start === edit.end
    ? `${changed.slice(0, edit.start)}|${changed.slice(edit.end)}`
    : `${changed.slice(0, edit.start)}[${chosen}]${changed.slice(edit.end)}`
}

const run = (marked: string, act: (selection: Selection) => Edit) =>
  after(selection(marked), act(selection(marked)))

describe('formatting', () => {
  const bold = (chosen: Selection) => toggleMark(chosen, '**')

  it('puts marks around the selection and takes them away again', () => {
    expect(run('a [b] c', bold)).toBe('a **[b]** c')
    expect(run('a **[b]** c', bold)).toBe('a [b] c')
    expect(run('a [**b**] c', bold)).toBe('a [b] c')
    expect(run('a |', bold)).toBe('a **|**')
  })

  it('makes code of a piece and a block of several lines', () => {
    expect(run('see [x] here', toggleCode)).toBe('see `[x]` here')
    expect(run('see [x\ny] here', toggleCode)).toBe('see \n```\n[x\ny]\n```\n here')
  })

  it('makes a list of every line it touches and undoes it', () => {
    const list = (chosen: Selection) => toggleLines(chosen, () => '- ')
    expect(run('a\n[b\nc]\nd', list)).toBe('a\n[- b\n- c]\nd')
    expect(run('[- b\n- c]', list)).toBe('[b\nc]')
    expect(run('a|', list)).toBe('- a|')
    const numbers = (chosen: Selection) => toggleLines(chosen, (line) => `${line + 1}. `)
    expect(run('[b\nc]', numbers)).toBe('[1. b\n2. c]')
  })

  it('knows where a line of code is being written', () => {
    expect(isInFence('```\ncode', 8)).toBe(true)
    expect(isInFence('```ts', 5)).toBe(true)
    expect(isInFence('```\ncode\n```\nafter', 18)).toBe(false)
    expect(isInFence('words', 5)).toBe(false)
  })

  it('asks for the part of a link that is missing', () => {
    const words = selection('read [this] now')
    expect(makeLink(words)).toMatchObject({ text: '[this](https://)', start: 12, end: 20 })
    const address = selection('[https://a.example]')
    expect(makeLink(address)).toMatchObject({ text: '[](https://a.example)', start: 1, end: 1 })
  })
})

describe('Enter', () => {
  const press = (keys: Partial<Parameters<typeof enterMeans>[0]> = {}) => ({
    key: 'Enter',
    shiftKey: false,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    isComposing: false,
    ...keys,
  })

  it('does what the setting says', () => {
    expect(enterMeans(press(), true)).toBe('send')
    expect(enterMeans(press(), false)).toBe('break')
  })

  it.each(['shiftKey', 'altKey', 'ctrlKey'] as const)('with %s always breaks the line', (key) => {
    expect(enterMeans(press({ [key]: true }), true)).toBe('break')
    expect(enterMeans(press({ [key]: true }), false)).toBe('break')
  })

  it('belongs to the input method while that is choosing', () => {
    expect(enterMeans(press({ isComposing: true }), true)).toBeNull()
  })
})

describe('the length of a message', () => {
  it('counts characters as the server does: code points after composition', () => {
    expect(remaining('e\u0301', 10)).toBe(9)
    expect(remaining('👍', 10)).toBe(9)
    expect(remaining('x'.repeat(10_241), 10_240)).toBe(-1)
  })
})
