import { later } from '@/ui'
import type { ViewerProps } from './Viewer'

/** Files as large as the screen, one after the other. */
export const Viewer = later<ViewerProps>(async () => (await import('./Viewer')).Viewer)
