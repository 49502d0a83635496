export type { PendingMessage } from '@/ground/outbox'
export { deliver } from './deliver'
export type { DraftText } from './draft'
export { applyToLog, type CachedLog, logKey, logOf, logProjection, type RoomLog } from './log'
export { previewLine } from './preview'
export { typingProjection, useSendTyping, useTyping } from './typing'
export { type DraftView, useDraft } from './useDraft'
export {
  type MessageActions,
  useMessageActions,
  useVersions,
  type VersionsView,
} from './useMessageActions'
export { type RoomLogView, useRoomLog } from './useRoomLog'
