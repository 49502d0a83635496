import { PasswordInput } from '@mantine/core'
import { t } from '@/ground/i18n'

interface PasswordFieldProps {
  label: string
  description?: string
  /** By which the form reads it. */
  name: string
  /** A new one is at least 10 characters long, and password managers offer to make one. */
  isNew?: boolean
  autoFocus?: boolean
  error: string | undefined
}

/** A password, hidden until somebody asks to see it. */
export function PasswordField(props: PasswordFieldProps) {
  const { label, description, name, isNew = false, autoFocus = false, error } = props
  return (
    <PasswordInput
      label={label}
      description={description}
      name={name}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      required
      withAsterisk={false}
      {...(isNew ? { minLength: 10 } : {})}
      autoFocus={autoFocus}
      error={error}
      // Mantine marks its box only, not the field in it.
      aria-invalid={error !== undefined}
      visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
    />
  )
}
