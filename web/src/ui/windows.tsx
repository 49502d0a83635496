import { Drawer, Modal, useDirection } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Dialog.module.css'
import { MOTION_MS } from './theme'

/** Room for two columns, in pixels. */
const WIDE_PX = 720

export interface DialogProps {
  opened: boolean
  title: string
  closeLabel: string
  onClose: () => void
  /** False when what was chosen in it takes the focus; else the focus goes back to where it was. */
  returnFocus?: boolean
  size?: 'sm' | 'md' | 'lg'
  children: ReactNode
}

/** A window over the page that holds the focus until it is closed. */
export function Dialog(props: DialogProps) {
  const { opened, title, closeLabel, onClose, returnFocus = true, size = 'md', children } = props
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      returnFocus={returnFocus}
      size={size === 'lg' ? WIDE_PX : size}
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

export interface PaletteProps {
  opened: boolean
  /** Its name; it has no title to be seen. */
  label: string
  onClose: () => void
  /** False when what was chosen in it takes the focus. */
  returnFocus: boolean
  children: ReactNode
}

/** A window without a head near the top of the page, for a field and what it finds. */
export function Palette({ opened, label, onClose, returnFocus, children }: PaletteProps) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={560}
      radius="lg"
      returnFocus={returnFocus}
      transitionProps={{ duration: MOTION_MS, transition: 'fade' }}
      classNames={{ inner: classes.palette, content: classes.paletteContent }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={label}>
        <Modal.Body className={classes.paletteBody}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

export interface StageProps {
  opened: boolean
  /** Its name; it has no title of its own. */
  label: string
  onClose: () => void
  children: ReactNode
}

/** A window as large as the screen, for what is looked at. */
export function Stage({ opened, label, onClose, children }: StageProps) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      fullScreen
      radius={0}
      transitionProps={{ duration: MOTION_MS, transition: 'fade' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={label}>
        <Modal.Body className={classes.paletteBody}>{children}</Modal.Body>
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
