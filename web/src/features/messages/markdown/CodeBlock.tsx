import { type ReactNode, useEffect, useState } from 'react'
import type { Token } from './highlight'

interface CodeBlockProps {
  text: string
  /** As it was written after the fence; empty for none. */
  language: string
}

/** Colours of code that was shown before: it comes back coloured when it scrolls back into view. */
const known = new Map<string, Token[]>()
const MOST_KNOWN = 200

/** What is to be coloured; loads the highlighter, and the language, when some code first needs them. */
async function tokensOf(text: string, language: string): Promise<Token[]> {
  const { highlighted, loadLanguage } = await import('./highlight')
  await loadLanguage(language)
  return highlighted(text, language) ?? []
}

/** A block of code. Its colours come after its words, and change no place of them. */
export function CodeBlock({ text, language }: CodeBlockProps) {
  const key = `${language}\n${text}`
  const [found, setFound] = useState<{ key: string; tokens: Token[] } | null>(null)
  const tokens = known.get(key) ?? (found?.key === key ? found.tokens : [])
  useEffect(() => {
    if (language === '' || known.has(key)) return
    let isCurrent = true
    tokensOf(text, language).then(
      (colours) => {
        if (known.size >= MOST_KNOWN) known.clear()
        known.set(key, colours)
        if (isCurrent) setFound({ key, tokens: colours })
      },
      // Without the network code stays as plain as it is.
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [key, text, language])
  return (
    <pre dir="ltr">
      <code>{coloured(text, tokens)}</code>
    </pre>
  )
}

function coloured(text: string, tokens: readonly Token[]): ReactNode {
  const pieces: ReactNode[] = []
  let from = 0
  for (const token of tokens) {
    pieces.push(text.slice(from, token.from))
    pieces.push(
      <span key={token.from} data-token={token.kind}>
        {text.slice(token.from, token.to)}
      </span>,
    )
    from = token.to
  }
  pieces.push(text.slice(from))
  return pieces
}
