import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { InboxFilter } from '@/contract'
import type { Panel } from '@/features/rooms'
import { shellRoute } from './root'

const FILTERS: readonly string[] = ['unread', 'starred', 'drafts', 'hidden'] satisfies InboxFilter[]
const PANELS: readonly string[] = ['details', 'people', 'topics', 'pins', 'files'] satisfies Panel[]

interface MessagesSearch {
  /** The entry to show, by its seq. */
  at?: number | undefined
  panel?: Panel | undefined
  /** The topic that is shown alone. */
  topic?: string | undefined
  filter?: InboxFilter | undefined
  /** What the list is searched for. */
  q?: string | undefined
  /** The account whose rooms are listed. */
  with?: string | undefined
}

function readMessagesSearch(search: Record<string, unknown>): MessagesSearch {
  const read: MessagesSearch = {}
  if (Number.isSafeInteger(search.at) && Number(search.at) > 0) read.at = Number(search.at)
  if (PANELS.includes(String(search.panel))) read.panel = search.panel as Panel
  if (FILTERS.includes(String(search.filter))) read.filter = search.filter as InboxFilter
  if (typeof search.topic === 'string' && search.topic !== '') read.topic = search.topic
  if (typeof search.q === 'string' && search.q !== '') read.q = search.q
  if (typeof search.with === 'string' && search.with !== '') read.with = search.with
  return read
}

const messagesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/messages',
  validateSearch: readMessagesSearch,
  staticData: { title: 'app.messages' },
  component: lazyRouteComponent(
    () => import('@/features/messages/components/MessagesPage'),
    'MessagesPage',
  ),
})
/** The page reads which room from the address, so that its list stays when the room changes. */
const roomRoute = createRoute({
  getParentRoute: () => messagesRoute,
  path: '/$roomId',
  // The list and the conversation are loaded side by side, not one after the other.
  loader: () => {
    void import('@/features/messages/components/Conversation')
  },
  component: () => null,
})

/** The address of a conversation as other programs may know it. */
const roomsAliasRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/rooms',
  validateSearch: readMessagesSearch,
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/messages', search, replace: true })
  },
})
const roomAliasRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/rooms/$roomId',
  validateSearch: readMessagesSearch,
  beforeLoad: ({ params, search }) => {
    throw redirect({ to: '/messages/$roomId', params, search, replace: true })
  },
})

export const messagesRoutes = [
  messagesRoute.addChildren([roomRoute]),
  roomsAliasRoute,
  roomAliasRoute,
] as const
