import { laterButton } from '@/ui'
import type { RoomMenuProps } from './RoomMenu'

/** The menu of a room; its button is there from the first paint. */
export const RoomMenu = laterButton<RoomMenuProps>(
  async () => (await import('./RoomMenu')).RoomMenu,
  ({ children }) => children,
)
