import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from './root'

const STEPS = ['who', 'what', 'where'] as const

interface WelcomeSearch {
  step?: (typeof STEPS)[number] | undefined
  /** Where one goes on to afterwards. */
  next?: string | undefined
}

function readWelcomeSearch(search: Record<string, unknown>): WelcomeSearch {
  const read: WelcomeSearch = {}
  const step = STEPS.find((one) => one === search.step)
  if (step !== undefined) read.step = step
  if (typeof search.next === 'string') read.next = search.next
  return read
}

export const welcomeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/welcome',
  validateSearch: readWelcomeSearch,
  staticData: { title: 'welcome.title' },
  component: lazyRouteComponent(
    () => import('@/features/welcome/pages/WelcomePage'),
    'WelcomePage',
  ),
})
