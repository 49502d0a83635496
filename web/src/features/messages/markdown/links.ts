const SAFE_PROTOCOLS = new Set(['http:', 'https:', 'mailto:'])

const MENTION = /^parley:account\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/** The address as the browser will read it, or null for anything but web pages and mail. */
export function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return SAFE_PROTOCOLS.has(url.protocol) ? url.href : null
}

/** The account a mention link names, or null when the link is not a mention. */
export function mentionedAccount(address: string): string | null {
  return MENTION.exec(address)?.[1] ?? null
}

/**
 * The host a link really goes to, when its text reads like the address of another one.
 * Shown beside the text, so that `[https://bank.example](https://thief.example)` betrays itself.
 */
export function disguisedHost(text: string, href: string): string | null {
  const shown = /^\s*(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,})(?:[/:?#\s]|$)/iu.exec(
    text,
  )
  if (shown === null || !URL.canParse(href)) return null
  const { host } = new URL(href)
  if (host === '') return null
  const plain = (name: string) => name.toLowerCase().replace(/^www\./, '')
  const claimed = URL.canParse(`https://${shown[1]}`) ? new URL(`https://${shown[1]}`).host : ''
  return plain(claimed) === plain(host) ? null : host
}
