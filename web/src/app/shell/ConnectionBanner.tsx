import { useEffect, useState } from 'react'
import { t } from '@/ground/i18n'
import { type Connection, useConnection } from '@/ground/socket'
import classes from './shell.module.css'

/** A reconnection that is over sooner is not worth a word. */
const PATIENCE_MS = 1_500

/** Says when what one sees may be old, and that writing goes on working. */
export function ConnectionBanner() {
  const shown = useLasting(useConnection())
  return (
    <div role="status">
      {shown === 'online' ? null : (
        <p className={classes.connection} data-state={shown}>
          {t(`app.connection.${shown}`)}
        </p>
      )}
    </div>
  )
}

/** `online` at once, everything else only when it lasts. */
function useLasting(connection: Connection): Connection {
  const [lasting, setLasting] = useState<Connection>('online')
  useEffect(() => {
    if (connection === 'online') {
      setLasting('online')
      return
    }
    const timer = setTimeout(() => setLasting(connection), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [connection])
  return lasting
}
