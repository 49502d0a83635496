import { laterButton } from '@/ui'
import { OwnFace } from './OwnFace'
import type { OwnMenuProps } from './OwnMenu'

/** One's own menu; its face is there from the first paint. */
export const OwnMenu = laterButton<OwnMenuProps>(
  async () => (await import('./OwnMenu')).OwnMenu,
  () => <OwnFace />,
)
