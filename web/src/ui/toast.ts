import { notifications } from '@mantine/notifications'

/** Says briefly that something is done. */
export function toast(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000 })
}

/** Says that something was refused, and why; stays longer than what went well. */
export function toastError(message: string): void {
  notifications.show({ message, color: 'red', autoClose: 10_000 })
}
