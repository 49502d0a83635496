import { Link, Outlet } from '@tanstack/react-router'
import { t } from '@/ground/i18n'
import classes from './settings.module.css'

/** The frame of the pages about oneself. */
export function SettingsPage() {
  const pages = [
    { to: '/settings/profile', label: t('account.nav.profile') },
    { to: '/settings/preferences', label: t('account.nav.preferences') },
    { to: '/settings/security', label: t('account.nav.security') },
    { to: '/settings/blocked', label: t('account.nav.blocked') },
  ] as const
  return (
    <div className={classes.frame}>
      <nav className={classes.nav} aria-label={t('account.nav.label')}>
        {pages.map(({ to, label }) => (
          <Link key={to} to={to} className={classes.link} activeProps={{ 'aria-current': 'page' }}>
            {label}
          </Link>
        ))}
      </nav>
      <div className={classes.page}>
        <Outlet />
      </div>
    </div>
  )
}
