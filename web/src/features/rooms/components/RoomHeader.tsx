import { ActionIcon } from '@mantine/core'
import {
  IconArrowLeft,
  IconDots,
  IconLayoutSidebarRight,
  IconStar,
  IconStarFilled,
} from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { RoomDetail } from '@/contract'
import { LocalTime } from '@/features/people'
import { useRoomActions } from '@/features/rooms'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { keyText, useShortcut } from '@/ground/keyboard'
import { IconAction, toastError, useIsNarrow } from '@/ui'
import { listSearch } from '../address'
import { roomKeys } from '../shortcuts'
import { RoomMenu } from './LaterRoomMenu'
import { RoomFace } from './RoomFace'
import classes from './RoomHeader.module.css'
import { roomName } from './roomText'

const ICON = 20

/** What a conversation is and who is in it, with its star, its menu and the way to the side panel. */
export function RoomHeader({ detail }: { detail: RoomDetail }) {
  const { room, membership } = detail
  const { panel } = useSearch({ strict: false })
  const navigate = useNavigate()
  // On a narrow screen the list, and its heading, are away.
  const Heading = useIsNarrow() ? 'h1' : 'h2'
  const { star } = useRoomActions(room.id)
  const name = roomName(room)
  const starLabel = membership.starred ? t('rooms.unstar') : t('rooms.star')
  const togglePanel = () =>
    navigate({
      to: '.',
      search: (before) => ({ ...before, panel: panel === undefined ? 'details' : undefined }),
    })
  useShortcut(roomKeys.panel, () => void togglePanel())
  const [panelKeys = ''] = roomKeys.panel.keys
  return (
    <header className={classes.root}>
      <ActionIcon
        renderRoot={(props) => <Link {...props} to="/messages" search={listSearch} />}
        className={classes.back}
        size="max(32px, var(--ui-target))"
        aria-label={t('rooms.back')}
      >
        <IconArrowLeft size={ICON} aria-hidden="true" className={classes.arrow} />
      </ActionIcon>
      <span className={classes.face}>
        <RoomFace room={room} size={36} />
      </span>
      <div className={classes.text}>
        <Heading className={classes.name} dir="auto">
          {name}
        </Heading>
        <p className={classes.line}>
          <Subline detail={detail} />
        </p>
      </div>
      <IconAction
        label={starLabel}
        pressed={membership.starred}
        icon={membership.starred ? <IconStarFilled size={ICON} /> : <IconStar size={ICON} />}
        onClick={() =>
          star(!membership.starred).catch((error: unknown) => toastError(explain(error)))
        }
      />
      <RoomMenu membership={membership}>
        <ActionIcon size="max(32px, var(--ui-target))" aria-label={t('rooms.menu', { name })}>
          <IconDots size={ICON} aria-hidden="true" />
        </ActionIcon>
      </RoomMenu>
      <IconAction
        label={t('rooms.panel')}
        keys={keyText(panelKeys)}
        pressed={panel !== undefined}
        icon={<IconLayoutSidebarRight size={ICON} className={classes.arrow} />}
        onClick={togglePanel}
      />
    </header>
  )
}

function Subline({ detail: { room } }: { detail: RoomDetail }) {
  const [person] = room.people
  if (room.kind === 'group' || person === undefined) {
    return (
      <Link to="." search={(before) => ({ ...before, panel: 'people' })} className={classes.people}>
        {t('rooms.people_count', { count: room.member_count })}
      </Link>
    )
  }
  return <LocalTime name={person.display_name} timeZone={person.time_zone} />
}
