import type { FloatingMenuProps } from './FloatingMenu'
import { laterButton } from './later'

/** A button's menu of acts. The focus goes to the first of them, and back to the button. */
export const ActionMenu = laterButton<FloatingMenuProps>(
  async () => (await import('./FloatingMenu')).FloatingMenu,
  ({ trigger }) => trigger,
)
