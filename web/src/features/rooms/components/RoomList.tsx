import { ActionIcon, TextInput } from '@mantine/core'
import { IconPencilPlus, IconSearch } from '@tabler/icons-react'
import { useParams, useSearch } from '@tanstack/react-router'
import { type KeyboardEvent, useRef } from 'react'
import { useInbox } from '@/features/rooms'
import { t } from '@/ground/i18n'
import { ariaKeys, keyText, useShortcut } from '@/ground/keyboard'
import { Hint } from '@/ui'
import { askForConversation } from '../newConversation'
import { roomKeys } from '../shortcuts'
import { ListFilters } from './ListFilters'
import { PersonFilter } from './PersonFilter'
import classes from './RoomList.module.css'
import { RoomsOrState } from './RoomsOrState'
import { useListText } from './useListText'

/** The list of one's conversations, with its search and its filters. */
export function RoomList() {
  const { roomId } = useParams({ strict: false })
  const { filter = 'all', with: person } = useSearch({ strict: false })
  const { text, setText } = useListText()
  const q = text.trim()
  const inbox = useInbox({ filter, q, person })
  const field = useRef<HTMLInputElement>(null)
  useShortcut(roomKeys.find, () => field.current?.focus())
  const [createKeys = ''] = roomKeys.create.keys
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || text === '') return
    event.preventDefault()
    setText('')
  }
  return (
    <>
      <header className={classes.head}>
        <h1 className={classes.title}>{t('rooms.title')}</h1>
        <Hint label={`${t('rooms.new')} · ${keyText(createKeys)}`}>
          <ActionIcon
            variant="light"
            color="teal"
            size="max(32px, var(--ui-target))"
            aria-label={t('rooms.new')}
            aria-keyshortcuts={ariaKeys(roomKeys.create.keys)}
            onClick={() => askForConversation('person')}
          >
            <IconPencilPlus size={18} aria-hidden="true" />
          </ActionIcon>
        </Hint>
      </header>
      <search className={classes.search}>
        <TextInput
          ref={field}
          type="search"
          aria-label={t('rooms.search')}
          placeholder={t('rooms.search')}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={text}
          dir="auto"
          autoComplete="off"
          enterKeyHint="search"
          onKeyDown={onKeyDown}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </search>
      <PersonFilter items={inbox.items} q={q} person={person} />
      <ListFilters unread={inbox.unreadTotal} />
      <div className={classes.rows}>
        <RoomsOrState inbox={inbox} filter={filter} q={q} person={person} openRoomId={roomId} />
      </div>
    </>
  )
}
