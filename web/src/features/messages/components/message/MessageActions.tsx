import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconDots, IconMoodPlus } from '@tabler/icons-react'
import type { Entry } from '@/contract'
import { t } from '@/ground/i18n'
import { ActionMenu } from '@/ui'
import { EmojiButton } from './EmojiButton'
import { allEmoji, QUICK_COUNT } from './emoji'
import classes from './message.module.css'
import { useReact } from './Reactions'
import type { Act } from './useMessageActs'

export interface MessageActionsProps {
  entry: Entry
  acts: readonly Act[]
  /** Keeps the bar while something it opened is open. */
  onHold: (isHeld: boolean) => void
}

/** The focus comes back to the button a moment after its menu has closed: until then the bar must be there. */
const FOCUS_RETURN_MS = 60

/** The acts that stand in the bar itself; the others are behind "More". */
const IN_BAR: readonly Act['key'][] = ['reply', 'topic', 'edit']

/** The bar of a message that has the pointer or the focus. */
export function MessageActions({ entry, acts, onHold }: MessageActionsProps) {
  const react = useReact(entry)
  const isAlive = entry.state?.text != null
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('messages.act.label')}>
      {isAlive ? (
        <EmojiButton
          label={t('messages.act.react')}
          className={classes.barButton}
          icon={<IconMoodPlus size={18} aria-hidden="true" />}
          onPick={(emoji) => react(emoji, true)}
          onToggle={onHold}
        />
      ) : null}
      {acts
        .filter(({ key }) => IN_BAR.includes(key))
        .map((act) => (
          <Tooltip key={act.key} label={act.label}>
            <ActionIcon size={28} aria-label={act.label} onClick={act.run}>
              {act.icon}
            </ActionIcon>
          </Tooltip>
        ))}
      <ActionMenu
        onChange={(isOpen) =>
          isOpen ? onHold(true) : void setTimeout(() => onHold(false), FOCUS_RETURN_MS)
        }
        trigger={
          <ActionIcon size={28} aria-label={t('messages.act.more')}>
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        }
      >
        <ActItems acts={acts.filter(({ key }) => !IN_BAR.includes(key))} />
      </ActionMenu>
    </div>
  )
}

function ActItems({ acts }: { acts: readonly Act[] }) {
  return acts.map((act) => (
    <Menu.Item
      key={act.key}
      leftSection={act.icon}
      onClick={act.run}
      {...(act.key === 'delete' ? { c: 'var(--ui-danger)' } : {})}
    >
      {act.label}
    </Menu.Item>
  ))
}

interface QuickReactionsProps {
  entry: Entry
  onDone: () => void
}

/** The few reactions that stand ready in the menu of a long press. */
export function QuickReactions({ entry, onDone }: QuickReactionsProps) {
  const react = useReact(entry)
  return (
    <div className={classes.quick}>
      {allEmoji()
        .slice(0, QUICK_COUNT)
        .map(({ character, name }) => (
          <ActionIcon
            key={character}
            size={44}
            aria-label={t('messages.react_with', { emoji: name })}
            onClick={() => {
              react(character)
              onDone()
            }}
          >
            <span className={classes.quickEmoji}>{character}</span>
          </ActionIcon>
        ))}
    </div>
  )
}
