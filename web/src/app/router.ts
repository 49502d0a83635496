import type { QueryClient } from '@tanstack/react-query'
import { createRouter as createTanStackRouter } from '@tanstack/react-router'
import type { MessageKey } from '@/ground/i18n'
import { messagesRoutes } from './routes/messages'
import { peopleRoute, personRoute } from './routes/people'
import { publicRoutes } from './routes/public'
import { rootRoute, shellRoute, signedInRoute } from './routes/root'
import { claimRoute, settingsRoute } from './routes/settings'

const routeTree = rootRoute.addChildren([
  ...publicRoutes,
  signedInRoute.addChildren([
    claimRoute,
    shellRoute.addChildren([...messagesRoutes, peopleRoute, personRoute, settingsRoute]),
  ]),
])

export function createRouter(client: QueryClient) {
  return createTanStackRouter({
    routeTree,
    context: { client },
    defaultPreload: 'intent',
    scrollRestoration: true,
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
