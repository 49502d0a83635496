import { Alert } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'

/** What went wrong with a form as a whole; announced as it appears. */
export function Problem({ text }: { text: string | null }) {
  if (text === null) return null
  return (
    <Alert color="red" variant="light" icon={<IconAlertCircle size={18} aria-hidden />}>
      {text}
    </Alert>
  )
}
