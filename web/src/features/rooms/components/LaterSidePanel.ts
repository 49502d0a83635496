import type { RoomDetail } from '@/contract'
import { later } from '@/ui'

/** What a conversation belongs to and who is in it, beside the conversation. */
export const SidePanel = later<{ detail: RoomDetail }>(
  async () => (await import('./SidePanel')).SidePanel,
)
