import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { configQuery } from '@/features/session'
import { UiProvider } from '@/ui'
import { createClient } from './client'
import { createRouter } from './router'
import { speak } from './texts'

// After a new version was installed the old one's parts are gone: the page is loaded afresh.
window.addEventListener('vite:preloadError', () => window.location.reload())

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
