import { Radio, Stack, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type { AccountBrief, History } from '@/contract'
import { PeopleSearch, PersonLine } from '@/features/people'
import { useRoomActions } from '@/features/rooms'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { Dialog, toast, toastError } from '@/ui'
import classes from './dialogs.module.css'

interface AddPeopleProps {
  roomId: string
  /** Those who are in the room already. */
  present: ReadonlySet<string>
  opened: boolean
  onClose: () => void
}

/** Adds people to a group, with everything said so far or only with what is said from now on. */
export function AddPeople({ roomId, present, opened, onClose }: AddPeopleProps) {
  const { addMember } = useRoomActions(roomId)
  const [history, setHistory] = useState<History>('full')
  const add = ({ id, display_name: name }: AccountBrief) =>
    addMember(id, history).then(
      () => toast(t('rooms.people.added', { name })),
      (error: unknown) => toastError(explain(error)),
    )
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('rooms.people.add')}
      closeLabel={t('action.close')}
    >
      <div className={classes.body}>
        <Radio.Group
          label={t('rooms.people.history')}
          description={t('rooms.people.history_hint')}
          value={history}
          onChange={(value) => setHistory(value === 'full' ? 'full' : 'from_now')}
        >
          <Stack gap="sm" mt="sm">
            <Radio value="full" label={t('rooms.people.history_full')} />
            <Radio value="from_now" label={t('rooms.people.history_now')} />
          </Stack>
        </Radio.Group>
        <PeopleSearch without={present}>
          {(person) => (
            <UnstyledButton className={classes.person} onClick={() => add(person)}>
              <VisuallyHidden>{t('rooms.people.add_this')} </VisuallyHidden>
              <PersonLine person={person} />
            </UnstyledButton>
          )}
        </PeopleSearch>
      </div>
    </Dialog>
  )
}
