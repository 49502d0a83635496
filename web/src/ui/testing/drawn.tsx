import { MantineProvider } from '@mantine/core'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { configure, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { cssVariablesResolver, theme } from '../theme'

// A machine that runs everything else at the same time is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

/** The paths that links may lead to while a part of the page is drawn by itself. */
const PATHS = ['/messages', '/messages/$roomId', '/people', '/people/$accountId'] as const

/** Draws a part of the page within the design system and a router, at `path`. */
export async function drawn(part: ReactNode, path = '/messages') {
  const root = createRootRoute({ component: () => part })
  const router = createRouter({
    routeTree: root.addChildren(
      PATHS.map((pattern) => createRoute({ getParentRoute: () => root, path: pattern })),
    ),
    history: createMemoryHistory({ initialEntries: [path] }),
  })
  await router.load()
  const view = render(
    <MantineProvider env="test" theme={theme} cssVariablesResolver={cssVariablesResolver}>
      <RouterProvider router={router} />
    </MantineProvider>,
  )
  return { ...view, router }
}
