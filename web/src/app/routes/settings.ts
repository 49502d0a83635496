import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { shellRoute, signedInRoute } from './root'

export const claimRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/operator-claim',
  staticData: { title: 'operator.claim.title' },
  component: lazyRouteComponent(() => import('@/features/operator/pages/ClaimPage'), 'ClaimPage'),
})
const frameRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  staticData: { title: 'app.settings' },
  component: lazyRouteComponent(
    () => import('@/features/account/pages/SettingsPage'),
    'SettingsPage',
  ),
})
const homeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/profile', replace: true })
  },
})
const profileRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/profile',
  component: lazyRouteComponent(
    () => import('@/features/account/pages/ProfilePage'),
    'ProfilePage',
  ),
})
const securityRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/security',
  component: lazyRouteComponent(
    () => import('@/features/account/pages/SecurityPage'),
    'SecurityPage',
  ),
})
const preferencesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/preferences',
  component: lazyRouteComponent(
    () => import('@/features/account/pages/PreferencesPage'),
    'PreferencesPage',
  ),
})
const blockedRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/blocked',
  component: lazyRouteComponent(
    () => import('@/features/account/pages/BlockedPage'),
    'BlockedPage',
  ),
})

export const settingsRoute = frameRoute.addChildren([
  homeRoute,
  profileRoute,
  securityRoute,
  preferencesRoute,
  blockedRoute,
])
