import { Badge, UnstyledButton } from '@mantine/core'
import { OnlineFace } from '@/features/people'
import { roomFace, roomName, roomSubline } from '@/features/rooms'
import { formatNumber, t } from '@/ground/i18n'
import { Face } from '@/ui'
import classes from './Jump.module.css'
import type { Target } from './useTargets'

interface TargetLineProps {
  id: string | undefined
  target: Target
  isActive: boolean
  onPoint: () => void
  onChoose: () => void
}

/** One thing found. The field keeps the focus; the arrow keys and the pointer say which one is meant. */
export function TargetLine({ id, target, isActive, onPoint, onChoose }: TargetLineProps) {
  return (
    <UnstyledButton
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      className={classes.option}
      onPointerMove={onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <Picture target={target} />
      <span className={classes.text}>
        <span className={classes.name} dir="auto">
          {nameOf(target)}
        </span>
        <span className={classes.line} dir="auto">
          {lineOf(target)}
        </span>
      </span>
      <Unread target={target} />
    </UnstyledButton>
  )
}

function Picture({ target }: { target: Target }) {
  if (target.kind === 'act') return <span className={classes.icon}>{target.act.icon}</span>
  if (target.kind === 'person') return <OnlineFace account={target.person} size={28} />
  const { room } = target.item
  const face = roomFace(room)
  return room.kind === 'direct' ? (
    <OnlineFace account={face} size={28} />
  ) : (
    <Face id={face.id} name={face.display_name} size={28} />
  )
}

function nameOf(target: Target): string {
  if (target.kind === 'act') return target.act.label
  return target.kind === 'person' ? target.person.display_name : roomName(target.item.room)
}

function lineOf(target: Target): string {
  if (target.kind === 'act') return ''
  if (target.kind === 'room') return roomSubline(target.item.room)
  return target.person.headline
}

function Unread({ target }: { target: Target }) {
  if (target.kind !== 'room' || target.item.unread_count === 0) return null
  const count = target.item.unread_count
  return (
    <Badge
      size="sm"
      tt="none"
      circle={count < 10}
      role="img"
      aria-label={t('rooms.unread_count', { count })}
    >
      {formatNumber(count)}
    </Badge>
  )
}
