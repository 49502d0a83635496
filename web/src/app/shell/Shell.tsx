import { Outlet } from '@tanstack/react-router'
import { useInbox } from '@/features/rooms'
import { useLanguage } from '@/ground/i18n'
import { ConnectionBanner } from './ConnectionBanner'
import classes from './shell.module.css'
import { TopBar } from './TopBar'
import { useTitle } from './useTitle'

/** The frame of the signed-in pages: top bar, how the connection stands, the page. It is drawn afresh in another language. */
export function Shell() {
  const { unreadTotal } = useInbox({ filter: 'all', q: '' })
  useTitle(unreadTotal)
  const { language, locale } = useLanguage()
  return (
    <div key={`${language} ${locale}`} className={classes.shell}>
      <TopBar unread={unreadTotal} />
      <ConnectionBanner />
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}
