import { afterEach, describe, expect, test, vi } from 'vitest'
import { ariaKeys, isPressed, keyText, type Press } from './keys'

function press(key: string, held: Partial<Press> = {}): Press {
  const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }
  return { key, code: `Key${key.toUpperCase()}`, ...none, ...held }
}

function on(platform: string): void {
  vi.stubGlobal('navigator', { platform })
}

afterEach(() => vi.unstubAllGlobals())

describe('a combination', () => {
  test('is pressed with exactly its modifiers', () => {
    on('Linux x86_64')
    expect(isPressed(press('k', { ctrlKey: true }), 'Mod+K')).toBe(true)
    expect(isPressed(press('k', { ctrlKey: true, shiftKey: true }), 'Mod+K')).toBe(false)
    expect(isPressed(press('k', { metaKey: true }), 'Mod+K')).toBe(false)
    expect(isPressed(press('ArrowDown', { altKey: true }), 'Alt+ArrowDown')).toBe(true)
    expect(isPressed(press('ArrowDown', { altKey: true, shiftKey: true }), 'Alt+ArrowDown')).toBe(
      false,
    )
  })

  test('has the command key on Apple’s keyboards', () => {
    on('MacIntel')
    expect(isPressed(press('k', { metaKey: true }), 'Mod+K')).toBe(true)
    expect(isPressed(press('k', { ctrlKey: true }), 'Mod+K')).toBe(false)
    expect(keyText('Mod+Shift+K')).toBe('⌘ ⇧ K')
    expect(ariaKeys(['Mod+K'])).toBe('Meta+K')
  })

  test('of a sign does not ask whether this keyboard needs Shift for it', () => {
    on('Linux x86_64')
    expect(isPressed(press('?', { shiftKey: true }), '?')).toBe(true)
    expect(isPressed(press('?'), '?')).toBe(true)
    expect(isPressed(press('/', { ctrlKey: true, shiftKey: true }), 'Mod+/')).toBe(true)
  })

  test('is found by its place where the layout types another script', () => {
    on('Linux x86_64')
    expect(isPressed(press('л', { code: 'KeyK', ctrlKey: true }), 'Mod+K')).toBe(true)
    expect(isPressed(press('j', { code: 'KeyK', ctrlKey: true }), 'Mod+K')).toBe(false)
  })

  test('is named as the keyboard shows it', () => {
    on('Win32')
    expect(keyText('Mod+Alt+ArrowUp')).toBe('Ctrl Alt ↑')
    expect(ariaKeys(['?', 'Mod+/'])).toBe('? Control+/')
  })
})
