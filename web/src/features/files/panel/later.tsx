import { later } from '@/ui'
import type { FilesPanelProps } from './FilesPanel'

/** The files of a room, to be found again. */
export const FilesPanel = later<FilesPanelProps>(
  async () => (await import('./FilesPanel')).FilesPanel,
)
