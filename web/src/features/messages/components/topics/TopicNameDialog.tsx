import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { LONGEST_NAME } from '@/features/messages'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { Dialog } from '@/ui'
import classes from './topics.module.css'

export interface TopicNameDialogProps {
  title: string
  /** What it is called now, or might be. */
  name: string
  confirmLabel: string
  /** Rejects with ApiError; the dialog then stays, and says why. */
  onConfirm: (name: string) => Promise<unknown>
  onClose: () => void
}

/** Asks for the name of a topic. */
export function TopicNameDialog(props: TopicNameDialogProps) {
  const { title, confirmLabel, onConfirm, onClose } = props
  const [name, setName] = useState(props.name)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const clean = name.trim()
    if (clean === '') return setProblem(t('topics.name_missing'))
    setIsBusy(true)
    onConfirm(clean).then(onClose, (error: unknown) => {
      setIsBusy(false)
      setProblem(explain(error))
    })
  }
  return (
    <Dialog opened onClose={onClose} title={title} closeLabel={t('action.close')} size="sm">
      <form onSubmit={submit} className={classes.form} noValidate>
        <TextInput
          label={t('topics.name')}
          placeholder={t('topics.name_example')}
          value={name}
          maxLength={LONGEST_NAME}
          dir="auto"
          autoComplete="off"
          data-autofocus
          error={problem}
          aria-invalid={problem !== null}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setProblem(null)
          }}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={isBusy}>
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
