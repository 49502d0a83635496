import { Button, CloseButton } from '@mantine/core'
import { IconCornerUpLeft, IconMoon, IconPencil } from '@tabler/icons-react'
import type { DraftText } from '@/features/messages'
import { useLocalTime } from '@/features/people'
import { t } from '@/ground/i18n'
import { isolated } from '@/ui'
import { plainLine } from '../../markdown/plain'
import classes from './Composer.module.css'

interface BarProps {
  text: string
  onCancel: () => void
}

/** Says whose message is being answered. */
export function ReplyBar({ name, text, onCancel }: BarProps & { name: string }) {
  return (
    <div className={classes.bar}>
      <IconCornerUpLeft size={16} aria-hidden="true" />
      <span className={classes.barText}>
        <b>{t('composer.replying', { name: isolated(name) })}</b> <bdi>{text}</bdi>
      </span>
      <CloseButton size="sm" aria-label={t('composer.cancel_reply')} onClick={onCancel} />
    </div>
  )
}

/** Says that an earlier message is being changed. */
export function EditBar({ text, onCancel }: BarProps) {
  return (
    <div className={classes.bar}>
      <IconPencil size={16} aria-hidden="true" />
      <span className={classes.barText}>
        <b>{t('composer.editing')}</b> <bdi>{text}</bdi>
      </span>
      <CloseButton size="sm" aria-label={t('composer.cancel_edit')} onClick={onCancel} />
    </div>
  )
}

interface DraftConflictProps {
  mine: DraftText
  theirs: DraftText
  onResolve: (choice: 'mine' | 'theirs' | 'both') => void
}

/** Two devices wrote different drafts: both are shown, and none is lost before a person has chosen. */
export function DraftConflict({ mine, theirs, onResolve }: DraftConflictProps) {
  const texts = [
    { choice: 'mine', label: t('composer.conflict_mine'), text: mine.text },
    { choice: 'theirs', label: t('composer.conflict_theirs'), text: theirs.text },
  ] as const
  return (
    <div className={classes.conflict} role="alert">
      <p className={classes.conflictTitle}>{t('composer.conflict')}</p>
      <div className={classes.versions}>
        {texts.map(({ choice, label, text }) => (
          <div key={choice} className={classes.version}>
            <p className={classes.versionLabel}>{label}</p>
            <p className={classes.versionText} dir="auto">
              {plainLine(text)}
            </p>
            <Button size="compact-sm" variant="default" onClick={() => onResolve(choice)}>
              {t('composer.keep_mine')}
            </Button>
          </div>
        ))}
      </div>
      <Button size="compact-sm" variant="subtle" onClick={() => onResolve('both')}>
        {t('composer.keep_both')}
      </Button>
    </div>
  )
}

/** The other person's clock, gently said while it is their night. Draws nothing while both clocks agree. */
export function TimeHint({ name, timeZone }: { name: string; timeZone: string }) {
  const local = useLocalTime(timeZone)
  if (local === null || (local.minutesAhead === 0 && !local.isNight)) return null
  const { time } = local
  return (
    <p className={classes.hint} data-night={local.isNight || undefined}>
      {local.isNight ? <IconMoon size={14} aria-hidden="true" /> : null}
      {local.isNight
        ? t('composer.local_night', { time, name: isolated(name) })
        : t('composer.local_time', { time, name: isolated(name) })}
    </p>
  )
}
