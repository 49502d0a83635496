import type { Plugin } from 'vite'

/** The alphabet that the client's own texts are written in. */
const LATIN = /inter-latin-wght-normal-.*\.woff2$/

/** Has the browser fetch the first font together with the script: a text that is drawn in another one first is drawn twice. */
export function preloadFirstFont(): Plugin {
  return {
    name: 'parley:first-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((file) => LATIN.test(file))
        if (font === undefined) throw new Error('The build has no Latin Inter.')
        const attrs = {
          rel: 'preload',
          as: 'font',
          type: 'font/woff2',
          href: `/${font}`,
          crossorigin: true,
        }
        return [{ tag: 'link', attrs, injectTo: 'head' }]
      },
    },
  }
}
