import { Button } from '@mantine/core'
import { useState } from 'react'
import { useBlock } from '@/features/rooms'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { ConfirmDialog, toast, toastError } from '@/ui'

interface BlockButtonProps {
  account: { id: string; display_name: string }
  isBlocked: boolean
}

/** Blocks a person after asking, or takes the block back. */
export function BlockButton({ account, isBlocked }: BlockButtonProps) {
  const { block, unblock } = useBlock(account.id)
  const [isAsking, setIsAsking] = useState(false)
  const name = account.display_name
  const run = (act: Promise<void>, done: string) =>
    act.then(
      () => toast(done),
      (error: unknown) => toastError(explain(error)),
    )
  return (
    <>
      <Button
        variant="default"
        color="red"
        onClick={() =>
          isBlocked ? run(unblock(), t('people.unblocked', { name })) : setIsAsking(true)
        }
      >
        {isBlocked ? t('people.unblock') : t('people.block')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        destructive
        title={t('people.block_title', { name })}
        confirmLabel={t('people.block')}
        cancelLabel={t('action.cancel')}
        onConfirm={() => run(block(), t('people.blocked', { name }))}
        onClose={() => setIsAsking(false)}
      >
        {t('people.block_text', { name })}
      </ConfirmDialog>
    </>
  )
}
