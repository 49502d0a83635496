import { safeHref } from '../../../../markdown/links'

/** What campaigns and networks hang on an address to recognise who follows it. */
const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igsh|igshid|mc_[ce]id|_hsenc|_hsmi|hsctatracking|mkt_tok|vero_id|vero_conv|oly_(?:anon|enc)_id|ml_subscriber(?:_hash)?|_openstat|s_cid|trk|trkcampaign|rb_clickid|wickedid)$/i

interface Redirect {
  host: RegExp
  path: RegExp
  /** The parameter that holds the address one is led to. */
  parameter: string
}

const REDIRECTS: readonly Redirect[] = [
  { host: /^(?:www\.)?google\.[a-z.]+$/, path: /^\/url$/, parameter: 'q' },
  { host: /^(?:www\.)?google\.[a-z.]+$/, path: /^\/url$/, parameter: 'url' },
  { host: /\.safelinks\.protection\.outlook\.com$/, path: /./, parameter: 'url' },
  { host: /^lm?\.(?:facebook|instagram)\.com$/, path: /^\/(?:l\.php)?$/, parameter: 'u' },
  { host: /^slack-redir\.net$/, path: /^\/link$/, parameter: 'url' },
  {
    host: /^(?:www\.)?linkedin\.com$/,
    path: /^\/(?:safety\/go|redir\/redirect)$/,
    parameter: 'url',
  },
  { host: /^(?:www\.)?youtube\.com$/, path: /^\/redirect$/, parameter: 'q' },
]

/** A mail program may wrap what a campaign has wrapped. */
const MOST_WRAPPINGS = 4

/** Where an address really leads, without what watches who follows it; null for anything but web pages and mail. */
export function cleanAddress(address: string): string | null {
  let href = safeHref(address.trim())
  for (let wrapping = 0; href !== null && wrapping < MOST_WRAPPINGS; wrapping += 1) {
    const inner = unwrapped(new URL(href))
    if (inner === null) break
    href = inner
  }
  return href === null ? null : withoutTracking(href)
}

function unwrapped(url: URL): string | null {
  for (const { host, path, parameter } of REDIRECTS) {
    if (!host.test(url.hostname) || !path.test(url.pathname)) continue
    const inner = safeHref(url.searchParams.get(parameter) ?? '')
    if (inner !== null) return inner
  }
  return null
}

function withoutTracking(href: string): string {
  const url = new URL(href)
  const watching = [...url.searchParams.keys()].filter((name) => TRACKING.test(name))
  // Untouched addresses keep their spelling: writing parameters anew would change it.
  if (watching.length === 0) return href
  for (const name of watching) url.searchParams.delete(name)
  return url.href
}

/** Without the full stop, comma or bracket that the sentence goes on with. */
const IN_TEXT = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g

/** The addresses in a plain text without what watches who follows them; the rest as it was. */
export function cleanAddressesIn(text: string): string {
  return text.replace(IN_TEXT, (address) => {
    const href = safeHref(address)
    const clean = cleanAddress(address)
    return clean === null || clean === href ? address : clean
  })
}

/** Whether the words of a link only repeat where it leads. */
export function isAddressOf(words: string, ...hrefs: readonly string[]): boolean {
  const plain = (text: string) =>
    text
      .trim()
      .replace(/^(?:https?:\/\/|mailto:)/i, '')
      .replace(/\/$/, '')
      .toLowerCase()
  return hrefs.some((href) => plain(href) === plain(words))
}
