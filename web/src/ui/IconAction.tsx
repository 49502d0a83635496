import { ActionIcon } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import { Hint } from './Hint'

interface IconActionProps
  extends Omit<ComponentProps<'button'>, 'aria-label' | 'color' | 'style' | 'children'> {
  /** What the button does: its name for everybody, shown as a tooltip. */
  label: string
  /** Keys that do the same, shown after the label. */
  keys?: string
  icon: ReactNode
  /** For a toggle: whether it is on. Announced, and drawn with the accent. */
  pressed?: boolean | undefined
  /** Edge in pixels; on touch screens never under 44. */
  size?: number
}

/** A button that shows an icon and always has a name. */
export function IconAction({ label, keys, icon, pressed, size = 32, ...rest }: IconActionProps) {
  return (
    <Hint label={keys === undefined ? label : `${label} · ${keys}`}>
      <ActionIcon
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        color={pressed ? 'teal' : 'gray'}
        variant={pressed ? 'light' : 'subtle'}
        size={`max(${size}px, var(--ui-target))`}
      >
        {icon}
      </ActionIcon>
    </Hint>
  )
}
