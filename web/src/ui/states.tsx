import { Button, Skeleton, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './states.module.css'

interface StateAction {
  label: string
  onClick: () => void
}

interface StateProps {
  icon?: ReactNode
  title: string
  /** What the reader can do about it. */
  hint?: string
  action?: StateAction
  /** A second way on, less likely than the first. */
  otherAction?: StateAction
  /** Makes the title a heading, where the page has no other. */
  heading?: 'h1' | 'h2'
  /** How much room the state may take: a whole pane or a line of a list. */
  compact?: boolean
}

function Body(props: StateProps) {
  const { icon, title, hint, action, otherAction, heading, compact = false } = props
  const Title = heading ?? 'p'
  return (
    <div className={classes.state} data-compact={compact || undefined}>
      {icon === undefined ? null : (
        <span className={classes.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <Title className={classes.title}>{title}</Title>
      {hint === undefined ? null : <p className={classes.hint}>{hint}</p>}
      {action === undefined ? null : (
        <div className={classes.actions}>
          <Button
            variant={otherAction === undefined ? 'default' : 'filled'}
            size="xs"
            onClick={action.onClick}
          >
            {action.label}
          </Button>
          {otherAction === undefined ? null : (
            <Button variant="default" size="xs" onClick={otherAction.onClick}>
              {otherAction.label}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

/** Nothing is here yet, and that is fine. */
export function EmptyState(props: StateProps) {
  return <Body {...props} />
}

/** Something could not be had; says what to do. Announced as it appears. */
export function ErrorState(props: StateProps) {
  return (
    <div role="alert">
      <Body {...props} />
    </div>
  )
}

interface SkeletonRowsProps {
  rows: number
  label: string
  /** Lines beside each face. */
  lines?: 2 | 3
}

/** The shape of rows that are on their way: a face and some lines each. */
export function SkeletonRows({ rows, label, lines = 2 }: SkeletonRowsProps) {
  return (
    <div aria-busy="true">
      <VisuallyHidden role="status">{label}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className={classes.row} data-lines={lines} aria-hidden="true">
          <Skeleton circle height={32} width={32} />
          <div className={classes.lines}>
            <Skeleton height={12} width={`${48 - (row % 3) * 8}%`} />
            {lines === 3 ? <Skeleton height={10} width={`${64 - (row % 2) * 16}%`} /> : null}
            <Skeleton height={12} width={`${88 - (row % 4) * 12}%`} />
          </div>
        </div>
      ))}
    </div>
  )
}
