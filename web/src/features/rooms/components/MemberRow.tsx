import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconMessage } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Role, Room, RoomMember } from '@/contract'
import { LocalTime, PersonLine } from '@/features/people'
import { useCreateRoom, useRoomActions } from '@/features/rooms'
import { useMe } from '@/features/session'
import { explain } from '@/ground/http'
import { formatDate, t } from '@/ground/i18n'
import { ActionMenu, ConfirmDialog, IconAction, toast, toastError } from '@/ui'
import { roleName } from './roomText'
import classes from './SidePanel.module.css'

interface MemberRowProps {
  member: RoomMember
  room: Room
  viewerRole: Role
}

/** A member with their role and their clock, and what the viewer may do about them. */
export function MemberRow({ member, room, viewerRole }: MemberRowProps) {
  const me = useMe()
  const navigate = useNavigate()
  const { direct } = useCreateRoom()
  const { account, role } = member
  const name = account.display_name
  const isMe = account.id === me.id
  const write = () =>
    direct(account.id).then(
      (roomId) => navigate({ to: '/messages/$roomId', params: { roomId } }),
      (error: unknown) => toastError(explain(error)),
    )
  return (
    <li className={classes.member}>
      <PersonLine
        person={account}
        mark={
          isMe || (room.kind === 'group' && role !== 'member') ? (
            <span className={classes.role}>{isMe ? t('rooms.people.you') : roleName(role)}</span>
          ) : null
        }
        detail={<LocalTime short name={name} timeZone={account.time_zone} />}
      />
      {isMe || room.kind === 'direct' ? null : (
        <IconAction
          label={t('rooms.people.message', { name })}
          icon={<IconMessage size={18} aria-hidden="true" />}
          onClick={write}
        />
      )}
      {isMe ? null : <MemberMenu member={member} room={room} viewerRole={viewerRole} />}
    </li>
  )
}

/** Which roles the viewer may give: owners give any, others none. */
function rolesToGive(viewerRole: Role, role: Role): Role[] {
  if (viewerRole !== 'owner') return []
  return (['owner', 'admin', 'member'] as const).filter((other) => other !== role)
}

function MemberMenu({ member, room, viewerRole }: MemberRowProps) {
  const { setRole, removeMember } = useRoomActions(room.id)
  const [isAsking, setIsAsking] = useState(false)
  const { account, role } = member
  const name = account.display_name
  const isGroup = room.kind === 'group'
  const mayRemove =
    isGroup && (viewerRole === 'owner' || (viewerRole === 'admin' && role === 'member'))
  const failed = (error: unknown) => toastError(explain(error))
  const remove = () =>
    removeMember(account.id).then(() => toast(t('rooms.people.removed', { name })), failed)
  return (
    <>
      <ActionMenu
        width={200}
        trigger={
          <ActionIcon
            size="max(32px, var(--ui-target))"
            aria-label={t('rooms.people.options', { name })}
          >
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        }
      >
        <Menu.Item
          renderRoot={(props) => (
            <Link {...props} to="/people/$accountId" params={{ accountId: account.id }} />
          )}
        >
          {t('rooms.people.profile')}
        </Menu.Item>
        <Menu.Item
          renderRoot={(props) => <Link {...props} to="/messages" search={{ with: account.id }} />}
        >
          {t('rooms.with')}
        </Menu.Item>
        {isGroup
          ? rolesToGive(viewerRole, role).map((other) => (
              <Menu.Item key={other} onClick={() => setRole(account.id, other).catch(failed)}>
                {t(`rooms.people.make_${other}`)}
              </Menu.Item>
            ))
          : null}
        {mayRemove ? (
          <Menu.Item c="var(--ui-danger)" onClick={() => setIsAsking(true)}>
            {t('rooms.people.remove')}
          </Menu.Item>
        ) : null}
      </ActionMenu>
      <ConfirmDialog
        opened={isAsking}
        destructive
        title={t('rooms.people.remove_title', { name })}
        confirmLabel={t('rooms.people.remove')}
        cancelLabel={t('action.cancel')}
        onConfirm={remove}
        onClose={() => setIsAsking(false)}
      >
        {t('rooms.people.remove_text', { name })}
      </ConfirmDialog>
    </>
  )
}

/** Somebody who left or was removed: their messages stay, and so does their name. */
export function FormerMember({ member }: { member: RoomMember }) {
  const { account, left_at } = member
  return (
    <li className={classes.member}>
      <PersonLine
        person={account}
        detail={left_at === null ? '' : t('rooms.people.left_on', { date: formatDate(left_at) })}
      />
    </li>
  )
}
