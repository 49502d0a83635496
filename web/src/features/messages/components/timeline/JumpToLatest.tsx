import { Button } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { t } from '@/ground/i18n'
import classes from './Timeline.module.css'

interface JumpToLatestProps {
  /** Unread messages further down. */
  count: number
  onJump: () => void
}

/** The way down from the past, with how much is new there. */
export function JumpToLatest({ count, onJump }: JumpToLatestProps) {
  return (
    <Button
      className={classes.jump}
      variant={count > 0 ? 'filled' : 'default'}
      size="xs"
      radius="xl"
      leftSection={<IconArrowDown size={14} aria-hidden="true" />}
      onClick={onJump}
    >
      {count > 0 ? t('messages.to_latest_count', { count }) : t('messages.to_latest')}
    </Button>
  )
}
