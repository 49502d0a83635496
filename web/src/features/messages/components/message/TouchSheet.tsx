import { UnstyledButton } from '@mantine/core'
import type { Entry } from '@/contract'
import { t } from '@/ground/i18n'
import { Sheet } from '@/ui'
import { QuickReactions } from './MessageActions'
import classes from './message.module.css'
import type { Act } from './useMessageActs'

export interface TouchSheetProps {
  entry: Entry
  acts: readonly Act[]
  onClose: () => void
}

/** What a long press opens: reactions and every act, within a thumb's reach. */
export function TouchSheet({ entry, acts, onClose }: TouchSheetProps) {
  return (
    <Sheet
      opened
      onClose={onClose}
      side="bottom"
      title={t('messages.act.label')}
      closeLabel={t('action.close')}
    >
      {entry.state?.text == null ? null : <QuickReactions entry={entry} onDone={onClose} />}
      <ul className={classes.sheet}>
        {acts.map((act) => (
          <li key={act.key}>
            <UnstyledButton
              className={classes.sheetAct}
              data-danger={act.key === 'delete' || undefined}
              onClick={() => {
                onClose()
                act.run()
              }}
            >
              {act.icon}
              {act.label}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
