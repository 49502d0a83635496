import { UnstyledButton } from '@mantine/core'
import { t } from '@/ground/i18n'
import { later, laterButton } from '@/ui'
import type { EmojiButtonProps } from './EmojiButton'
import type { MessageActionsProps } from './MessageActions'
import classes from './message.module.css'
import type { TouchSheetProps } from './TouchSheet'
import type { EditedMarkProps } from './Versions'

/** The parts of a message that float, or that only a pointer or a finger calls up. */
export const MessageActions = later<MessageActionsProps>(
  async () => (await import('./MessageActions')).MessageActions,
)

export const TouchSheet = later<TouchSheetProps>(
  async () => (await import('./TouchSheet')).TouchSheet,
)

export const EditedMark = later<EditedMarkProps>(
  async () => (await import('./Versions')).EditedMark,
  () => <span className={classes.edited}>({t('messages.edited')})</span>,
)

export const EmojiButton = laterButton<EmojiButtonProps>(
  async () => (await import('./EmojiButton')).EmojiButton,
  ({ label, icon, className, tabIndex, 'data-stop': stop }) => (
    <UnstyledButton className={className} aria-label={label} tabIndex={tabIndex} data-stop={stop}>
      {icon}
    </UnstyledButton>
  ),
)
