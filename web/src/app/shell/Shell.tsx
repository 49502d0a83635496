import { Outlet } from '@tanstack/react-router'
import { useInbox } from '@/features/rooms'
import { ConnectionBanner } from './ConnectionBanner'
import classes from './shell.module.css'
import { TopBar } from './TopBar'
import { useTitle } from './useTitle'

/** The frame of the signed-in pages: top bar, how the connection stands, the page. */
export function Shell() {
  const { unreadTotal } = useInbox({ filter: 'all', q: '' })
  useTitle(unreadTotal)
  return (
    <div className={classes.shell}>
      <TopBar unread={unreadTotal} />
      <ConnectionBanner />
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}
