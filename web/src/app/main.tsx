import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { configQuery, meQuery } from '@/features/session'
import { loadLater, UiProvider } from '@/ui'
import { whenCalm } from './calm'
import { createClient } from './client'
import { restoreKept } from './live/kept'
import { reloadWhenOutdated, takeOverOnNavigation } from './outdated'
import { createRouter } from './router'
import { Toasts } from './Toasts'
import { speak } from './texts'
import { keepOnDevice } from './worker/register'

/** So long what this installation is like is waited for: what it says (that it is a demo) takes room on the page. */
const CONFIG_WITHIN_MS = 1_500

const calm = whenCalm()
reloadWhenOutdated()
keepOnDevice()
void calm.then(loadLater)

const client = createClient()
const router = createRouter(client)
takeOverOnNavigation(router)
await Promise.all([speak(navigator.language), restoreKept(client)])
void client.prefetchQuery(meQuery)
await Promise.race([
  client.prefetchQuery(configQuery),
  new Promise((resolve) => setTimeout(resolve, CONFIG_WITHIN_MS)),
])

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element "root".')
// In steps between which the browser can answer to a key or a finger.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <UiProvider>
        <Toasts calm={calm} />
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </UiProvider>
    </StrictMode>,
  ),
)
