import { Fragment } from 'react'
import { useMe } from '@/features/session'
import { t } from '@/ground/i18n'
import { allShortcuts, GROUPS, type KeyGroup, type Shortcut } from '@/ground/keyboard'
import { Dialog, Keys } from '@/ui'
import classes from './KeyMap.module.css'

export interface KeyMapProps {
  opened: boolean
  onClose: () => void
}

/** Everything the keyboard does, by group: made of the same list that the keys are answered by. */
export function KeyMap({ opened, onClose }: KeyMapProps) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('app.keys.title')}
      closeLabel={t('action.close')}
    >
      <div className={classes.groups}>
        {GROUPS.map((group) => (
          <Group key={group} group={group} />
        ))}
      </div>
    </Dialog>
  )
}

function Group({ group }: { group: KeyGroup }) {
  const me = useMe()
  const rows = allShortcuts().filter(
    (shortcut) => shortcut.group === group && (shortcut.isFor?.(me) ?? true),
  )
  if (rows.length === 0) return null
  const id = `keys-${group}`
  return (
    <fieldset className={classes.group} aria-labelledby={id}>
      <h3 id={id} className={classes.heading}>
        {t(`app.keys.group.${group}`)}
      </h3>
      <dl className={classes.rows}>
        {rows.map((shortcut) => (
          <Row key={`${shortcut.label} ${shortcut.keys.join()}`} shortcut={shortcut} />
        ))}
      </dl>
    </fieldset>
  )
}

function Row({ shortcut: { label, keys } }: { shortcut: Shortcut }) {
  return (
    <div className={classes.row}>
      <dt className={classes.label}>{(t as (key: string) => string)(label)}</dt>
      <dd className={classes.keys}>
        {keys.map((one, index) => (
          <Fragment key={one}>
            {index > 0 ? <span className={classes.or}>{t('app.keys.or')}</span> : null}
            <Keys keys={one} />
          </Fragment>
        ))}
      </dd>
    </div>
  )
}
