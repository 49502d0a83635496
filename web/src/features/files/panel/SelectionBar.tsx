import { Button, CloseButton } from '@mantine/core'
import { IconFileZip } from '@tabler/icons-react'
import { t } from '@/ground/i18n'
import { archiveUrl } from '../address'
import classes from './panel.module.css'

interface SelectionBarProps {
  selected: ReadonlySet<string>
  onClose: () => void
}

/** How many files are selected, and what can be done with all of them. */
export function SelectionBar({ selected, onClose }: SelectionBarProps) {
  const icon = <IconFileZip size={16} aria-hidden="true" />
  return (
    <div className={classes.selection}>
      <span role="status" className={classes.count}>
        {t('files.selected', { count: selected.size })}
      </span>
      {selected.size === 0 ? (
        <Button size="compact-sm" leftSection={icon} disabled>
          {t('files.download_all')}
        </Button>
      ) : (
        <Button
          component="a"
          href={archiveUrl([...selected])}
          download
          size="compact-sm"
          leftSection={icon}
        >
          {t('files.download_all')}
        </Button>
      )}
      <CloseButton aria-label={t('action.cancel')} onClick={onClose} />
    </div>
  )
}
