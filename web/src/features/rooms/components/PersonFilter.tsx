import { VisuallyHidden } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { AccountBrief, InboxItem } from '@/contract'
import { useProfile } from '@/features/rooms'
import { useMe } from '@/features/session'
import { t } from '@/ground/i18n'
import { Face } from '@/ui'
import classes from './PersonFilter.module.css'

/** Most people offered for what is typed. */
const MOST = 3

interface PersonFilterProps {
  items: readonly InboxItem[]
  q: string
  /** The account whose rooms are listed. */
  person: string | undefined
}

/** Whose rooms are listed, and the way back to all; while one types, whose could be. */
export function PersonFilter({ items, q, person }: PersonFilterProps) {
  const me = useMe()
  if (person !== undefined) return <Chosen id={person} known={findIn(items, person)} />
  const people = q === '' ? [] : matching(items, q).filter(({ id }) => id !== me.id)
  if (people.length === 0) return null
  return (
    <nav className={classes.people} aria-label={t('rooms.filter.people')}>
      {people.map(({ id, display_name: name }) => (
        <Link
          key={id}
          to="."
          search={({ q: _typed, ...rest }) => ({ ...rest, with: id })}
          className={classes.person}
        >
          <Face id={id} name={name} size={20} />
          <VisuallyHidden>{t('rooms.filter.person', { name })}</VisuallyHidden>
          <span className={classes.name} dir="auto" aria-hidden="true">
            {name}
          </span>
        </Link>
      ))}
    </nav>
  )
}

function Chosen({ id, known }: { id: string; known: AccountBrief | undefined }) {
  const { profile } = useProfile(id)
  const name = known?.display_name ?? profile?.display_name ?? t('rooms.filter.somebody')
  return (
    <div className={classes.people}>
      <Link
        to="."
        search={({ with: _person, ...rest }) => rest}
        className={classes.person}
        data-chosen
      >
        <Face id={id} name={name} size={20} />
        <VisuallyHidden>{t('rooms.filter.person_off', { name })}</VisuallyHidden>
        <span className={classes.name} dir="auto" aria-hidden="true">
          {name}
        </span>
        <IconX size={14} aria-hidden="true" />
      </Link>
    </div>
  )
}

function findIn(items: readonly InboxItem[], id: string): AccountBrief | undefined {
  return items.flatMap(({ room }) => room.people).find((one) => one.id === id)
}

/** People of the rooms found whose name the text is in, each once, those of more rooms first. */
function matching(items: readonly InboxItem[], q: string): AccountBrief[] {
  const wanted = q.toLocaleLowerCase()
  const found = new Map<string, { account: AccountBrief; rooms: number }>()
  for (const account of items.flatMap(({ room }) => room.people)) {
    if (!account.display_name.toLocaleLowerCase().includes(wanted)) continue
    const before = found.get(account.id)
    found.set(account.id, { account, rooms: (before?.rooms ?? 0) + 1 })
  }
  return [...found.values()]
    .sort((one, other) => other.rooms - one.rooms)
    .slice(0, MOST)
    .map(({ account }) => account)
}
