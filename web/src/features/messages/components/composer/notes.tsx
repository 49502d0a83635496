import { t } from '@/ground/i18n'
import classes from './Composer.module.css'

/** From here on the characters that are left are counted. */
const COUNTED = 500

interface LengthNoteProps {
  id: string
  /** Characters that may still be written; negative when there are too many. */
  left: number
  problem: string | null
}

/** How much room is left, once it gets short; and why a text cannot be sent. */
export function LengthNote({ id, left, problem }: LengthNoteProps) {
  if (problem !== null) {
    return (
      <p id={id} className={classes.problem} role="alert">
        {problem}
      </p>
    )
  }
  if (left > COUNTED) return null
  return <p className={classes.count}>{t('composer.left', { count: left })}</p>
}

/** Why a text of this length cannot be sent, or null. */
export function lengthProblem(left: number, limit: number): string | null {
  return left < 0 ? t('composer.too_long', { count: -left, limit }) : null
}

/** Tells that what was typed is kept. */
export function SavedNote({ isShown, isSaved }: { isShown: boolean; isSaved: boolean }) {
  return (
    <span className={classes.saved}>
      {!isShown ? null : isSaved ? t('composer.draft_saved') : t('composer.draft_saving')}
    </span>
  )
}
