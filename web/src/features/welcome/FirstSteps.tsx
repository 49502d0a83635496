import { Button, CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMe } from '@/features/session'
import { t } from '@/ground/i18n'
import { Progress } from './Progress'
import { nextStep, putAway, STEPS, toldSteps, useIsPutAway } from './progress'
import classes from './welcome.module.css'

/** In the empty inbox of somebody new: how far their profile is, and the way on with it. */
export function FirstSteps() {
  const me = useMe()
  const isPutAway = useIsPutAway(me.id)
  const next = nextStep(me)
  if (next === null || isPutAway) return null
  const done = toldSteps(me).length
  return (
    <section className={classes.card} aria-labelledby="first-steps">
      <div className={classes.cardHead}>
        <h2 id="first-steps" className={classes.cardTitle}>
          {t('welcome.card.title')}
        </h2>
        <CloseButton
          size="max(28px, var(--ui-target))"
          iconSize={16}
          aria-label={t('welcome.card.put_away')}
          onClick={() => putAway(me.id)}
        />
      </div>
      <p className={classes.cardText}>{t('welcome.card.text')}</p>
      <Progress
        done={done}
        of={STEPS.length}
        label={t('welcome.card.done', { done, steps: STEPS.length })}
      />
      <Button
        size="xs"
        variant="default"
        renderRoot={(props) => <Link {...props} to="/welcome" search={{ step: next }} />}
      >
        {done === 0 ? t('welcome.card.begin') : t('welcome.card.go_on')}
      </Button>
    </section>
  )
}
