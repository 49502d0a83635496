import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router'
import { meQuery } from '@/features/session'
import { NotFound } from '../shell/NotFound'
import { Root } from '../shell/Root'
import { RouteError } from '../shell/RouteError'
import { Shell } from '../shell/Shell'
import { SignedIn } from '../shell/SignedIn'
import { speak } from '../texts'

interface RouterContext {
  client: QueryClient
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Root,
  errorComponent: RouteError,
  notFoundComponent: NotFound,
})

/** Everything under it is only for who is signed in; others sign in first and come back. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const me = await context.client.ensureQueryData(meQuery)
    if (me === null) {
      const next = location.href === '/messages' ? {} : { next: location.href }
      throw redirect({ to: '/sign-in', search: next, replace: true })
    }
    // Before anything is drawn: speaking another locale draws every page afresh.
    await speak(me.locale, me.time_zone)
  },
  component: SignedIn,
})
/** The pages that stand under the top bar. */
export const shellRoute = createRoute({
  getParentRoute: () => signedInRoute,
  id: 'shell',
  component: Shell,
})
