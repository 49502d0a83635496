import { expect, test } from 'vitest'
import type { Entry, ServerFrame } from '@/contract'
import { aMessage, ROOM } from './components/testing'
import { applyToTopicLog, extend, type TopicLog, topicLogKey, topicLogOf } from './topicLog'

const TOPIC = 'logo'

function said(seq: number, topicId: string | null = TOPIC): Entry {
  const entry = aMessage({ seq })
  return topicId === null ? entry : { ...entry, topic_id: topicId }
}

function log(seqs: number[], more: Partial<TopicLog> = {}): TopicLog {
  const items = seqs.map((seq) => said(seq))
  const page = { items, head_seq: 20, from_seq: 1 }
  return { ...topicLogOf(page, { start: true, end: true }), ...more }
}

function apply(before: TopicLog, entry: Entry) {
  const frame: ServerFrame = { type: 'entry', entry }
  return applyToTopicLog(before, frame, { meId: 'me', key: topicLogKey(ROOM, TOPIC) })
}

const seqsOf = (shown: TopicLog | null) => shown?.entries.map(({ seq }) => seq)

test('a new message of the topic comes at the end; one of another topic or of none does not', () => {
  expect(seqsOf(apply(log([3, 9]), said(21)).next)).toEqual([3, 9, 21])
  expect(seqsOf(apply(log([3, 9]), said(21, 'colours')).next)).toEqual([3, 9])
  expect(seqsOf(apply(log([3, 9]), said(21, null)).next)).toEqual([3, 9])
})

test('while newer messages are not loaded a new one is left for later', () => {
  const { next } = apply(log([3, 9], { hasNewer: true }), said(21))
  expect(seqsOf(next)).toEqual([3, 9])
  expect(next?.appliedSeq).toBe(21)
})

test('an entry beyond the next one shows what is missing', () => {
  const before = log([3, 9])
  const { next, missing } = apply(before, said(23))
  expect(next).toBe(before)
  expect(missing).toEqual([{ kind: 'entries', roomId: ROOM, afterSeq: 20, upToSeq: 23 }])
})

test('a change of a message that the topic holds shows in it', () => {
  const edit: Entry = {
    ...aMessage({ seq: 21 }),
    kind: 'message.edited',
    body: { seq: 9, text: 'better' },
    state: null,
  }
  const { next } = apply(log([3, 9]), edit)
  expect(next?.entries[1]?.state?.text).toBe('better')
})

test('pages join on both sides without doubling, and say whether there is more', () => {
  const middle = log([9, 11], { hasOlder: true, hasNewer: true })
  const older = { ...log([3, 9]), hasOlder: false, hasNewer: true }
  const withOlder = extend(middle, older, 'older')
  expect(seqsOf(withOlder)).toEqual([3, 9, 11])
  expect(withOlder).toMatchObject({ hasOlder: false, hasNewer: true })
  const newer = { ...log([11, 15]), hasOlder: true, hasNewer: false, appliedSeq: 18 }
  const whole = extend(withOlder, newer, 'newer')
  expect(seqsOf(whole)).toEqual([3, 9, 11, 15])
  expect(whole).toMatchObject({ hasOlder: false, hasNewer: false, appliedSeq: 18 })
})
