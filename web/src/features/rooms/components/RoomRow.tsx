import { ActionIcon, VisuallyHidden } from '@mantine/core'
import { IconAt, IconBellOff, IconDots, IconStarFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import type { InboxItem } from '@/contract'
import { useMe } from '@/features/session'
import { formatDateTime, formatNumber, formatShort, t } from '@/ground/i18n'
import { isPressed } from '@/ground/keyboard'
import { type RovingFocus, useLongPress } from '@/ui'
import { listSearch } from '../address'
import { rowKeys } from '../shortcuts'
import { RoomMenu } from './LaterRoomMenu'
import { isMuted } from './mute'
import { RoomFace } from './RoomFace'
import classes from './RoomRow.module.css'
import { previewOf, roomName, roomSubline } from './roomText'

interface RoomRowProps {
  item: InboxItem
  isOpen: boolean
  roving: ReturnType<RovingFocus['itemProps']>
}

/** One conversation of the list. */
export function RoomRow({ item, isOpen, roving }: RoomRowProps) {
  const me = useMe()
  const [hasMenu, setHasMenu] = useState(false)
  const longPress = useLongPress(() => setHasMenu(true))
  const { room } = item
  const name = roomName(room)
  const subline = roomSubline(room)
  const preview = previewOf(item, me.id)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ContextMenu' && !rowKeys.menu.keys.some((keys) => isPressed(event, keys)))
      return
    event.preventDefault()
    setHasMenu(true)
  }
  return (
    <div className={classes.row} data-open={isOpen || undefined} data-menu={hasMenu || undefined}>
      <Link
        to="/messages/$roomId"
        params={{ roomId: room.id }}
        search={listSearch}
        aria-current={isOpen ? 'page' : undefined}
        className={classes.link}
        onKeyDown={onKeyDown}
        {...roving}
        {...longPress}
      >
        <RoomFace room={room} />
        <span className={classes.text}>
          <span className={classes.top}>
            <span className={classes.name} dir="auto">
              {name}
            </span>
            <Marks item={item} />
            <RowTime item={item} />
          </span>
          {subline === '' ? null : (
            <span className={classes.subline} dir="auto">
              {subline}
            </span>
          )}
          <span className={classes.bottom}>
            <span
              className={classes.preview}
              data-kind={preview.kind}
              data-unread={item.unread_count > 0 || undefined}
              dir="auto"
            >
              {preview.text}
            </span>
            <Badge item={item} />
          </span>
        </span>
      </Link>
      <RoomMenu membership={item} opened={hasMenu} onChange={setHasMenu}>
        <ActionIcon
          className={classes.menu}
          size={24}
          aria-label={t('rooms.menu', { name })}
          tabIndex={roving.tabIndex}
        >
          <IconDots size={16} aria-hidden="true" />
        </ActionIcon>
      </RoomMenu>
    </div>
  )
}

function RowTime({ item }: { item: InboxItem }) {
  const at = item.last_entry?.created_at ?? item.room.created_at
  return (
    <time className={classes.time} dateTime={at} title={formatDateTime(at)}>
      {formatShort(at)}
    </time>
  )
}

function Marks({ item }: { item: InboxItem }) {
  return (
    <>
      {item.starred ? (
        <span className={classes.star} role="img" aria-label={t('rooms.starred')}>
          <IconStarFilled size={13} aria-hidden="true" />
        </span>
      ) : null}
      {isMuted(item.muted_until) ? (
        <span className={classes.mark} role="img" aria-label={t('rooms.muted')}>
          <IconBellOff size={13} aria-hidden="true" />
        </span>
      ) : null}
    </>
  )
}

function Badge({ item }: { item: InboxItem }) {
  if (item.unread_count === 0) return null
  return (
    <span className={classes.counts}>
      {item.mention_count > 0 ? (
        <span className={classes.mention} role="img" aria-label={t('rooms.mentioned')}>
          <IconAt size={13} aria-hidden="true" />
        </span>
      ) : null}
      <span className={classes.badge} data-muted={isMuted(item.muted_until) || undefined}>
        <span aria-hidden="true">
          {item.unread_count > 999 ? `${formatNumber(999)}+` : formatNumber(item.unread_count)}
        </span>
        <VisuallyHidden>{t('rooms.unread_count', { count: item.unread_count })}</VisuallyHidden>
      </span>
    </span>
  )
}
