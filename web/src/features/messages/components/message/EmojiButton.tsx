import { Popover, Tooltip, UnstyledButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { EmojiPicker } from './EmojiPicker'

export interface EmojiButtonProps {
  label: string
  icon: ReactNode
  className?: string | undefined
  /** For a button of a toolbar, which is one stop for the Tab key: its place and whether it is the stop. */
  tabIndex?: number
  'data-stop'?: number
  onFocus?: () => void
  onPick: (emoji: string) => void
  /** Told when the picker opens and closes. */
  onToggle?: (isOpen: boolean) => void
}

/** A button that opens the emoji picker. */
export function EmojiButton({
  label,
  icon,
  className,
  onPick,
  onToggle,
  ...stop
}: EmojiButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  const toggle = (next: boolean) => {
    setIsOpen(next)
    onToggle?.(next)
  }
  return (
    <Popover
      opened={isOpen}
      onChange={toggle}
      position="top-end"
      width={304}
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>
        <Tooltip label={label} disabled={isOpen}>
          <UnstyledButton
            {...stop}
            className={className}
            aria-label={label}
            onClick={() => toggle(!isOpen)}
          >
            {icon}
          </UnstyledButton>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={label}>
        {isOpen ? (
          <EmojiPicker
            onPick={(emoji) => {
              toggle(false)
              onPick(emoji)
            }}
          />
        ) : null}
      </Popover.Dropdown>
    </Popover>
  )
}
