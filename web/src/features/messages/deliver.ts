import { http } from '@/ground/http'
import type { StoredMessage } from '@/ground/outbox'
import type { SocketRequests } from '@/ground/socket'
import type { SyncEngine } from '@/ground/sync'

/** Hands a message to the server: over the live connection when it stands, else over HTTP. Rejects with ApiError. */
export async function deliver(
  message: StoredMessage,
  { requests, sync }: { requests: SocketRequests; sync: SyncEngine },
): Promise<void> {
  const content = {
    client_id: message.clientId,
    text: message.text,
    reply_to_seq: message.replyToSeq,
    topic_id: message.topicId,
    forward: message.forward,
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
