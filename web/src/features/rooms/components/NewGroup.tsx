import { Button, Pill, PillGroup, TextInput, UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { AccountBrief } from '@/contract'
import { PeopleSearch, PersonLine } from '@/features/people'
import { useCreateRoom } from '@/features/rooms'
import { useMe } from '@/features/session'
import { t } from '@/ground/i18n'
import classes from './dialogs.module.css'

/** The server's limit for a title. */
const LONGEST_TITLE = 120

/** A group in the making: its name, the people chosen, and those who can still be. */
export function NewGroup({ onOpen }: { onOpen: (room: Promise<string>) => void }) {
  const me = useMe()
  const { group } = useCreateRoom()
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState<AccountBrief[]>([])
  const [isTried, setIsTried] = useState(false)
  const ids = chosen.map(({ id }) => id)
  const toggle = (person: AccountBrief) =>
    setChosen((before) =>
      before.some(({ id }) => id === person.id)
        ? before.filter(({ id }) => id !== person.id)
        : [...before, person],
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (title.trim() !== '' && ids.length > 0) onOpen(group(title.trim(), ids))
  }
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <TextInput
        label={t('rooms.new.title_label')}
        placeholder={t('rooms.new.title_placeholder')}
        value={title}
        maxLength={LONGEST_TITLE}
        dir="auto"
        required
        error={isTried && title.trim() === '' ? t('rooms.new.needs_title') : null}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Chosen people={chosen} onRemove={toggle} />
      <PeopleSearch without={new Set([me.id])}>
        {(person) => {
          const isChosen = ids.includes(person.id)
          return (
            <UnstyledButton
              className={classes.person}
              aria-pressed={isChosen}
              onClick={() => toggle(person)}
            >
              <PersonLine person={person} />
              <span className={classes.check} data-on={isChosen || undefined} aria-hidden="true">
                <IconCheck size={14} stroke={3} />
              </span>
            </UnstyledButton>
          )
        }}
      </PeopleSearch>
      <footer className={classes.foot}>
        <span role="status" className={classes.problem}>
          {isTried && ids.length === 0 ? t('rooms.new.needs_people') : null}
        </span>
        <Button type="submit">{t('rooms.new.create')}</Button>
      </footer>
    </form>
  )
}

interface ChosenProps {
  people: AccountBrief[]
  onRemove: (person: AccountBrief) => void
}

function Chosen({ people, onRemove }: ChosenProps) {
  if (people.length === 0) return null
  return (
    <PillGroup role="group" aria-label={t('rooms.new.chosen')}>
      {people.map((person) => (
        <Pill
          key={person.id}
          size="md"
          withRemoveButton
          onRemove={() => onRemove(person)}
          removeButtonProps={{
            'aria-label': t('rooms.new.remove', { name: person.display_name }),
            'aria-hidden': false,
            tabIndex: 0,
          }}
        >
          {person.display_name}
        </Pill>
      ))}
    </PillGroup>
  )
}
