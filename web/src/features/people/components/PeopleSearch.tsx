import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { AccountBrief } from '@/contract'
import { useFindPeople } from '@/features/rooms'
import { t } from '@/ground/i18n'
import { EmptyState, ErrorState, SkeletonRows } from '@/ui'
import classes from './PeopleSearch.module.css'

/** Long enough to skip the letters of a fast typist, short enough not to be noticed. */
const SETTLE_MS = 180

interface PeopleSearchProps {
  /** Draws one person found: a link or a button. */
  children: (person: AccountBrief) => ReactNode
  /** Left out of what is found. */
  without?: ReadonlySet<string>
  /** The search to begin with, and what to do when it changes. */
  initial?: string
  onSearch?: (q: string) => void
}

/** A search field and the people it finds. */
export function PeopleSearch({ children, without, initial = '', onSearch }: PeopleSearchProps) {
  const [text, setText] = useState(initial)
  const [q] = useDebouncedValue(text.trim(), SETTLE_MS)
  const { people, isLoading, isError } = useFindPeople(q)
  const found = people.filter(({ id }) => !without?.has(id))
  return (
    <>
      <TextInput
        type="search"
        aria-label={t('people.search')}
        placeholder={t('people.search')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={text}
        dir="auto"
        autoComplete="off"
        data-autofocus
        onChange={(event) => {
          setText(event.currentTarget.value)
          onSearch?.(event.currentTarget.value.trim())
        }}
      />
      <Found people={found} isLoading={isLoading} isError={isError} q={q}>
        {children}
      </Found>
    </>
  )
}

interface FoundProps {
  people: AccountBrief[]
  isLoading: boolean
  isError: boolean
  q: string
  children: (person: AccountBrief) => ReactNode
}

function Found({ people, isLoading, isError, q, children }: FoundProps) {
  if (isLoading) return <SkeletonRows rows={5} label={t('people.loading')} />
  if (isError) return <ErrorState title={t('people.error')} hint={t('people.error_hint')} />
  if (people.length === 0) {
    return (
      <EmptyState
        icon={<IconUsers size={22} />}
        title={q === '' ? t('people.nobody') : t('people.none')}
        hint={q === '' ? t('people.nobody_hint') : t('people.none_hint')}
      />
    )
  }
  return (
    <ul className={classes.list} aria-label={t('people.results')}>
      {people.map((person) => (
        <li key={person.id}>{children(person)}</li>
      ))}
    </ul>
  )
}
