import { VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { InboxFilter } from '@/contract'
import { formatNumber, t } from '@/ground/i18n'
import classes from './RoomList.module.css'

const FILTERS: readonly InboxFilter[] = ['all', 'unread', 'starred', 'drafts', 'hidden']

/** More is told as no more than that: the pills stand in one line. */
const MOST_TOLD = 99

/** Which of one's conversations are listed: links, since the address says it. */
export function ListFilters({ unread }: { unread: number }) {
  return (
    <nav className={classes.filters} aria-label={t('rooms.filter.label')}>
      {FILTERS.map((filter) => (
        <Link
          key={filter}
          to="."
          search={({ filter: _before, ...rest }) => (filter === 'all' ? rest : { ...rest, filter })}
          className={classes.filter}
          activeOptions={{ exact: true, includeSearch: true }}
        >
          {t(`rooms.filter.${filter}`)}
          {filter === 'unread' && unread > 0 ? <Count unread={unread} /> : null}
        </Link>
      ))}
    </nav>
  )
}

function Count({ unread }: { unread: number }) {
  const told = unread > MOST_TOLD ? `${formatNumber(MOST_TOLD)}+` : formatNumber(unread)
  return (
    <>
      <span className={classes.count} aria-hidden="true">
        {told}
      </span>
      <VisuallyHidden>{t('rooms.unread_count', { count: unread })}</VisuallyHidden>
    </>
  )
}
