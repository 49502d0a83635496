import { Badge, Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Session } from '@/contract'
import { explain } from '@/ground/http'
import { formatRelative, t } from '@/ground/i18n'
import { ErrorState, SkeletonRows, toast, toastError } from '@/ui'
import { describeAgent } from './agent'
import classes from './pages/settings.module.css'
import { account, sessionsQuery } from './queries'

/** The browsers that are signed in, each of which can be signed out. */
export function SessionList() {
  const query = useQuery(sessionsQuery)
  const client = useQueryClient()
  const end = async (session: Session) => {
    try {
      await account.endSession(session.id)
      toast(t('account.sessions.ended'))
    } catch (error) {
      toastError(explain(error))
    }
    await client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
  }
  if (query.isPending) return <SkeletonRows rows={2} label={t('account.loading')} />
  if (query.isError) {
    const action = { label: t('action.retry'), onClick: () => void query.refetch() }
    return <ErrorState title={explain(query.error)} action={action} compact />
  }
  return (
    <ul className={classes.rows}>
      {query.data.items.map((session) => (
        <li key={session.id} className={classes.row}>
          <span className={classes.what}>
            <span className={classes.name}>
              {describeAgent(session.user_agent)}{' '}
              {session.current ? (
                <Badge size="sm" variant="light" tt="none">
                  {t('account.sessions.current')}
                </Badge>
              ) : null}
            </span>
            <span className={classes.quiet}>
              {session.address} ·{' '}
              {t('account.sessions.seen', { when: formatRelative(session.last_seen_at) })}
            </span>
          </span>
          {session.current ? null : (
            <Button size="xs" variant="default" onClick={() => void end(session)}>
              {t('account.sessions.end')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
