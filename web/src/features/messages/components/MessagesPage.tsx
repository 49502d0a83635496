import { IconMessages } from '@tabler/icons-react'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { RoomDetail } from '@/contract'
import { FilesPanel } from '@/features/files'
import { listSearch, RoomList, roomName, SidePanel, useRoom, useSidePanel } from '@/features/rooms'
import { t } from '@/ground/i18n'
import { EmptyState, later, Panes, SkeletonRows } from '@/ui'
import { nameIn } from './names'

/** Comes after the list: it brings the Markdown parser, the editor and the scrolling. */
const Conversation = lazy(async () => {
  const { Conversation } = await import('./Conversation')
  return { default: Conversation }
})

const TopicsPanel = later<{ roomId: string }>(
  async () => (await import('./topics/TopicsPanel')).TopicsPanel,
)
const PinsPanel = later<{ detail: RoomDetail }>(
  async () => (await import('./pins/PinsPanel')).PinsPanel,
)

/** The three panes of Messages. Which room, entry, panel and filter they show is in the address. */
export function MessagesPage() {
  const { roomId } = useParams({ strict: false })
  const navigate = useNavigate()
  const { close } = useSidePanel()
  const { label, content, side } = useMiddle(roomId)
  return (
    <Panes
      list={{ label: t('rooms.list'), content: <RoomList /> }}
      main={{ label, content }}
      side={side}
      showing={roomId === undefined ? 'list' : 'main'}
      onCloseSide={close}
      onBack={() => void navigate({ to: '/messages', search: listSearch })}
    />
  )
}

/** What stands beside the list, which stays the same whatever is opened. */
function useMiddle(roomId: string | undefined) {
  const { at, topic } = useSearch({ strict: false })
  const { detail, people } = useRoom(roomId)
  const { panel } = useSidePanel()
  if (roomId === undefined) {
    const nothing = (
      <EmptyState
        icon={<IconMessages size={22} />}
        title={t('messages.choose')}
        hint={t('messages.choose_hint')}
      />
    )
    return { label: t('messages.conversation'), content: nothing, side: null }
  }
  const content = (
    <Suspense fallback={<SkeletonRows rows={6} label={t('messages.loading')} />}>
      <Conversation roomId={roomId} at={at} topicId={topic} />
    </Suspense>
  )
  if (detail === undefined) return { label: t('messages.conversation'), content, side: null }
  const label = t('messages.conversation_with', { name: roomName(detail.room) })
  if (panel === undefined) return { label, content, side: null }
  const panels = {
    topics: <TopicsPanel roomId={roomId} />,
    pins: <PinsPanel detail={detail} />,
    files: (
      <FilesPanel
        key={roomId}
        roomId={roomId}
        people={detail.members.map(({ account }) => account)}
        senderOf={({ account_id: id }) => nameIn(people, id)}
      />
    ),
  }
  const side = {
    label: t('rooms.panel'),
    closeLabel: t('rooms.panel.close'),
    content: <SidePanel detail={detail} panels={panels} />,
  }
  return { label, content, side }
}
