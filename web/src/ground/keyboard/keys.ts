import { t } from '@/ground/i18n'

/** What is needed of a KeyboardEvent to compare it with a key. */
export interface Press {
  key: string
  code: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
}

/** How one key of a combination is drawn, and what it is called. */
export interface KeyName {
  sign: string
  name: string
}

/** Apple's keyboards have ⌘ where the others have Ctrl. */
export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform)
}

/**
 * Whether a press is the combination `keys`, such as `Mod+K`, `Alt+Shift+ArrowUp` or `?`. `Mod` is ⌘ on Apple's keyboards and Ctrl
 * on others. Of a sign that is no letter only the sign counts, not whether this keyboard needs Shift for it.
 */
export function isPressed(press: Press, keys: string): boolean {
  const { key, mod, alt, shift } = parse(keys)
  const command = isApple() ? press.metaKey : press.ctrlKey
  const other = isApple() ? press.ctrlKey : press.metaKey
  if (command !== mod || other || press.altKey !== alt) return false
  if (!isSign(key) && press.shiftKey !== shift) return false
  return sameKey(press, key)
}

/** Whether a combination is a single character: those are for typing while a field has the focus. */
export function isCharacter(keys: string): boolean {
  const { key, mod, alt } = parse(keys)
  return key.length === 1 && !mod && !alt
}

/** The keys of a combination in the order in which they are pressed, as this computer's keyboard shows them. */
export function namesOf(keys: string): KeyName[] {
  return keys.split('+').map((key) => nameOf(key))
}

/** A combination in one piece of text, for a tooltip: "Ctrl K", "⌘ K". */
export function keyText(keys: string): string {
  return namesOf(keys)
    .map(({ sign }) => sign)
    .join(' ')
}

/** A combination as `aria-keyshortcuts` wants it. */
export function ariaKeys(keys: readonly string[]): string {
  const mod = isApple() ? 'Meta' : 'Control'
  return keys.map((one) => one.replace('Mod', mod)).join(' ')
}

interface Combination {
  key: string
  mod: boolean
  alt: boolean
  shift: boolean
}

function parse(keys: string): Combination {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const has = (name: string) => parts.slice(0, -1).includes(name)
  return { key, mod: has('Mod'), alt: has('Alt'), shift: has('Shift') }
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[a-z]/i.test(key)
}

/** A letter is also found by its place on the keyboard where the layout types another script, or Alt makes a sign of it. */
function sameKey(press: Press, key: string): boolean {
  if (press.key.toLowerCase() === key.toLowerCase()) return true
  const typesLatin = /^[a-z]$/i.test(press.key)
  return /^[a-z]$/i.test(key) && !typesLatin && press.code === `Key${key.toUpperCase()}`
}

function nameOf(key: string): KeyName {
  const apple = isApple()
  switch (key) {
    case 'Mod':
      return apple ? { sign: '⌘', name: t('key.command') } : same(t('key.ctrl'))
    case 'Alt':
      return apple ? { sign: '⌥', name: t('key.option') } : same(t('key.alt'))
    case 'Shift':
      return apple ? { sign: '⇧', name: t('key.shift') } : same(t('key.shift'))
    case 'ArrowUp':
      return { sign: '↑', name: t('key.up') }
    case 'ArrowDown':
      return { sign: '↓', name: t('key.down') }
    case 'Enter':
      return apple ? { sign: '↩', name: t('key.enter') } : same(t('key.enter'))
    case 'Escape':
      return same(t('key.escape'))
    case 'Home':
      return same(t('key.home'))
    case 'End':
      return same(t('key.end'))
    case 'PageUp':
      return same(t('key.page_up'))
    case 'PageDown':
      return same(t('key.page_down'))
    case 'Tab':
      return same(t('key.tab'))
    default:
      return same(key)
  }
}

function same(name: string): KeyName {
  return { sign: name, name }
}
