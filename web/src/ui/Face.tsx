import classes from './Face.module.css'
import { hueOf, initialsOf } from './face'

interface FaceProps {
  /** Chooses the colour; the same id always has the same one. */
  id: string
  name: string
  /** Edge in pixels, on the 4-px grid. */
  size?: number
  /** Text for the mark of being online; without it no mark is drawn. */
  onlineLabel?: string | undefined
}

/** Initials in a coloured circle. Decorative: the name stands beside it as text. */
export function Face({ id, name, size = 32, onlineLabel }: FaceProps) {
  const hue = hueOf(id)
  return (
    <span className={classes.root} style={{ width: size, height: size }}>
      <span
        aria-hidden="true"
        className={classes.face}
        style={{
          background: `var(--ui-face-${hue})`,
          color: `var(--ui-face-${hue}-letter)`,
          fontSize: Math.round(size * 0.38),
        }}
      >
        {initialsOf(name)}
      </span>
      {onlineLabel === undefined ? null : (
        <span className={classes.online} role="img" aria-label={onlineLabel} title={onlineLabel} />
      )}
    </span>
  )
}
