import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { configure, render } from '@testing-library/react'
import { vi } from 'vitest'
import { createRouter } from '@/app/router'
import { UiProvider } from '@/ui'
import { OpenSocket } from './sockets'

// A machine that runs everything else at the same time is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

/** jsdom lays nothing out and has no media queries: what Mantine asks of them. */
export function stubLayout(): void {
  vi.stubGlobal('matchMedia', (media: string) => ({
    matches: false,
    media,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  // A button without a size counts as scrolled out of sight, and its menu is then not shown.
  const size = { clientWidth: 1440, clientHeight: 900 }
  for (const [name, value] of Object.entries(size)) {
    Object.defineProperty(Element.prototype, name, { configurable: true, get: () => value })
  }
  Element.prototype.getBoundingClientRect = () => new DOMRect(8, 8, 100, 20)
  vi.stubGlobal('WebSocket', OpenSocket)
  vi.stubGlobal('scrollTo', () => undefined)
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
  Element.prototype.scrollIntoView = () => undefined
}

/** The whole client at an address. */
export async function openPage(address: string) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const router = createRouter(client)
  router.update({ ...router.options, history: createMemoryHistory({ initialEntries: [address] }) })
  const page = render(
    <UiProvider>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </UiProvider>,
  )
  const at = () => router.state.location.href
  return { ...page, client, router, at }
}
