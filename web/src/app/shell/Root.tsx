import { Outlet } from '@tanstack/react-router'
import { DemoBanner } from '@/features/demo'
import { Announcer } from '@/ground/announce'
import { t } from '@/ground/i18n'
import classes from './shell.module.css'

/** What stands on every page. */
export function Root() {
  return (
    <div className={classes.root}>
      <a href="#main" className={classes.skip}>
        {t('app.skip')}
      </a>
      <DemoBanner />
      <div className={classes.page}>
        <Outlet />
      </div>
      <Announcer />
    </div>
  )
}
