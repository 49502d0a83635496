import { Outlet } from '@tanstack/react-router'
import { JumpHost } from '@/features/jump'
import { NewConversationHost, useInbox } from '@/features/rooms'
import { VerificationBanner } from '@/features/welcome'
import { useLanguage } from '@/ground/i18n'
import { ConnectionBanner } from './ConnectionBanner'
import { KeyMap } from './LaterKeyMap'
import classes from './shell.module.css'
import { TopBar } from './TopBar'
import { useShellKeys } from './useShellKeys'
import { useTitle } from './useTitle'

/** The frame of the signed-in pages: top bar, how the connection stands, the page. It is drawn afresh in another language. */
export function Shell() {
  const { unreadTotal } = useInbox({ filter: 'all', q: '' })
  useTitle(unreadTotal)
  const language = useLanguage()
  const { isMapShown, showMap } = useShellKeys()
  return (
    <div key={language} className={classes.shell}>
      <TopBar unread={unreadTotal} onShowKeys={() => showMap(true)} />
      <ConnectionBanner />
      <VerificationBanner />
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      <JumpHost onShowKeys={() => showMap(true)} />
      <NewConversationHost />
      <KeyMap opened={isMapShown} onClose={() => showMap(false)} />
    </div>
  )
}
