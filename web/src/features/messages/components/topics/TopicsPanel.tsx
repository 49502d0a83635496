import { Button, SegmentedControl } from '@mantine/core'
import { IconCheck, IconMessage2, IconPlus } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Topic } from '@/contract'
import { useTopicActions, useTopics } from '@/features/messages'
import { formatDateTime, formatShort, t } from '@/ground/i18n'
import { EmptyState, ErrorState, type RovingFocus, SkeletonRows, useRovingFocus } from '@/ui'
import { TopicNameDialog } from './later'
import classes from './topics.module.css'

/** The topics of a room, those at work and those that are settled. */
export function TopicsPanel({ roomId }: { roomId: string }) {
  const { topics, isLoading, isError, retry, hasMore, loadMore } = useTopics(roomId)
  const { start } = useTopicActions(roomId)
  const navigate = useNavigate()
  const [which, setWhich] = useState<'open' | 'resolved'>('open')
  const [isNaming, setIsNaming] = useState(false)
  const shown = topics.filter(({ resolved_at }) => (resolved_at === null) === (which === 'open'))
  const open = (topicId: string) =>
    navigate({ to: '.', search: (before) => ({ ...before, topic: topicId, at: undefined }) })
  return (
    <section className={classes.panel}>
      <div className={classes.tools}>
        <SegmentedControl
          size="xs"
          aria-label={t('topics.which')}
          value={which}
          onChange={(value) => setWhich(value === 'resolved' ? 'resolved' : 'open')}
          data={[
            { value: 'open', label: t('topics.open') },
            { value: 'resolved', label: t('topics.resolved') },
          ]}
        />
        <Button
          size="xs"
          variant="light"
          leftSection={<IconPlus size={15} aria-hidden="true" />}
          onClick={() => setIsNaming(true)}
        >
          {t('topics.new')}
        </Button>
      </div>
      {isLoading ? (
        <SkeletonRows rows={4} label={t('topics.loading')} />
      ) : isError ? (
        <ErrorState
          compact
          title={t('topics.error')}
          hint={t('messages.error_hint')}
          action={{ label: t('action.retry'), onClick: retry }}
        />
      ) : shown.length === 0 ? (
        <EmptyState
          compact
          icon={<IconMessage2 size={22} />}
          title={which === 'open' ? t('topics.none') : t('topics.none_resolved')}
          hint={which === 'open' ? t('topics.none_hint') : t('topics.none_resolved_hint')}
        />
      ) : (
        <TopicList topics={shown} />
      )}
      {hasMore ? (
        <Button variant="subtle" size="xs" onClick={loadMore}>
          {t('topics.more')}
        </Button>
      ) : null}
      {isNaming ? (
        <TopicNameDialog
          title={t('topics.new')}
          name=""
          confirmLabel={t('topics.start')}
          onConfirm={(name) => start(name, null).then(open)}
          onClose={() => setIsNaming(false)}
        />
      ) : null}
    </section>
  )
}

function TopicList({ topics }: { topics: readonly Topic[] }) {
  const { topic: openId } = useSearch({ strict: false })
  const current = topics.findIndex(({ id }) => id === openId)
  const roving = useRovingFocus({ count: topics.length, initial: Math.max(0, current) })
  return (
    <ul className={classes.list} aria-label={t('topics.list')} {...roving.listProps}>
      {topics.map((topic, index) => (
        <li key={topic.id}>
          <TopicRow topic={topic} isOpen={topic.id === openId} roving={roving.itemProps(index)} />
        </li>
      ))}
    </ul>
  )
}

interface TopicRowProps {
  topic: Topic
  isOpen: boolean
  roving: ReturnType<RovingFocus['itemProps']>
}

function TopicRow({ topic, isOpen, roving }: TopicRowProps) {
  const at = topic.last_message_at ?? topic.created_at
  const hasDraft = topic.draft !== null && topic.draft.text.trim() !== ''
  return (
    <Link
      to="."
      search={(before) => ({ ...before, topic: topic.id, at: undefined })}
      className={classes.row}
      aria-current={isOpen ? 'page' : undefined}
      {...roving}
    >
      <span className={classes.rowTop}>
        {topic.resolved_at === null ? null : (
          <IconCheck size={14} role="img" aria-label={t('topics.resolved')} />
        )}
        <span className={classes.rowName} dir="auto">
          {topic.name}
        </span>
        {topic.unread_count > 0 ? (
          <span className={classes.badge}>{t('topics.unread', { count: topic.unread_count })}</span>
        ) : null}
      </span>
      <span className={classes.rowLine}>
        {t('topics.message_count', { count: topic.message_count })}
        {' · '}
        <time dateTime={at} title={formatDateTime(at)}>
          {formatShort(at)}
        </time>
        {hasDraft ? <span className={classes.draft}>{` · ${t('topics.draft')}`}</span> : null}
      </span>
    </Link>
  )
}
