import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconMoodPlus } from '@tabler/icons-react'
import type { Entry } from '@/contract'
import { explain } from '@/ground/http'
import { formatList, formatNumber, t } from '@/ground/i18n'
import { Hint, toastError } from '@/ui'
import { useConversation } from '../conversationContext'
import { namesOf } from '../names'
import { EmojiButton } from './later'
import classes from './message.module.css'

/** Sets or takes back one's own reaction to a message. */
export function useReact(entry: Entry): (emoji: string, on?: boolean) => void {
  const { actions, meId } = useConversation()
  return (emoji, on) => {
    const given = entry.state?.reactions.find((reaction) => reaction.emoji === emoji)
    const isOn = given?.account_ids.includes(meId) ?? false
    actions
      .react(entry.seq, emoji, on ?? !isOn)
      .catch((error: unknown) => toastError(explain(error)))
  }
}

/** What people answered with one character, who they are, and one's own to give or take back. */
export function Reactions({ entry }: { entry: Entry }) {
  const { people, meId } = useConversation()
  const react = useReact(entry)
  const reactions = entry.state?.reactions ?? []
  if (reactions.length === 0) return null
  return (
    <ul className={classes.reactions} aria-label={t('messages.reactions')}>
      {reactions.map(({ emoji, account_ids }) => {
        const who = t('messages.reacted', {
          names: formatList(namesOf(people, account_ids, meId)),
          emoji,
        })
        return (
          <li key={emoji}>
            <Hint label={who} multiline maw={280}>
              <UnstyledButton
                className={classes.reaction}
                aria-pressed={account_ids.includes(meId)}
                onClick={() => react(emoji)}
              >
                {emoji} {formatNumber(account_ids.length)}
                <VisuallyHidden> {who}</VisuallyHidden>
              </UnstyledButton>
            </Hint>
          </li>
        )
      })}
      <li>
        <EmojiButton
          label={t('messages.act.react')}
          className={classes.reaction}
          icon={<IconMoodPlus size={16} aria-hidden="true" />}
          onPick={(emoji) => react(emoji, true)}
        />
      </li>
    </ul>
  )
}
