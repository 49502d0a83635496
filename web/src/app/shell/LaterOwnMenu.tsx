import { laterButton } from '@/ui'
import { OwnFace } from './OwnFace'

/** One's own menu; its face is there from the first paint. */
export const OwnMenu = laterButton(
  async () => (await import('./OwnMenu')).OwnMenu,
  () => <OwnFace />,
)
