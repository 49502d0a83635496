import { type ComponentType, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { FieldProps, Handover } from './field'
import { PlainField, type PlainHandle } from './PlainField'
import { useRichField } from './richField'

export interface RichFieldProps extends FieldProps {
  opening: Handover | null
}

/**
 * Where a message is written. The plain field is there at once; the rich one takes over when it has come, with the text, the caret
 * and the focus, never while an input method is choosing characters. If it cannot come, the plain one goes on.
 */
export function WritingField(props: FieldProps) {
  const rich = useRichField()
  const plain = useRef<PlainHandle>(null)
  const [opening, setOpening] = useState<Handover | null>(null)
  // A composer that is opened when the rich field is there already never shows the plain one.
  const [wasThere] = useState(rich !== null)
  const Rich: ComponentType<RichFieldProps> | null = rich?.RichField ?? null
  useEffect(() => {
    if (Rich === null || wasThere || opening !== null) return
    // At once: between reading the caret and the rich field standing there, no key may be pressed.
    const handOver = () => {
      const field = plain.current
      if (field?.isComposing() === false) flushSync(() => setOpening(field.handOver()))
    }
    // Not from within a drawing; and the text of a composition stands in the field only after its end was told to everybody.
    let timer = setTimeout(handOver)
    const afterwards = () => {
      timer = setTimeout(handOver)
    }
    document.addEventListener('compositionend', afterwards)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('compositionend', afterwards)
    }
  }, [Rich, wasThere, opening])
  if (Rich !== null && (wasThere || opening !== null)) return <Rich {...props} opening={opening} />
  return <PlainField {...props} plain={plain} />
}
