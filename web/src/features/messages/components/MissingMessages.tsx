import { IconCloudOff } from '@tabler/icons-react'
import { t } from '@/ground/i18n'
import { useIsAway } from '@/ground/socket'
import { EmptyState, ErrorState } from '@/ui'

interface MissingMessagesProps {
  /** Whether nothing else stands in the place of the messages. */
  isAlone: boolean
  onRetry: () => void
}

/** Why there are no messages, and what one can do about it. */
export function MissingMessages({ isAlone, onRetry }: MissingMessagesProps) {
  if (useIsAway()) {
    return (
      <EmptyState
        title={t('messages.away')}
        hint={t('messages.away_hint')}
        compact={!isAlone}
        {...(isAlone ? { icon: <IconCloudOff size={22} /> } : {})}
      />
    )
  }
  return (
    <ErrorState
      title={t('messages.error')}
      hint={t('messages.error_hint')}
      compact={!isAlone}
      action={{ label: t('action.retry'), onClick: onRetry }}
    />
  )
}
