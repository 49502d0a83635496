import { Drawer, Modal, useDirection } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Dialog.module.css'
import { MOTION_MS } from './theme'

export interface DialogProps {
  opened: boolean
  title: string
  closeLabel: string
  onClose: () => void
  size?: 'sm' | 'md'
  children: ReactNode
}

/** A window over the page that holds the focus until it is closed. */
export function Dialog({ opened, title, closeLabel, onClose, size = 'md', children }: DialogProps) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={size}
      centered
      radius="lg"
      transitionProps={{ duration: MOTION_MS, transition: 'fade' }}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Mantine's own head is a <header>, which would be a second banner of the page. */}
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton
            aria-label={closeLabel}
            size="max(28px, var(--ui-target))"
            iconSize={18}
          />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

export interface SheetProps {
  opened: boolean
  title: string
  closeLabel: string
  onClose: () => void
  /** Where it slides in from: the end of the line, or below. */
  side: 'end' | 'bottom'
  /** Width of a sheet at the end; one from below is as high as its content. */
  width?: number | string
  children: ReactNode
}

/** A pane over the page, for what stands beside it on a wider screen or under a thumb. */
export function Sheet({ opened, title, closeLabel, onClose, side, width, children }: SheetProps) {
  const { dir } = useDirection()
  const end = dir === 'rtl' ? 'left' : 'right'
  return (
    <Drawer.Root
      opened={opened}
      onClose={onClose}
      position={side === 'bottom' ? 'bottom' : end}
      size={width ?? 'md'}
      transitionProps={{ duration: MOTION_MS }}
      classNames={
        side === 'end' ? { content: classes.sheet, body: classes.fill } : { content: classes.low }
      }
    >
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes.head}>
          <Drawer.Title className={classes.title}>{title}</Drawer.Title>
          <Drawer.CloseButton
            aria-label={closeLabel}
            size="max(28px, var(--ui-target))"
            iconSize={18}
          />
        </div>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
