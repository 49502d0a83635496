import { Button } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { explain, isApiError } from '@/ground/http'
import { t } from '@/ground/i18n'
import classes from './shell.module.css'

/** In place of a page that could not be shown: the server did not answer, or the page itself failed. */
export function RouteError({ error }: { error: unknown }) {
  const router = useRouter()
  const isServer = isApiError(error)
  const again = () => {
    if (isServer) void router.invalidate()
    else window.location.reload()
  }
  return (
    <main id="main" className={classes.state} role="alert">
      <h1 className={classes.stateTitle}>{t('error.title')}</h1>
      <p className={classes.stateText}>{isServer ? explain(error) : t('app.broken')}</p>
      <Button onClick={again}>{t('action.retry')}</Button>
    </main>
  )
}
