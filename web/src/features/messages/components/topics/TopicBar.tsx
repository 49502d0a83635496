import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconArrowLeft, IconCheck, IconDots, IconPencil, IconRotate } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Topic } from '@/contract'
import { useTopicActions } from '@/features/messages'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { ActionMenu, toastError, useIsNarrow } from '@/ui'
import { useConversation } from '../conversationContext'
import { nameIn } from '../names'
import { TopicNameDialog } from './later'
import classes from './topics.module.css'

/** What a topic is called and whether it is settled, with the way back to everything. */
export function TopicBar({ topic }: { topic: Topic }) {
  const { room, people } = useConversation()
  const { rename, resolve } = useTopicActions(room.id)
  const [isNaming, setIsNaming] = useState(false)
  // Under the room's own heading, which is the page's on a narrow screen.
  const Heading = useIsNarrow() ? 'h2' : 'h3'
  const isResolved = topic.resolved_at !== null
  const toggle = () =>
    resolve(topic.id, !isResolved).catch((error: unknown) => toastError(explain(error)))
  return (
    <div className={classes.bar}>
      <Button
        variant="subtle"
        size="compact-sm"
        className={classes.back}
        leftSection={<IconArrowLeft size={15} aria-hidden="true" className={classes.arrow} />}
        renderRoot={(props) => (
          <Link
            {...props}
            to="."
            search={(before) => ({ ...before, topic: undefined, at: undefined })}
          />
        )}
      >
        {t('topics.all_messages')}
      </Button>
      <Heading className={classes.title} dir="auto" title={topic.name}>
        {topic.name}
      </Heading>
      {isResolved ? (
        <span className={classes.resolved}>
          <IconCheck size={14} aria-hidden="true" />
          {t('topics.resolved_by', { name: nameIn(people, topic.resolved_by) })}
        </span>
      ) : null}
      <Button
        variant={isResolved ? 'subtle' : 'light'}
        size="compact-sm"
        className={classes.resolve}
        leftSection={
          isResolved ? (
            <IconRotate size={15} aria-hidden="true" />
          ) : (
            <IconCheck size={15} aria-hidden="true" />
          )
        }
        onClick={toggle}
      >
        {isResolved ? t('topics.reopen') : t('topics.resolve')}
      </Button>
      <ActionMenu
        trigger={
          <ActionIcon size="max(28px, var(--ui-target))" aria-label={t('topics.menu')}>
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        }
      >
        <Menu.Item
          leftSection={<IconPencil size={16} aria-hidden="true" />}
          onClick={() => setIsNaming(true)}
        >
          {t('topics.rename')}
        </Menu.Item>
      </ActionMenu>
      {isNaming ? (
        <TopicNameDialog
          title={t('topics.rename')}
          name={topic.name}
          confirmLabel={t('topics.save_name')}
          onConfirm={(name) => rename(topic.id, name)}
          onClose={() => setIsNaming(false)}
        />
      ) : null}
    </div>
  )
}
