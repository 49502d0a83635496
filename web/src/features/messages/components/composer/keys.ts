interface EnterPress {
  key: string
  shiftKey: boolean
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  /** An input method is choosing characters: the key belongs to it. */
  isComposing: boolean
}

/**
 * What a press of Enter means: `send`, `break`, or null when it is no Enter.
 *
 * With Alt, Ctrl or Shift it always breaks the line, whatever the setting says. Command+Enter always sends.
 */
export function enterMeans(press: EnterPress, enterSends: boolean): 'send' | 'break' | null {
  if (press.key !== 'Enter' || press.isComposing) return null
  if (press.metaKey) return 'send'
  if (press.shiftKey || press.altKey || press.ctrlKey) return 'break'
  return enterSends ? 'send' : 'break'
}
