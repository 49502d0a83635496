import { IconMessages } from '@tabler/icons-react'
import { useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { RoomList, roomName, SidePanel, useRoom, useSidePanel } from '@/features/rooms'
import { t } from '@/ground/i18n'
import { EmptyState, Panes, SkeletonRows } from '@/ui'

/** Comes after the list: it brings the Markdown parser, the editor and the scrolling. */
const Conversation = lazy(async () => {
  const { Conversation } = await import('./Conversation')
  return { default: Conversation }
})

/** The three panes of Messages. Which room, entry, panel and filter they show is in the address. */
export function MessagesPage() {
  const { roomId } = useParams({ strict: false })
  const { at } = useSearch({ strict: false })
  return roomId === undefined ? <NoRoom /> : <OneRoom roomId={roomId} at={at} />
}

function NoRoom() {
  return (
    <Panes
      list={{ label: t('rooms.list'), content: <RoomList /> }}
      main={{
        label: t('messages.conversation'),
        content: (
          <EmptyState
            icon={<IconMessages size={22} />}
            title={t('messages.choose')}
            hint={t('messages.choose_hint')}
          />
        ),
      }}
      side={null}
      showing="list"
      onCloseSide={() => undefined}
    />
  )
}

function OneRoom({ roomId, at }: { roomId: string; at: number | undefined }) {
  const { detail } = useRoom(roomId)
  const { panel, close } = useSidePanel()
  const label =
    detail === undefined
      ? t('messages.conversation')
      : t('messages.conversation_with', { name: roomName(detail.room) })
  return (
    <Panes
      list={{ label: t('rooms.list'), content: <RoomList /> }}
      main={{
        label,
        content: (
          <Suspense fallback={<SkeletonRows rows={6} label={t('messages.loading')} />}>
            <Conversation roomId={roomId} at={at} />
          </Suspense>
        ),
      }}
      side={
        panel === undefined || detail === undefined
          ? null
          : {
              label: t('rooms.panel'),
              closeLabel: t('rooms.panel.close'),
              content: <SidePanel detail={detail} />,
            }
      }
      showing="main"
      onCloseSide={close}
    />
  )
}
