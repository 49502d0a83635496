import { later } from '@/ui'
import classes from './cards.module.css'
import type { ExcerptProps } from './Excerpt'
import type { PlayerProps } from './Player'

/** Plays a video or a sound in its place. */
export const Player = later<PlayerProps>(
  async () => (await import('./Player')).Player,
  ({ file }) => <div className={file.kind === 'audio' ? classes.audio : classes.video} />,
)

/** How a text begins, folded until somebody wants more of it. */
export const Excerpt = later<ExcerptProps>(
  async () => (await import('./Excerpt')).Excerpt,
  () => <div className={classes.excerpt} data-folded />,
)
