import { later } from '@/ui'
import type { SidePanelProps } from './SidePanel'

/** What a conversation belongs to, who is in it, and what is kept of it, beside the conversation. */
export const SidePanel = later<SidePanelProps>(async () => (await import('./SidePanel')).SidePanel)
