import { useConfig } from '@/features/session'
import { t } from '@/ground/i18n'
import { useIsNarrow } from '@/ui'
import classes from './DemoBanner.module.css'

/** On every page of a demo: what one writes here is nobody's secret. */
export function DemoBanner() {
  const config = useConfig()
  const isNarrow = useIsNarrow()
  if (!config?.demo) return null
  return (
    <aside className={classes.banner} aria-label={t('demo.banner_label')}>
      {isNarrow ? t('demo.banner_short') : t('demo.banner')}
    </aside>
  )
}
