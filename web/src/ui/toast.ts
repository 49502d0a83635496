import { notifications } from '@mantine/notifications'

/** Above the page's middle: below it would cover what one writes with. */
const place = { position: 'top-center', withCloseButton: false } as const

/** Says briefly that something is done. */
export function toast(message: string): void {
  notifications.show({ ...place, message, color: 'teal', autoClose: 4_000 })
}

/** Says that something was refused, and why; stays longer than what went well. */
export function toastError(message: string): void {
  notifications.show({ ...place, message, color: 'red', autoClose: 10_000 })
}
