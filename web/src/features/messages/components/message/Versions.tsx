import { Popover, Skeleton, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useVersions } from '@/features/messages'
import { formatDateTime, t } from '@/ground/i18n'
import { ScrollRegion } from '@/ui'
import { Markdown } from '../../markdown/Markdown'
import { useConversation } from '../conversationContext'
import classes from './message.module.css'

export interface EditedMarkProps {
  seq: number
  editedAt: string
}

/** Says that a message was edited; pressing it shows what it said before. */
export function EditedMark({ seq, editedAt }: EditedMarkProps) {
  const [isOpen, setIsOpen] = useState(false)
  const label = t('messages.edited_at', { time: formatDateTime(editedAt) })
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      width={320}
      position="bottom-start"
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>
        <UnstyledButton className={classes.edited} title={label} onClick={() => setIsOpen(!isOpen)}>
          ({t('messages.edited')})<VisuallyHidden> {label}</VisuallyHidden>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('messages.versions')}>
        {isOpen ? <VersionList seq={seq} /> : null}
      </Popover.Dropdown>
    </Popover>
  )
}

function VersionList({ seq }: { seq: number }) {
  const { room } = useConversation()
  const { versions, isLoading, isError } = useVersions(room.id, seq)
  return (
    <ScrollRegion label={t('messages.versions')} className={classes.versions}>
      {isLoading ? <Skeleton height={48} /> : null}
      {isError ? <p role="alert">{t('messages.versions_error')}</p> : null}
      {versions.map((version, index) => (
        <div key={version.created_at} className={classes.version}>
          <p className={classes.versionTime}>
            {index === versions.length - 1 ? `${t('messages.version_now')} · ` : null}
            <time dateTime={version.created_at}>{formatDateTime(version.created_at)}</time>
          </p>
          <Markdown text={version.text} />
        </div>
      ))}
    </ScrollRegion>
  )
}
