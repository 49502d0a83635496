import type { StoredMessage } from '@/ground/outbox'

/** What the server has got, by `client_id`; the same one twice is one message. */
export class MessageServer {
  readonly arrived = new Map<string, string>()
  /** Every delivery that was tried, in order. */
  readonly tried: string[] = []
  behaviour: (message: StoredMessage) => Promise<void> = async () => undefined

  deliver = async (message: StoredMessage): Promise<void> => {
    this.tried.push(message.text)
    await this.behaviour(message)
    this.arrived.set(message.clientId, message.text)
  }

  get texts(): string[] {
    return [...this.arrived.values()]
  }
}
