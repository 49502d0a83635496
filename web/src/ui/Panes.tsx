import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Sheet } from './Dialog'
import classes from './Panes.module.css'
import { useSwipeBack } from './useSwipeBack'

/** Width from which the side pane stands beside the middle one; under it it is a sheet. */
export const WIDE = '(min-width: 1100px)'

/** Width under which one pane is shown at a time. */
export const NARROW = '(max-width: 719.9px)'

export function useIsWide(): boolean {
  return useMediaQuery(WIDE, true, { getInitialValueInEffect: false })
}

export function useIsNarrow(): boolean {
  return useMediaQuery(NARROW, false, { getInitialValueInEffect: false })
}

interface Pane {
  label: string
  content: ReactNode
}

interface PanesProps {
  list: Pane
  main: Pane
  /** Null while the side pane is closed. */
  side: (Pane & { closeLabel: string }) | null
  /** Which pane a narrow screen shows. */
  showing: 'list' | 'main'
  onCloseSide: () => void
  /** On a narrow screen: from the middle to the list, by pushing it away. */
  onBack?: () => void
}

/** List, middle and side, as wide as the screen allows: three panes, two and a sheet, or one at a time. */
export function Panes({ list, main, side, showing, onCloseSide, onBack }: PanesProps) {
  const isWide = useIsWide()
  const isNarrow = useIsNarrow()
  const hasColumn = side !== null && isWide
  const { handlers, isMoving } = useSwipeBack(isNarrow && showing === 'main' ? onBack : undefined)
  const isUnder = isNarrow && showing === 'main'
  return (
    <div className={classes.root} data-side={hasColumn || undefined}>
      {isUnder && !isMoving ? null : (
        <section
          className={classes.list}
          aria-label={list.label}
          data-place="list"
          data-under={isUnder || undefined}
          inert={isUnder}
        >
          {list.content}
        </section>
      )}
      {isNarrow && showing !== 'main' ? null : (
        <section
          className={classes.main}
          aria-label={main.label}
          data-place="content"
          {...handlers}
        >
          {main.content}
        </section>
      )}
      {hasColumn ? (
        <section className={classes.side} aria-label={side.label} data-place="side">
          {side.content}
        </section>
      ) : null}
      <Sheet
        opened={side !== null && !isWide}
        onClose={onCloseSide}
        side="end"
        width={isNarrow ? '100%' : 348}
        title={side?.label ?? ''}
        closeLabel={side?.closeLabel ?? ''}
      >
        {side?.content}
      </Sheet>
    </div>
  )
}
