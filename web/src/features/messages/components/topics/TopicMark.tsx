import { UnstyledButton } from '@mantine/core'
import { IconCheck, IconMessage2 } from '@tabler/icons-react'
import { t } from '@/ground/i18n'
import { isolated } from '@/ui'
import { useConversation } from '../conversationContext'
import classes from './topics.module.css'

/** In the linear view: which topic a message belongs to, and the way there. */
export function TopicMark({ topicId }: { topicId: string }) {
  const { topics, openTopic } = useConversation()
  const topic = topics.byId.get(topicId)
  const name = topic?.name ?? t('topics.unnamed')
  return (
    <UnstyledButton
      className={classes.mark}
      onClick={() => openTopic(topicId)}
      aria-label={t('topics.open_named', { name: isolated(name) })}
    >
      <IconMessage2 size={14} aria-hidden="true" />
      <bdi className={classes.markName}>{name}</bdi>
      {topic?.resolved_at == null ? null : (
        <IconCheck size={14} role="img" aria-label={t('topics.resolved')} />
      )}
    </UnstyledButton>
  )
}

/** Under a message that a topic starts from: how much was said there. */
export function TopicReplies({ seq }: { seq: number }) {
  const { topics, topic: shown, openTopic } = useConversation()
  const topic = topics.byRoot.get(seq)
  if (topic === undefined || shown !== null) return null
  return (
    <UnstyledButton className={classes.replies} onClick={() => openTopic(topic.id)}>
      <IconMessage2 size={14} aria-hidden="true" />
      <bdi className={classes.markName}>{topic.name}</bdi>
      <span className={classes.count}>
        {t('topics.message_count', { count: topic.message_count })}
      </span>
      {topic.unread_count > 0 ? (
        <span className={classes.badge}>{t('topics.unread', { count: topic.unread_count })}</span>
      ) : null}
      {topic.resolved_at === null ? null : (
        <IconCheck size={14} role="img" aria-label={t('topics.resolved')} />
      )}
    </UnstyledButton>
  )
}
