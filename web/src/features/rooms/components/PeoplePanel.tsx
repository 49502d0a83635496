import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Role, RoomDetail, RoomMember } from '@/contract'
import { t } from '@/ground/i18n'
import { AddPeople } from './AddPeople'
import { FormerMember, MemberRow } from './MemberRow'
import classes from './SidePanel.module.css'

const RANK: Record<Role, number> = { owner: 0, admin: 1, member: 2 }

function byRank(a: RoomMember, b: RoomMember): number {
  return RANK[a.role] - RANK[b.role] || a.account.display_name.localeCompare(b.account.display_name)
}

/** Who is in the room and who was; owners and admins of a group add, remove and change roles here. */
export function PeoplePanel({ detail }: { detail: RoomDetail }) {
  const { room, members, membership } = detail
  const [isAdding, setIsAdding] = useState(false)
  const current = members.filter(({ left_at }) => left_at === null).sort(byRank)
  const present = new Set(current.map(({ account }) => account.id))
  const former = members.filter(
    ({ account, left_at }) => left_at !== null && !present.has(account.id),
  )
  const mayAdd = room.kind === 'group' && membership.role !== 'member'
  return (
    <>
      <section className={classes.section}>
        {mayAdd ? (
          <Button
            variant="light"
            leftSection={<IconUserPlus size={16} aria-hidden="true" />}
            onClick={() => setIsAdding(true)}
          >
            {t('rooms.people.add')}
          </Button>
        ) : null}
        <h3 className={classes.heading}>{t('rooms.people.members')}</h3>
        <ul className={classes.members} aria-label={t('rooms.people.members')}>
          {current.map((member) => (
            <MemberRow
              key={member.account.id}
              member={member}
              room={room}
              viewerRole={membership.role}
            />
          ))}
        </ul>
      </section>
      {former.length === 0 ? null : (
        <section className={classes.section}>
          <h3 className={classes.heading}>{t('rooms.people.former')}</h3>
          <ul className={classes.members} aria-label={t('rooms.people.former')}>
            {former.map((member) => (
              <FormerMember key={member.account.id} member={member} />
            ))}
          </ul>
        </section>
      )}
      {mayAdd ? (
        <AddPeople
          roomId={room.id}
          present={present}
          opened={isAdding}
          onClose={() => setIsAdding(false)}
        />
      ) : null}
    </>
  )
}
