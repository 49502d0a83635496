import { IconMailOpened } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { explain } from '@/ground/http'
import { formatDateTime, formatShort, t } from '@/ground/i18n'
import { EmptyState, ErrorState, SkeletonRows } from '@/ui'
import { mailQuery, mailsQuery } from '../queries'
import classes from './OutboxPage.module.css'

/** The mails that would have been sent, were there a mail server: for the operator, and for anybody in development. */
export function OutboxPage() {
  const { mail } = useSearch({ from: '/outbox' })
  const query = useQuery(mailsQuery)
  return (
    <main id="main" className={classes.page}>
      <section className={classes.list} aria-labelledby="outbox-title">
        <Link to="/" className={classes.home}>
          <img src="/favicon.svg" alt="" width={28} height={28} />
          {t('app.name')}
        </Link>
        <h1 id="outbox-title" className={classes.title}>
          {t('operator.outbox.title')}
        </h1>
        <p className={classes.quiet}>{t('operator.outbox.lead')}</p>
        {query.isPending ? <SkeletonRows rows={4} label={t('operator.outbox.loading')} /> : null}
        {query.isError ? <ErrorState title={explain(query.error)} compact /> : null}
        {query.data?.items.length === 0 ? (
          <EmptyState
            icon={<IconMailOpened size={28} />}
            title={t('operator.outbox.empty')}
            hint={t('operator.outbox.empty_hint')}
          />
        ) : null}
        <ul className={classes.mails}>
          {query.data?.items.map((item) => (
            <li key={item.id}>
              <Link
                to="/outbox"
                search={{ mail: item.id }}
                className={classes.mail}
                aria-current={item.id === mail ? 'true' : undefined}
              >
                <span className={classes.subject}>{item.subject}</span>
                <span className={classes.quiet}>
                  {item.to} · {formatShort(item.created_at)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      {mail === undefined ? null : <MailView id={mail} />}
    </main>
  )
}

function MailView({ id }: { id: string }) {
  const query = useQuery(mailQuery(id))
  if (query.isPending) return <SkeletonRows rows={3} label={t('operator.outbox.loading')} />
  if (query.isError) return <ErrorState title={explain(query.error)} compact />
  const { subject, to, created_at, text } = query.data
  return (
    <article className={classes.reading} aria-labelledby="mail-subject">
      <h2 id="mail-subject" className={classes.title}>
        {subject}
      </h2>
      <p className={classes.quiet}>
        {t('operator.outbox.sent', { to, when: formatDateTime(created_at) })}
      </p>
      {/* The text part says the same as the HTML one, and nothing in it can run or load. */}
      <div className={classes.text}>{withLinks(text)}</div>
    </article>
  )
}

/** Makes the addresses of this site into links: a mail's link is there to be followed. */
function withLinks(text: string): ReactNode[] {
  let at = 0
  return text.split(/(https?:\/\/\S+)/).map((part) => {
    at += part.length
    if (!part.startsWith(`${window.location.origin}/`)) return part
    return (
      <a key={at} href={part}>
        {part}
      </a>
    )
  })
}
