import { describe, expect, it } from 'vitest'
import { hueOf, initialsOf } from './face'
import { faces } from './tokens'

describe('initials', () => {
  it.each([
    ['Mara Lindqvist', 'ML'],
    ['João', 'J'],
    ['Ana Maria de Souza', 'AS'],
    ['田中 愛子', '田'],
    ['ليلى حداد', 'ل'],
    ['  "Quoted" (Name) ', 'QN'],
    ['🦊 Fox', '🦊'],
    ['', '?'],
    ['---', '?'],
    ['Freelancers’ corner ☕', 'FC'],
  ])('of %j are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })

  it('never cut a letter built of several code points', () => {
    expect(initialsOf('e\u0301mile')).toBe('É')
  })
})

describe('the hue', () => {
  it('is the same for the same id', () => {
    expect(hueOf('0192f0c1-0000-7000-8000-000000000001')).toBe(
      hueOf('0192f0c1-0000-7000-8000-000000000001'),
    )
  })

  it('uses every colour for ids that differ in one digit', () => {
    const hues = new Set(Array.from({ length: 200 }, (_, at) => hueOf(`0192f0c1-${at}`)))
    expect(hues.size).toBe(faces.length)
  })
})
