import { UnstyledButton } from '@mantine/core'
import { IconShieldSearch } from '@tabler/icons-react'
import { t } from '@/ground/i18n'
import { isolated } from '@/ui'
import { contentUrl } from '../address'
import { isViewable } from '../states'
import type { SharedFile } from '../wire'
import classes from './cards.module.css'

interface PictureTileProps {
  file: SharedFile
  /** A picture alone is as wide as it is; several are equally large squares. */
  isAlone: boolean
  onOpen: (fileId: string) => void
}

/** The widest and the narrowest that a picture alone is drawn, as width by height. */
const WIDEST = 2.2
const NARROWEST = 0.6
const UNKNOWN = 4 / 3

/** A picture of a message. Its height never changes, whatever is found out about it. */
export function PictureTile({ file, isAlone, onOpen }: PictureTileProps) {
  const { id, name, preview } = file
  const style = isAlone ? { aspectRatio: String(shapeOf(file)) } : undefined
  const isReady = isViewable(file) && preview?.has_thumbnail
  if (!isReady) {
    return (
      <div className={classes.tile} data-alone={isAlone || undefined} style={style}>
        <p className={classes.tileState} role="status">
          <IconShieldSearch size={18} aria-hidden="true" />
          <bdi className={classes.tileName}>{name}</bdi>
          {file.state === 'clean' ? t('files.preparing') : t('files.checking')}
        </p>
      </div>
    )
  }
  return (
    <UnstyledButton
      className={classes.tile}
      data-alone={isAlone || undefined}
      style={style}
      aria-label={t('files.open', { name: isolated(name) })}
      title={name}
      onClick={() => onOpen(id)}
    >
      <img
        src={contentUrl(id, 'thumbnail')}
        alt=""
        width={preview.width ?? undefined}
        height={preview.height ?? undefined}
        loading="lazy"
        decoding="async"
        className={classes.picture}
      />
    </UnstyledButton>
  )
}

function shapeOf({ preview }: SharedFile): number {
  const { width, height } = preview ?? { width: null, height: null }
  if (!width || !height) return UNKNOWN
  return Math.min(WIDEST, Math.max(NARROWEST, width / height))
}
