import { Button, Textarea, TextInput, UnstyledButton } from '@mantine/core'
import { IconCheck, IconMessages, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Entry, Room } from '@/contract'
import { forwardedOf } from '@/features/messages'
import { RoomFace, roomName, useInbox } from '@/features/rooms'
import { useConfig } from '@/features/session'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import {
  Dialog,
  EmptyState,
  ErrorState,
  isolated,
  ScrollRegion,
  SkeletonRows,
  toast,
  toastError,
  useRovingFocus,
} from '@/ui'
import { useConversation } from '../conversationContext'
import { nameIn } from '../names'
import { ForwardedCard } from './ForwardedCard'
import classes from './forward.module.css'

export interface ForwardDialogProps {
  entry: Entry
  onClose: () => void
}

/** Passes a message on to another conversation, with a few words of one's own. */
export function ForwardDialog({ entry, onClose }: ForwardDialogProps) {
  const { actions, people } = useConversation()
  const navigate = useNavigate()
  const limit = useConfig()?.max_message_length
  const [room, setRoom] = useState<Room | null>(null)
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (room === null) return
    actions.forward(entry.seq, { roomId: room.id, text: text.trim() }).then(
      () => {
        toast(t('forward.done', { name: isolated(roomName(room)) }))
        onClose()
        void navigate({ to: '/messages/$roomId', params: { roomId: room.id } })
      },
      (error: unknown) => toastError(explain(error)),
    )
  }
  const own = entry.state?.text ?? ''
  const passed = own === '' ? forwardedOf(entry) : null
  return (
    <Dialog opened onClose={onClose} title={t('forward.title')} closeLabel={t('action.close')}>
      <form className={classes.form} onSubmit={submit}>
        <RoomChoice chosen={room} onChoose={setRoom} />
        <Textarea
          label={t('forward.words')}
          autosize
          minRows={1}
          maxRows={4}
          dir="auto"
          maxLength={limit ?? undefined}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ScrollRegion label={t('forward.preview')} className={classes.preview}>
          <ForwardedCard
            id={`preview:${entry.id}`}
            forwarded={
              passed ?? {
                author_id: entry.author_id ?? '',
                author_name: nameIn(people, entry.author_id),
                text: own,
                created_at: entry.created_at,
              }
            }
          />
        </ScrollRegion>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" disabled={room === null}>
            {t('forward.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface RoomChoiceProps {
  chosen: Room | null
  onChoose: (room: Room) => void
}

function RoomChoice({ chosen, onChoose }: RoomChoiceProps) {
  const { room: here } = useConversation()
  const [q, setQ] = useState('')
  const { items, isLoading, isError, refetch } = useInbox({ filter: 'all', q })
  const rooms = items.map(({ room }) => room).filter(({ id }) => id !== here.id)
  const roving = useRovingFocus({
    count: rooms.length,
    initial: Math.max(
      0,
      rooms.findIndex(({ id }) => id === chosen?.id),
    ),
  })
  return (
    <>
      <TextInput
        type="search"
        aria-label={t('forward.search')}
        placeholder={t('forward.search')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={q}
        dir="auto"
        autoComplete="off"
        data-autofocus
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      {isLoading ? (
        <SkeletonRows rows={4} label={t('forward.loading')} />
      ) : isError ? (
        <ErrorState
          compact
          title={t('forward.error')}
          action={{ label: t('action.retry'), onClick: refetch }}
        />
      ) : rooms.length === 0 ? (
        <EmptyState
          compact
          icon={<IconMessages size={22} />}
          title={q === '' ? t('forward.nowhere') : t('forward.none')}
        />
      ) : (
        <div
          className={classes.rooms}
          role="radiogroup"
          aria-label={t('forward.to')}
          {...roving.listProps}
        >
          {rooms.map((room, index) => (
            <UnstyledButton
              key={room.id}
              role="radio"
              aria-checked={room.id === chosen?.id}
              className={classes.room}
              onClick={() => onChoose(room)}
              {...roving.itemProps(index)}
            >
              <RoomFace room={room} />
              <span className={classes.name} dir="auto">
                {roomName(room)}
              </span>
              {room.id === chosen?.id ? <IconCheck size={16} aria-hidden="true" /> : null}
            </UnstyledButton>
          ))}
        </div>
      )}
    </>
  )
}
