import { t } from '@/ground/i18n'
import { later, SkeletonRows } from '@/ui'
import type { TopicNameDialogProps } from './TopicNameDialog'
import type { TopicViewProps } from './TopicView'

/** One topic of a room alone. */
export const TopicView = later<TopicViewProps>(
  async () => (await import('./TopicView')).TopicView,
  () => <SkeletonRows rows={6} label={t('messages.loading')} />,
)

/** Asks for the name of a topic. */
export const TopicNameDialog = later<TopicNameDialogProps>(
  async () => (await import('./TopicNameDialog')).TopicNameDialog,
)
