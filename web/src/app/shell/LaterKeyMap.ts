import { later } from '@/ui'
import type { KeyMapProps } from './KeyMap'

/** What the keyboard does, when somebody asks. */
export const KeyMap = later<KeyMapProps>(async () => (await import('./KeyMap')).KeyMap)
