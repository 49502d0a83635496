import { Badge } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { JumpBox } from '@/features/jump'
import { formatNumber, t } from '@/ground/i18n'
import { OwnMenu } from './LaterOwnMenu'
import classes from './TopBar.module.css'

interface TopBarProps {
  unread: number
  onShowKeys: () => void
}

/** Parley, its places, the way to anything by name, and one's own menu. */
export function TopBar({ unread, onShowKeys }: TopBarProps) {
  return (
    <header className={classes.bar} data-place="bar">
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
      <JumpBox />
      <OwnMenu onShowKeys={onShowKeys} />
    </header>
  )
}
