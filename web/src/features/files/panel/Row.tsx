import { ActionIcon, Checkbox, UnstyledButton } from '@mantine/core'
import { IconMessage } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatDateTime, formatShort, t } from '@/ground/i18n'
import { Hint, isolated } from '@/ui'
import { contentUrl } from '../address'
import { DownloadButton } from '../cards/DownloadButton'
import { KindIcon } from '../KindIcon'
import { formatSize } from '../sizes'
import { isOpenable, isViewable, stateText } from '../states'
import type { FileRow, SharedFile } from '../wire'
import classes from './panel.module.css'

export interface RowProps {
  row: FileRow
  /** Who sent it, and where if more than one room is listed. */
  sender: string
  /** Null while nothing is being selected. */
  isSelected: boolean | null
  onSelect: (fileId: string) => void
  onOpen: (fileId: string) => void
}

/** A file in the list: what it is, from whom and when, and the ways to it. */
export function Row({ row, sender, isSelected, onSelect, onOpen }: RowProps) {
  const { file, at, version, versions } = row
  const state = stateText(file)
  return (
    <li className={classes.row} data-state={file.state}>
      {isSelected === null ? null : (
        <Checkbox
          aria-label={t('files.select_one', { name: isolated(file.name) })}
          checked={isSelected}
          disabled={!isOpenable(file)}
          onChange={() => onSelect(file.id)}
        />
      )}
      <Opening file={file} onOpen={onOpen}>
        <Thumbnail file={file} />
        <span className={classes.words}>
          <bdi className={classes.name} title={file.name}>
            {file.name}
          </bdi>
          <span className={classes.facts}>
            {t('files.by', { name: isolated(sender), when: formatShort(at) })}
          </span>
          <span className={classes.facts} title={formatDateTime(at)}>
            {formatSize(file.size_bytes)}
            {versions > 1 ? ` · ${t('files.version', { version, versions })}` : null}
          </span>
          {state === null ? null : <span className={classes.state}>{state}</span>}
        </span>
      </Opening>
      {row.seq === null ? null : <JumpLink row={row} seq={row.seq} />}
      <DownloadButton file={file} />
    </li>
  )
}

function Opening({
  file,
  onOpen,
  children,
}: {
  file: SharedFile
  onOpen: (fileId: string) => void
  children: ReactNode
}) {
  if (!isViewable(file)) return <span className={classes.opening}>{children}</span>
  return (
    <UnstyledButton className={classes.opening} onClick={() => onOpen(file.id)}>
      {children}
    </UnstyledButton>
  )
}

function Thumbnail({ file }: { file: SharedFile }) {
  if (!isOpenable(file) || !file.preview?.has_thumbnail) {
    return (
      <span className={classes.thumbnail}>
        <KindIcon kind={file.kind} />
      </span>
    )
  }
  return (
    <span className={classes.thumbnail}>
      <img src={contentUrl(file.id, 'thumbnail')} alt="" loading="lazy" decoding="async" />
    </span>
  )
}

function JumpLink({ row, seq }: { row: FileRow; seq: number }) {
  const name = isolated(row.file.name)
  return (
    <Hint label={t('files.jump_short')}>
      <ActionIcon
        renderRoot={(props) => (
          <Link
            {...props}
            to="/messages/$roomId"
            params={{ roomId: row.room_id }}
            search={(before) => ({ ...before, at: seq, topic: undefined })}
          />
        )}
        size="max(32px, var(--ui-target))"
        aria-label={t('files.jump', { name })}
      >
        <IconMessage size={18} aria-hidden="true" />
      </ActionIcon>
    </Hint>
  )
}
