import type { QueryClient } from '@tanstack/react-query'
import { createRouter as createTanStackRouter } from '@tanstack/react-router'
import type { MessageKey } from '@/ground/i18n'
import { messagesRoutes } from './routes/messages'
import { peopleRoute, personRoute } from './routes/people'
import { publicRoutes } from './routes/public'
import { rootRoute, shellRoute, signedInRoute } from './routes/root'
import { claimRoute, settingsRoute } from './routes/settings'
import { welcomeRoute } from './routes/welcome'

const routeTree = rootRoute.addChildren([
  ...publicRoutes,
  signedInRoute.addChildren([
    claimRoute,
    welcomeRoute,
    shellRoute.addChildren([...messagesRoutes, peopleRoute, personRoute, settingsRoute]),
  ]),
])

export function createRouter(client: QueryClient) {
  return createTanStackRouter({
    routeTree,
    context: { client },
    defaultPreload: 'intent',
    // A conversation knows by itself where it opens: a room would be scrolled to where the one before it was left.
    scrollRestoration: ({ location }) => !location.pathname.startsWith('/messages'),
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createRouter>
  }
  interface StaticDataRouteOption {
    /** The page's name for the title of the window. */
    title?: MessageKey
  }
}
