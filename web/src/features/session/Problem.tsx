import { Alert } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'

/** What went wrong with a form as a whole. The region is always there, so that its text is announced when it comes. */
export function Problem({ text }: { text: string | null }) {
  return (
    <div aria-live="assertive">
      {text === null ? null : (
        <Alert color="red" variant="light" icon={<IconAlertCircle size={18} aria-hidden />}>
          {text}
        </Alert>
      )}
    </div>
  )
}
