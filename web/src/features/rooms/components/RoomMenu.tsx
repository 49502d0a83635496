import { Menu } from '@mantine/core'
import {
  IconBell,
  IconBellOff,
  IconEye,
  IconEyeOff,
  IconMailOpened,
  IconMessageCircleUp,
  IconStar,
  IconStarOff,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Membership } from '@/contract'
import { useRoomActions } from '@/features/rooms'
import { useMe } from '@/features/session'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { ActionMenu, toastError } from '@/ui'
import { isMuted, muteChoices } from './mute'

export interface RoomMenuProps {
  membership: Membership
  /** The button that opens the menu. */
  children: ReactNode
  opened?: boolean
  onChange?: (opened: boolean) => void
}

const ICON = 16

/** What a person can do with a room of theirs: star, mark, mute, hide. */
export function RoomMenu({ membership, children, opened, onChange }: RoomMenuProps) {
  return (
    <ActionMenu width={232} trigger={children} opened={opened} onChange={onChange}>
      <RoomMenuItems membership={membership} />
    </ActionMenu>
  )
}

function RoomMenuItems({ membership }: { membership: Membership }) {
  const me = useMe()
  const actions = useRoomActions(membership.room_id)
  const { starred, hidden, last_entry: last } = membership
  const run = (act: Promise<void>) => {
    act.catch((error: unknown) => toastError(explain(error)))
  }
  return (
    <>
      <Menu.Item
        leftSection={starred ? <IconStarOff size={ICON} /> : <IconStar size={ICON} />}
        onClick={() => run(actions.star(!starred))}
      >
        {starred ? t('rooms.unstar') : t('rooms.star')}
      </Menu.Item>
      {membership.unread_count > 0 ? (
        <Menu.Item
          leftSection={<IconMailOpened size={ICON} />}
          onClick={() => run(actions.markRead(membership.head_seq))}
        >
          {t('rooms.mark_read')}
        </Menu.Item>
      ) : last !== null && last.author_id !== me.id ? (
        <Menu.Item
          leftSection={<IconMessageCircleUp size={ICON} />}
          onClick={() => run(actions.markUnreadFrom(last.seq))}
        >
          {t('rooms.mark_unread')}
        </Menu.Item>
      ) : null}
      <Menu.Item
        leftSection={hidden ? <IconEye size={ICON} /> : <IconEyeOff size={ICON} />}
        onClick={() => run(actions.hide(!hidden))}
      >
        {hidden ? t('rooms.unhide') : t('rooms.hide')}
      </Menu.Item>
      <Menu.Divider />
      {isMuted(membership.muted_until) ? (
        <Menu.Item leftSection={<IconBell size={ICON} />} onClick={() => run(actions.mute(null))}>
          {t('rooms.unmute')}
        </Menu.Item>
      ) : (
        <>
          <Menu.Label>{t('rooms.mute')}</Menu.Label>
          {muteChoices(new Date()).map(({ key, until }) => (
            <Menu.Item
              key={key}
              leftSection={<IconBellOff size={ICON} />}
              onClick={() => run(actions.mute(until))}
            >
              {t(key)}
            </Menu.Item>
          ))}
        </>
      )}
    </>
  )
}
