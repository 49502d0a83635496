export type { PendingMessage } from '@/ground/outbox'
export { writingKeys } from './components/composer/shortcuts'
export { deliver } from './deliver'
export type { DraftText } from './draft'
export { forwardedOf, wordsOf } from './forwarded'
export { messageKeepings } from './kept'
export { applyToLog, type CachedLog, logKey, logOf, logProjection, type RoomLog } from './log'
export { pinsProjection, usePin, usePins } from './pins'
export { previewLine } from './preview'
export { topicLogProjection } from './topicLog'
export {
  LONGEST_NAME,
  type TopicsView,
  topicsProjection,
  useTopic,
  useTopicActions,
  useTopics,
} from './topics'
export { typingProjection, useSendTyping, useTyping } from './typing'
export { DeletionsProvider, useDeletionOf, useDeletions } from './useDeletions'
export { type DraftView, useDraft } from './useDraft'
export { useEntry } from './useEntry'
export {
  type MessageActions,
  useMessageActions,
  useVersions,
  type VersionsView,
} from './useMessageActions'
export { type RoomLogView, useRoomLog } from './useRoomLog'
export { useTopicLog } from './useTopicLog'
