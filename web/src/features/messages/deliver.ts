import { ApiError, http } from '@/ground/http'
import type { StoredMessage } from '@/ground/outbox'
import type { SocketRequests } from '@/ground/socket'
import type { SyncEngine } from '@/ground/sync'
import type { Uploads } from '@/ground/uploads'

/** This device does not have what the message was to go out with. */
const lostFile = new ApiError({
  code: 'upload.lost',
  status: 410,
  detail: 'A file of this message is no longer on this device.',
})

/** Hands a message to the server: over the live connection when it stands, else over HTTP. Rejects with ApiError. */
export async function deliver(
  message: StoredMessage,
  { requests, sync, uploads }: { requests: SocketRequests; sync: SyncEngine; uploads: Uploads },
): Promise<void> {
  const fileIds = message.uploadIds.length === 0 ? [] : await uploads.fileIdsOf(message.uploadIds)
  if (fileIds === null) throw lostFile
  const content = {
    client_id: message.clientId,
    text: message.text,
    reply_to_seq: message.replyToSeq,
    topic_id: message.topicId,
    forward: message.forward,
    file_ids: fileIds,
  }
  const ack = requests.ask({ type: 'message.send', room_id: message.roomId, ...content })
  if (ack) {
    await ack
    return
  }
  const entry = await http.post('/rooms/{room_id}/messages', {
    path: { room_id: message.roomId },
    body: content,
  })
  sync.receive({ type: 'entry', entry })
}
