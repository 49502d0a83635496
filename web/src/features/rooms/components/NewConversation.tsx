import { SegmentedControl, UnstyledButton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { PeopleSearch, PersonLine } from '@/features/people'
import { useCreateRoom } from '@/features/rooms'
import { useMe } from '@/features/session'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { Dialog, toastError } from '@/ui'
import type { NewKind } from '../newConversation'
import classes from './dialogs.module.css'
import { NewGroup } from './NewGroup'

export interface NewConversationProps {
  /** Which kind it is opened for; null while it is closed. */
  asked: NewKind | null
  onClose: () => void
}

/** Finds a person and opens the conversation with them, or names a group and fills it. */
export function NewConversation({ asked, onClose }: NewConversationProps) {
  const [hasBegun, setHasBegun] = useState(false)
  const close = (begun: boolean) => {
    setHasBegun(begun)
    onClose()
  }
  return (
    <Dialog
      opened={asked !== null}
      returnFocus={!hasBegun}
      onClose={() => close(false)}
      title={t('rooms.new')}
      closeLabel={t('action.close')}
    >
      <Choice initial={asked ?? 'person'} onDone={() => close(true)} />
    </Dialog>
  )
}

function Choice({ initial, onDone }: { initial: NewKind; onDone: () => void }) {
  const [kind, setKind] = useState(initial)
  const navigate = useNavigate()
  const open = (room: Promise<string>) =>
    room.then(
      (roomId) => {
        onDone()
        return navigate({ to: '/messages/$roomId', params: { roomId } })
      },
      (error: unknown) => toastError(explain(error)),
    )
  return (
    <div className={classes.body}>
      <SegmentedControl
        fullWidth
        aria-label={t('rooms.new.kind')}
        value={kind}
        onChange={(value) => setKind(value === 'group' ? 'group' : 'person')}
        data={[
          { value: 'person', label: t('rooms.new.person') },
          { value: 'group', label: t('rooms.new.group') },
        ]}
      />
      {kind === 'person' ? <OnePerson onOpen={open} /> : <NewGroup onOpen={open} />}
    </div>
  )
}

function OnePerson({ onOpen }: { onOpen: (room: Promise<string>) => void }) {
  const me = useMe()
  const { direct } = useCreateRoom()
  return (
    <PeopleSearch without={new Set([me.id])}>
      {(person) => (
        <UnstyledButton className={classes.person} onClick={() => onOpen(direct(person.id))}>
          <PersonLine person={person} />
        </UnstyledButton>
      )}
    </PeopleSearch>
  )
}
