export { Outbox, type OutboxOptions, type PendingMessage } from './outbox'
export { OutboxProvider, useOutbox } from './provider'
export { OutboxStore, type StoredMessage } from './store'
export { type Unsaved, UnsavedDrafts } from './unsaved'
