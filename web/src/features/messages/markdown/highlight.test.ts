import { describe, expect, it } from 'vitest'
import { highlighted, loadLanguage } from './highlight'

describe('code', () => {
  it('is coloured once its language has come, by whatever name it is called', async () => {
    expect(highlighted('const a = 1', 'js')).toBeNull()
    expect(await loadLanguage('JavaScript')).toBe(true)
    const tokens = highlighted('const a = 1', 'js') ?? []
    expect(tokens.map(({ from, to, kind }) => ['const a = 1'.slice(from, to), kind])).toEqual([
      ['const', 'keyword'],
      ['1', 'number'],
    ])
  })

  it('in a language that nobody knows, or of great length, stays plain', async () => {
    expect(await loadLanguage('constructor')).toBe(false)
    expect(highlighted('x', 'constructor')).toEqual([])
    expect(highlighted('1\n'.repeat(20_000), 'js')).toEqual([])
  })

  it('keeps every character in its place', async () => {
    await loadLanguage('html')
    const code = '<script>alert("&lt;")</script>\r\n<!-- ok --> <img src=x onerror=1>'
    const tokens = highlighted(code, 'html') ?? []
    expect(tokens.length).toBeGreaterThan(3)
    let at = 0
    for (const { from, to } of tokens) {
      expect(from).toBeGreaterThanOrEqual(at)
      expect(to).toBeGreaterThan(from)
      at = to
    }
    expect(at).toBeLessThanOrEqual(code.length)
  })
})
