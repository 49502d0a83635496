import { IconMessages } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { InboxFilter } from '@/contract'
import type { InboxView } from '@/features/rooms'
import { FirstSteps } from '@/features/welcome'
import { t } from '@/ground/i18n'
import { EmptyState, ErrorState, SkeletonRows } from '@/ui'
import { askForConversation } from '../newConversation'
import { RoomRows } from './RoomRows'

interface RoomsOrStateProps {
  inbox: InboxView
  filter: InboxFilter
  q: string
  person: string | undefined
  openRoomId: string | undefined
}

/** The rows, or what stands where none are: they are on their way, could not be had, or there are none and why. */
export function RoomsOrState(props: RoomsOrStateProps) {
  const { inbox, filter, q, person, openRoomId } = props
  if (inbox.items.length > 0) {
    const name = `${filter} ${q} ${person}`
    return <RoomRows key={name} name={name} inbox={inbox} openRoomId={openRoomId} />
  }
  if (inbox.isLoading) return <SkeletonRows rows={8} lines={3} label={t('rooms.loading')} />
  if (inbox.isError) {
    return (
      <ErrorState
        title={t('rooms.error')}
        hint={t('rooms.error_hint')}
        action={{ label: t('action.retry'), onClick: inbox.refetch }}
      />
    )
  }
  const icon = <IconMessages size={22} />
  if (q !== '') {
    return (
      <EmptyState
        icon={icon}
        title={t('rooms.empty.search', { q })}
        hint={t('rooms.empty.search_hint')}
      />
    )
  }
  if (person !== undefined) {
    return (
      <EmptyState icon={icon} title={t('rooms.empty.person')} hint={t('rooms.empty.person_hint')} />
    )
  }
  if (filter === 'all') return <Beginning />
  return (
    <EmptyState
      icon={icon}
      title={t(`rooms.empty.${filter}`)}
      hint={t(`rooms.empty.${filter}_hint`)}
    />
  )
}

/** Nobody has written to this person yet, nor they to anybody: how conversations begin. */
function Beginning() {
  const navigate = useNavigate()
  return (
    <>
      <EmptyState
        icon={<IconMessages size={22} />}
        title={t('rooms.empty.all')}
        hint={t('rooms.empty.all_hint')}
        action={{ label: t('people.all'), onClick: () => void navigate({ to: '/people' }) }}
        otherAction={{ label: t('rooms.new'), onClick: () => askForConversation('person') }}
      />
      <FirstSteps />
    </>
  )
}
