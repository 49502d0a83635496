import type { Keeping } from '@/ground/kept'
import { type CachedLog, hasNewer } from './log'
import type { CachedTopicLog } from './topicLog'

/** Of each room and topic the newest entries, so many, can be read without a network. */
const MOST_ENTRIES = 200

const ofRoom = (key: readonly unknown[]) => String(key[1])

/** What of messages, pins and topics is kept on the device. Of a window on the past nothing: what is kept of the end stays. */
export const messageKeepings: readonly Keeping[] = [
  { prefix: 'log', group: ofRoom, trim: (log) => newestOfRoom(log as CachedLog) },
  { prefix: 'topic-log', group: ofRoom, trim: (log) => newestOfTopic(log as CachedTopicLog) },
  ...['pins', 'topics', 'topic'].map((prefix) => ({
    prefix,
    group: ofRoom,
    trim: (value: unknown) => value,
  })),
]

function newestOfRoom(log: CachedLog): CachedLog | undefined {
  if (log === null) return null
  return hasNewer(log) ? undefined : { ...log, entries: log.entries.slice(-MOST_ENTRIES) }
}

function newestOfTopic(log: CachedTopicLog): CachedTopicLog | undefined {
  if (log === null) return null
  if (log.hasNewer) return undefined
  const entries = log.entries.slice(-MOST_ENTRIES)
  return { ...log, entries, hasOlder: log.hasOlder || entries.length < log.entries.length }
}
