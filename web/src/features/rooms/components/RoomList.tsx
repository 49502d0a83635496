import { ActionIcon, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconMessages, IconPencilPlus, IconSearch } from '@tabler/icons-react'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { InboxFilter } from '@/contract'
import { type InboxView, useInbox } from '@/features/rooms'
import { t } from '@/ground/i18n'
import { EmptyState, ErrorState, Hint, later, SkeletonRows } from '@/ui'
import classes from './RoomList.module.css'
import { RoomRows } from './RoomRows'

const NewConversation = later(async () => (await import('./NewConversation')).NewConversation)

const FILTERS: readonly InboxFilter[] = ['all', 'unread', 'starred', 'drafts', 'hidden']

/** Long enough to skip the letters of a fast typist. */
const SETTLE_MS = 180

/** The list of one's conversations, with its search and its filters. */
export function RoomList() {
  const { roomId } = useParams({ strict: false })
  const { filter = 'all' } = useSearch({ strict: false })
  const [text, setText] = useState('')
  const [q] = useDebouncedValue(text.trim(), SETTLE_MS)
  const [isCreating, setIsCreating] = useState(false)
  const inbox = useInbox({ filter, q })
  const create = () => setIsCreating(true)
  return (
    <>
      <header className={classes.head}>
        <h1 className={classes.title}>{t('rooms.title')}</h1>
        <Hint label={t('rooms.new')}>
          <ActionIcon
            variant="light"
            color="teal"
            size="max(32px, var(--ui-target))"
            aria-label={t('rooms.new')}
            onClick={create}
          >
            <IconPencilPlus size={18} aria-hidden="true" />
          </ActionIcon>
        </Hint>
      </header>
      <search className={classes.search}>
        <TextInput
          type="search"
          aria-label={t('rooms.search')}
          placeholder={t('rooms.search')}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={text}
          dir="auto"
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </search>
      <Filters />
      <div className={classes.rows}>
        <Rows inbox={inbox} filter={filter} q={q} openRoomId={roomId} onCreate={create} />
      </div>
      <NewConversation opened={isCreating} onClose={() => setIsCreating(false)} />
    </>
  )
}

function Filters() {
  return (
    <nav className={classes.filters} aria-label={t('rooms.filter.label')}>
      {FILTERS.map((filter) => (
        <Link
          key={filter}
          to="."
          search={({ filter: _before, ...rest }) => (filter === 'all' ? rest : { ...rest, filter })}
          className={classes.filter}
          activeOptions={{ exact: true }}
        >
          {t(`rooms.filter.${filter}`)}
        </Link>
      ))}
    </nav>
  )
}

interface RowsProps {
  inbox: InboxView
  filter: InboxFilter
  q: string
  openRoomId: string | undefined
  onCreate: () => void
}

function Rows({ inbox, filter, q, openRoomId, onCreate }: RowsProps) {
  if (inbox.items.length > 0) return <RoomRows inbox={inbox} openRoomId={openRoomId} />
  if (inbox.isLoading) return <SkeletonRows rows={8} label={t('rooms.loading')} />
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
  return (
    <EmptyState
      icon={icon}
      title={t(`rooms.empty.${filter}`)}
      hint={t(`rooms.empty.${filter}_hint`)}
      {...(filter === 'all' ? { action: { label: t('rooms.new'), onClick: onCreate } } : {})}
    />
  )
}
