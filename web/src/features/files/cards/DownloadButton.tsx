import { ActionIcon } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { t } from '@/ground/i18n'
import { ConfirmDialog, Hint, IconAction, isolated } from '@/ui'
import { downloadUrl } from '../address'
import { stateText } from '../states'
import type { SharedFile } from '../wire'

/** Saves a file as it was sent; one that nobody could look into only after a warning. Not there while it may not be had. */
export function DownloadButton({ file }: { file: SharedFile }) {
  const { id, name, state } = file
  const label = t('files.download', { name: isolated(name) })
  if (state === 'unscannable') return <RiskyDownload file={file} label={label} />
  if (state !== 'clean') return null
  return (
    <Hint label={t('files.download_short')}>
      <ActionIcon
        component="a"
        href={downloadUrl(id)}
        download={name}
        size="max(32px, var(--ui-target))"
        aria-label={label}
      >
        <IconDownload size={18} aria-hidden="true" />
      </ActionIcon>
    </Hint>
  )
}

function RiskyDownload({ file, label }: { file: SharedFile; label: string }) {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <IconAction
        label={label}
        icon={<IconDownload size={18} aria-hidden="true" />}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        opened={isAsking}
        title={t('files.risky')}
        confirmLabel={t('files.risky_confirm')}
        cancelLabel={t('action.cancel')}
        destructive
        onConfirm={() => save(file)}
        onClose={() => setAsking(false)}
      >
        <p>{stateText(file)}</p>
        <p>{t('files.risky_hint', { name: isolated(file.name) })}</p>
      </ConfirmDialog>
    </>
  )
}

/** As if a link to it had been pressed. */
function save({ id, name }: SharedFile): void {
  const link = document.createElement('a')
  link.href = downloadUrl(id)
  link.download = name
  link.click()
}
