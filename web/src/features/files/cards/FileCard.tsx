import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconShieldOff, IconShieldSearch, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formatList, t } from '@/ground/i18n'
import { isolated } from '@/ui'
import { contentUrl } from '../address'
import { KindIcon } from '../KindIcon'
import { formatLength, formatSize } from '../sizes'
import { isViewable, stateText } from '../states'
import type { SharedFile } from '../wire'
import classes from './cards.module.css'
import { DownloadButton } from './DownloadButton'
import type { RenderCode } from './FileCards'
import { Excerpt, Player } from './later'

interface FileCardProps {
  file: SharedFile
  renderCode: RenderCode
  onOpen: (fileId: string) => void
}

const STATE_ICON = {
  waiting: IconShieldSearch,
  scanning: IconShieldSearch,
  refused: IconShieldOff,
  unscannable: IconAlertTriangle,
  purged: IconTrash,
} as const

/** A file of a message: what it is, how it stands with it, what it looks or sounds like, and the way to have it. */
export function FileCard({ file, renderCode, onOpen }: FileCardProps) {
  const { preview, state, kind } = file
  const isPlayed = state === 'clean' && preview?.has_media === true
  const text = state === 'clean' ? preview?.text : null
  return (
    <div className={classes.card} data-state={state}>
      <div className={classes.cardHead}>
        <Sign file={file} onOpen={onOpen} />
        <span className={classes.cardWords}>
          <bdi className={classes.cardName} title={file.name}>
            {file.name}
          </bdi>
          <State file={file} />
        </span>
        <DownloadButton file={file} />
      </div>
      {isPlayed && (kind === 'video' || kind === 'audio') ? <Player file={file} /> : null}
      {text == null ? null : (
        <Excerpt name={file.name}>{renderCode(text, preview?.language ?? '')}</Excerpt>
      )}
    </div>
  )
}

/** The first page where there is one to be looked at, else a sign for the kind. */
function Sign({ file, onOpen }: Pick<FileCardProps, 'file' | 'onOpen'>): ReactNode {
  const { id, kind, name, preview, state } = file
  if (kind === 'pdf' && isViewable(file) && preview?.has_thumbnail) {
    return (
      <UnstyledButton
        className={classes.page}
        aria-label={t('files.open', { name: isolated(name) })}
        onClick={() => onOpen(id)}
      >
        <img src={contentUrl(id, 'thumbnail')} alt="" loading="lazy" className={classes.picture} />
      </UnstyledButton>
    )
  }
  const StateIcon = state === 'clean' ? null : STATE_ICON[state]
  return (
    <span className={classes.sign}>
      {StateIcon === null ? <KindIcon kind={kind} /> : <StateIcon size={22} aria-hidden="true" />}
    </span>
  )
}

function State({ file }: { file: SharedFile }) {
  const { preview, state } = file
  const facts = [formatSize(file.size_bytes)]
  if (preview?.pages != null) facts.push(t('files.pages', { count: preview.pages }))
  if (preview?.duration_ms != null) facts.push(formatLength(preview.duration_ms))
  const isComing = state === 'waiting' || state === 'scanning'
  return (
    <>
      <span className={classes.facts}>{formatList(facts)}</span>
      {/* There before it changes, so that a change of it is read out. */}
      <span className={classes.cardState} role={isComing ? 'status' : undefined}>
        {stateText(file)}
      </span>
    </>
  )
}
