import { Badge } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { formatNumber, t } from '@/ground/i18n'
import { OwnMenu } from './LaterOwnMenu'
import classes from './TopBar.module.css'

/** Parley, its places, and one's own menu. */
export function TopBar({ unread }: { unread: number }) {
  return (
    <header className={classes.bar}>
      <Link to="/messages" className={classes.brand} aria-label={t('app.name')}>
        <img src="/favicon.svg" alt="" width={28} height={28} />
        <span className={classes.word}>{t('app.name')}</span>
      </Link>
      <nav className={classes.nav} aria-label={t('app.nav')}>
        <Link to="/messages" className={classes.link} activeProps={{ 'aria-current': 'page' }}>
          {t('app.messages')}
          {unread > 0 ? (
            <Badge
              size="sm"
              tt="none"
              circle={unread < 10}
              aria-label={t('app.unread', { count: unread })}
              role="img"
            >
              {unread > 999 ? t('app.unread_many') : formatNumber(unread)}
            </Badge>
          ) : null}
        </Link>
        <Link to="/people" className={classes.link} activeProps={{ 'aria-current': 'page' }}>
          {t('app.people')}
        </Link>
      </nav>
      <OwnMenu />
    </header>
  )
}
