import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from './root'

export const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  staticData: { title: 'app.people' },
  component: lazyRouteComponent(
    () => import('@/features/people/components/PeoplePage'),
    'PeoplePage',
  ),
})
export const personRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/$accountId',
  staticData: { title: 'app.people' },
  component: lazyRouteComponent(
    () => import('@/features/people/components/ProfilePage'),
    'ProfilePage',
  ),
})
