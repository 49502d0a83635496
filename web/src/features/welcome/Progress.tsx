import { t } from '@/ground/i18n'
import classes from './welcome.module.css'

/** How many of a few steps are behind one: a bar each, and the same in words. */
export function Progress({ done, of, label }: { done: number; of: number; label: string }) {
  return (
    <div className={classes.progress}>
      <span className={classes.count}>{label}</span>
      <span className={classes.bars} aria-hidden="true">
        {Array.from({ length: of }, (_, bar) => bar).map((bar) => (
          <span key={bar} className={classes.bar} data-done={bar < done || undefined} />
        ))}
      </span>
    </div>
  )
}

export function stepLabel(step: number, steps: number): string {
  return t('welcome.step_of', { step, steps })
}
