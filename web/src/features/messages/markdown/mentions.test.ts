import { describe, expect, it } from 'vitest'
import { matching, mentionables, mentionQuery, toReadable, toStored } from './mentions'

const MARA = '0192f0c1-0000-7000-8000-000000000001'
const OTHER_MARA = '0192f0c1-0000-7000-8000-000000000002'
const JOAO = '0192f0c1-0000-7000-8000-000000000003'
const LEFT = '0192f0c1-0000-7000-8000-000000000009'

const people = mentionables([
  { id: MARA, display_name: 'Mara Lindqvist' },
  { id: OTHER_MARA, display_name: 'Mara Lindqvist' },
  { id: JOAO, display_name: 'João' },
])

describe('a mention', () => {
  it('is stored as a link and read as a name', () => {
    const stored = toStored('Hello @Mara Lindqvist, and @João!', people)
    expect(stored).toBe(
      `Hello [@Mara Lindqvist](parley:account/${MARA}), and [@João](parley:account/${JOAO})!`,
    )
    expect(toReadable(stored, people).text).toBe('Hello @Mara Lindqvist, and @João!')
  })

  it('tells two people of one name apart, and stores their true name', () => {
    const stored = toStored('@Mara Lindqvist (2) please', people)
    expect(stored).toBe(`[@Mara Lindqvist](parley:account/${OTHER_MARA}) please`)
    expect(toReadable(stored, people).text).toBe('@Mara Lindqvist (2) please')
  })

  it.each([
    ['in an address', 'write to me@João.example'],
    ['in a longer word', '@Joãozinho'],
    ['in code', 'run `@João` now'],
    ['in a block of code', '```\n@João\n```'],
    ['of nobody here', '@Nobody'],
  ])('is left alone %s', (_where, text) => {
    expect(toStored(text, people)).toBe(text)
  })

  it('of somebody who has left survives an edit', () => {
    const stored = `ask [@Wei Chen](parley:account/${LEFT}) and [@João](parley:account/${JOAO})`
    const readable = toReadable(stored, people)
    expect(readable.text).toBe('ask @Wei Chen and @João')
    expect(toStored(`${readable.text}?`, readable.mentionables)).toBe(`${stored}?`)
  })

  it.each(['A_b_c', 'x [y] z', 'back\\slash', '*star*', '<b>'])('survives the name %s', (name) => {
    const strange = mentionables([{ id: MARA, display_name: name }])
    const stored = toStored(`hi @${name} there`, strange)
    expect(toReadable(stored, strange).text).toBe(`hi @${name} there`)
    expect(toReadable(stored, []).text).toBe(`hi @${name} there`)
  })

  it('stands after a bracket, a quote or a star', () => {
    expect(toStored('(@João) *@João*', people).match(/parley:account/g)).toHaveLength(2)
  })
})

describe('completion', () => {
  it('begins after an @ that begins a word', () => {
    expect(mentionQuery('hello @ma', 9)).toEqual({ at: 6, query: 'ma' })
    expect(mentionQuery('@', 1)).toEqual({ at: 0, query: '' })
    expect(mentionQuery('mail me@ex', 10)).toBeNull()
    expect(mentionQuery('@a\nb', 4)).toBeNull()
  })

  it('finds names by any word, without accents', () => {
    expect(matching('joa', people).map(({ accountId }) => accountId)).toEqual([JOAO])
    expect(matching('lind', people)).toHaveLength(2)
    expect(matching('xyz', people)).toEqual([])
  })
})
