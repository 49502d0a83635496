import { t } from '@/ground/i18n'

/** Above the page's middle: below it would cover what one writes with. Loaded with the first thing there is to say. */
async function show(message: string, color: string, autoClose: number): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  const closeButtonProps = { 'aria-label': t('action.close') }
  notifications.show({ position: 'top-center', closeButtonProps, message, color, autoClose })
}

/** Says briefly that something is done. */
export function toast(message: string): void {
  void show(message, 'teal', 4_000)
}

/** Says that something was refused, and why; stays longer than what went well. */
export function toastError(message: string): void {
  void show(message, 'red', 10_000)
}
