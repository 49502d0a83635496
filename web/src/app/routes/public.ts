import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router'
import { configQuery } from '@/features/session'
import { rootRoute } from './root'

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/messages', replace: true })
  },
})

function readNext(search: Record<string, unknown>): { next?: string } {
  return typeof search.next === 'string' ? { next: search.next } : {}
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: readNext,
  staticData: { title: 'session.sign_in.action' },
  component: lazyRouteComponent(() => import('@/features/session/pages/SignInPage'), 'SignInPage'),
})
const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: readNext,
  staticData: { title: 'session.sign_up.title' },
  component: lazyRouteComponent(() => import('@/features/session/pages/SignUpPage'), 'SignUpPage'),
})
const verifyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify',
  staticData: { title: 'session.verify.title' },
  component: lazyRouteComponent(() => import('@/features/session/pages/VerifyPage'), 'VerifyPage'),
})
const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  staticData: { title: 'session.reset.title' },
  component: lazyRouteComponent(() => import('@/features/session/pages/ResetPage'), 'ResetPage'),
})
const demoRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/demo',
  beforeLoad: async ({ context }) => {
    const { demo } = await context.client.ensureQueryData(configQuery)
    if (!demo) throw notFound()
  },
  staticData: { title: 'demo.title' },
  component: lazyRouteComponent(() => import('@/features/demo/pages/DemoPage'), 'DemoPage'),
})
const outboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/outbox',
  validateSearch: (search: Record<string, unknown>): { mail?: string } =>
    typeof search.mail === 'string' ? { mail: search.mail } : {},
  staticData: { title: 'operator.outbox.title' },
  component: lazyRouteComponent(() => import('@/features/operator/pages/OutboxPage'), 'OutboxPage'),
})

export const publicRoutes = [
  homeRoute,
  signInRoute,
  signUpRoute,
  verifyRoute,
  resetRoute,
  demoRoute,
  outboxRoute,
] as const
