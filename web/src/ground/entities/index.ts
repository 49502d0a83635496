/**
 * Stands in for the package `entities`, of which markdown-it uses this one function (vite.config.ts maps the name): the
 * browser has the table of HTML's named characters already, and the package's own copy weighs 15 KiB.
 *
 * `reference` is one character reference with its semicolon, such as `&eacute;`; what names nothing comes back as it is.
 * A document made by DOMParser runs no script and loads nothing.
 */
export function decodeHTMLStrict(reference: string): string {
  const { body } = new DOMParser().parseFromString(`<body>${reference}`, 'text/html')
  return body.textContent || reference
}
