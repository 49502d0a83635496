import { SegmentedControl, UnstyledButton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { PeopleSearch, PersonLine } from '@/features/people'
import { useCreateRoom } from '@/features/rooms'
import { useMe } from '@/features/session'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { Dialog, toastError } from '@/ui'
import classes from './dialogs.module.css'
import { NewGroup } from './NewGroup'

interface NewConversationProps {
  opened: boolean
  onClose: () => void
}

/** Finds a person and opens the conversation with them, or names a group and fills it. */
export function NewConversation({ opened, onClose }: NewConversationProps) {
  const [kind, setKind] = useState<'person' | 'group'>('person')
  const navigate = useNavigate()
  const open = (room: Promise<string>) =>
    room.then(
      (roomId) => {
        onClose()
        return navigate({ to: '/messages/$roomId', params: { roomId } })
      },
      (error: unknown) => toastError(explain(error)),
    )
  return (
    <Dialog opened={opened} onClose={onClose} title={t('rooms.new')} closeLabel={t('action.close')}>
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
    </Dialog>
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
