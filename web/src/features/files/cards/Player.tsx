import { t } from '@/ground/i18n'
import { isolated } from '@/ui'
import { contentUrl } from '../address'
import type { SharedFile } from '../wire'
import classes from './cards.module.css'

export interface PlayerProps {
  file: SharedFile
  /** Begins by itself, where somebody has just asked for it. */
  plays?: boolean
}

const UNKNOWN = '16 / 9'

/** Plays a video or a sound in its place. Nothing of it is loaded before somebody wants it. */
export function Player({ file, plays = false }: PlayerProps) {
  const { id, kind, name, preview } = file
  const sound = {
    controls: true,
    autoPlay: plays,
    preload: 'none',
    src: contentUrl(id, 'media'),
    'aria-label': isolated(name),
  } as const
  // What people send each other comes without captions; the track says that there are none to be had.
  const captions = <track kind="captions" label={t('files.no_captions')} />
  if (kind === 'audio') {
    return (
      <audio {...sound} className={classes.audio}>
        {captions}
      </audio>
    )
  }
  const { width, height } = preview ?? { width: null, height: null }
  const shape = width && height ? `${width} / ${height}` : UNKNOWN
  const poster = preview?.has_display ? { poster: contentUrl(id, 'display') } : {}
  return (
    <video
      {...sound}
      {...poster}
      playsInline
      className={classes.video}
      style={{ aspectRatio: shape }}
    >
      {captions}
    </video>
  )
}
