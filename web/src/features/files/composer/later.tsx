import { later } from '@/ui'
import type { AttachmentsProps } from './Attachments'

/** The files that go out with a message: how far each has come, and what can be done with it. */
export const Attachments = later<AttachmentsProps>(
  async () => (await import('./Attachments')).Attachments,
)
