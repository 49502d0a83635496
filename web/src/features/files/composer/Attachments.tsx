import { CloseButton, Progress } from '@mantine/core'
import { IconAlertCircle, IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { findMessage, formatNumber, t } from '@/ground/i18n'
import { type Upload, useUploads } from '@/ground/uploads'
import { IconAction, isolated } from '@/ui'
import { expectedKind, KindIcon } from '../KindIcon'
import { formatSize } from '../sizes'
import classes from './composer.module.css'

const ICON = { size: 16, 'aria-hidden': true } as const

export interface AttachmentsProps {
  uploads: readonly Upload[]
  /** Takes a file away: from the composer, or from a message on its way. */
  onRemove: (id: string) => void
}

/** The files that go out with a message: how far each has come, and what can be done with it. */
export function Attachments({ uploads, onRemove }: AttachmentsProps) {
  return (
    <ul className={classes.attachments} aria-label={t('files.attached')}>
      {uploads.map((upload) => (
        <li key={upload.id} className={classes.attachment} data-status={upload.status}>
          <Attachment upload={upload} onRemove={() => onRemove(upload.id)} />
        </li>
      ))}
    </ul>
  )
}

function Attachment({ upload, onRemove }: { upload: Upload; onRemove: () => void }) {
  const { name, mediaType, sizeBytes, sentBytes, status } = upload
  const shown = isolated(name)
  const percent = sizeBytes === 0 ? 100 : Math.floor((sentBytes / sizeBytes) * 100)
  return (
    <>
      <span className={classes.icon}>
        {status === 'failed' ? (
          <IconAlertCircle size={20} aria-hidden="true" />
        ) : (
          <KindIcon kind={expectedKind(mediaType)} size={20} />
        )}
      </span>
      <span className={classes.words}>
        <bdi className={classes.name} title={name}>
          {name}
        </bdi>
        <span className={classes.state} role={status === 'failed' ? 'alert' : undefined}>
          {stateText(upload, percent)}
        </span>
        {status === 'whole' || status === 'failed' ? null : (
          <Progress
            size={3}
            value={percent}
            className={classes.progress}
            aria-label={t('files.progress', { name: shown })}
          />
        )}
      </span>
      <Act upload={upload} name={shown} />
      <CloseButton
        size="sm"
        className={classes.remove}
        aria-label={t('files.remove', { name: shown })}
        onClick={onRemove}
      />
    </>
  )
}

function stateText({ status, error, sizeBytes }: Upload, percent: number): string {
  const size = formatSize(sizeBytes)
  const come = t('files.come', { percent: formatNumber(percent), size })
  switch (status) {
    case 'whole':
      return size
    case 'failed':
      return error === null ? '' : (findMessage(`error.${error.code}`) ?? error.detail)
    case 'queued':
      return t('files.queued', { size })
    case 'paused':
      return t('files.paused', { come })
    case 'waiting':
      return t('files.away', { come })
    case 'sending':
      return come
  }
}

/** What its state lets one do with a file besides taking it away. */
function Act({ upload: { id, status }, name }: { upload: Upload; name: string }): ReactNode {
  const uploads = useUploads()
  if (status === 'whole') return null
  if (status === 'failed') {
    return (
      <IconAction
        size={28}
        label={t('files.retry', { name })}
        icon={<IconRefresh {...ICON} />}
        onClick={() => void uploads.retry(id)}
      />
    )
  }
  const isPaused = status === 'paused'
  return (
    <IconAction
      size={28}
      label={isPaused ? t('files.resume', { name }) : t('files.pause', { name })}
      icon={isPaused ? <IconPlayerPlay {...ICON} /> : <IconPlayerPause {...ICON} />}
      onClick={() => void (isPaused ? uploads.resume(id) : uploads.pause(id))}
    />
  )
}
