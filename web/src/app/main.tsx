import type { NotificationsProps } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { configQuery } from '@/features/session'
import { later, loadLater, UiProvider } from '@/ui'
import { createClient } from './client'
import { reloadWhenOutdated } from './outdated'
import { createRouter } from './router'
import { speak } from './texts'

/** Long enough for the first screen to be drawn and answered. */
const LOAD_REST_AFTER_MS = 1_000

reloadWhenOutdated()
setTimeout(loadLater, LOAD_REST_AFTER_MS)

const Notifications = later<NotificationsProps>(
  async () => (await import('@mantine/notifications')).Notifications,
)

const client = createClient()
const router = createRouter(client)
void client.prefetchQuery(configQuery)
await speak(navigator.language)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element "root".')
createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <Notifications position="bottom-right" />
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </UiProvider>
  </StrictMode>,
)
