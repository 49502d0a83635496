import { Outlet } from '@tanstack/react-router'
import { DemoBanner } from '@/features/demo'
import { Announcer } from '@/ground/announce'
import { t, useLanguage } from '@/ground/i18n'
import classes from './shell.module.css'

/** What stands on every page. It is drawn afresh in another language. */
export function Root() {
  const { language, locale } = useLanguage()
  return (
    <div key={`${language} ${locale}`} className={classes.root}>
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
