import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { t } from '@/ground/i18n'
import classes from './shell.module.css'

export function NotFound() {
  return (
    <main id="main" className={classes.state}>
      <h1 className={classes.stateTitle}>{t('app.not_found.title')}</h1>
      <p className={classes.stateText}>{t('app.not_found.text')}</p>
      <Button component={Link} to="/">
        {t('app.home')}
      </Button>
    </main>
  )
}
