import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'

export interface FloatingMenuProps {
  /** The button that opens the menu. */
  trigger: ReactNode
  /** Menu items. */
  children: ReactNode
  /** Width in pixels. */
  width?: number
  opened?: boolean | undefined
  onChange?: ((opened: boolean) => void) | undefined
}

/** The page's main landmark, so that what floats belongs to it; the end of the body while there is none. */
function landmark(): { target?: HTMLElement } {
  const main = document.querySelector('main')
  return main === null ? {} : { target: main }
}

/** A button's menu of acts. The focus goes to the first of them, and back to the button. */
export function FloatingMenu({
  trigger,
  children,
  width = 220,
  opened,
  onChange,
}: FloatingMenuProps) {
  return (
    <Menu
      position="bottom-end"
      width={width}
      withInitialFocusPlaceholder={false}
      portalProps={landmark()}
      {...(opened === undefined ? {} : { opened })}
      {...(onChange === undefined ? {} : { onChange })}
    >
      <Menu.Target>{trigger}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
