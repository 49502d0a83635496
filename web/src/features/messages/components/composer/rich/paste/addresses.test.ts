import { describe, expect, it } from 'vitest'
import { cleanAddress, cleanAddressesIn, isAddressOf } from './addresses'

describe('an address', () => {
  it.each([
    ['https://a.example/x?utm_source=n&id=7&fbclid=1', 'https://a.example/x?id=7'],
    ['https://a.example/x?mc_cid=1&mc_eid=2', 'https://a.example/x'],
    ['https://www.google.com/url?q=https://a.example/p%3Fgclid%3D1&sa=D', 'https://a.example/p'],
    [
      'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F&data=5',
      'https://a.example/',
    ],
    ['https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb&h=AT', 'https://a.example/b'],
    // Untouched, down to its spelling.
    ['https://a.example/?q=a%20b+c&list[]=1', 'https://a.example/?q=a%20b+c&list[]=1'],
    ['https://www.google.com/search?q=parley', 'https://www.google.com/search?q=parley'],
    ['mailto:mara@a.example?subject=Hi', 'mailto:mara@a.example?subject=Hi'],
  ])('%s leads to %s', (written, clean) => {
    expect(cleanAddress(written)).toBe(clean)
  })

  it.each([
    'javascript:alert(1)',
    'https://www.google.com/url?q=javascript:alert(1)&url=data:text/html,x',
    'data:text/html,x',
    '/team/U024',
    '#top',
  ])('%s never leads out of the web', (written) => {
    expect(cleanAddress(written) ?? 'https:').toMatch(/^https:/)
  })

  it('is cleaned in a text, and the text around it is left alone', () => {
    expect(cleanAddressesIn('see https://a.example/?utm_id=1&b=2, utm_source=x')).toBe(
      'see https://a.example/?b=2, utm_source=x',
    )
    expect(cleanAddressesIn('https://A.example/Path')).toBe('https://A.example/Path')
  })

  it('is known again in the words of its link', () => {
    expect(isAddressOf('a.example/x/', 'https://a.example/x')).toBe(true)
    expect(isAddressOf('mara@a.example', 'mailto:mara@a.example')).toBe(true)
    expect(isAddressOf('bank.example', 'https://thief.example')).toBe(false)
  })
})
