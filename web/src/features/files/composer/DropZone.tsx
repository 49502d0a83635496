import { IconFileUpload } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { t } from '@/ground/i18n'
import classes from './composer.module.css'
import { filesIn } from './given'
import { useAttach } from './useAttach'

/** Takes files that are dropped anywhere on the conversation it stands in. */
export function DropZone({ place, name }: { place: string; name: string }) {
  const anchor = useRef<HTMLDivElement>(null)
  const [isOver, setIsOver] = useState(false)
  const attach = useAttach(place)
  const take = useEffectEvent((files: readonly File[]) => attach(files))
  useEffect(() => {
    const pane = anchor.current?.closest<HTMLElement>('[data-place="content"]')
    if (!pane) return
    return watch(pane, setIsOver, (files) => take(files))
  }, [])
  return (
    <div ref={anchor} className={classes.drop} hidden={!isOver}>
      <p className={classes.dropText}>
        <IconFileUpload size={28} aria-hidden="true" />
        {t('files.drop', { name })}
      </p>
    </div>
  )
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false
}

/** Follows a drag with files over the pane, before the editor within it does. Answers how to stop. */
function watch(
  pane: HTMLElement,
  show: (isOver: boolean) => void,
  take: (files: readonly File[]) => void,
): () => void {
  const ending = new AbortController()
  const { signal } = ending
  // A picture of this page that is dragged over it is nobody's new file.
  let isOwn = false
  const over = (event: DragEvent) => {
    if (!holdsFiles(event)) return
    // Without it a file that misses the pane would be opened in place of the page.
    event.preventDefault()
    const isHere = !isOwn && event.target instanceof Node && pane.contains(event.target)
    if (event.dataTransfer) event.dataTransfer.dropEffect = isHere ? 'copy' : 'none'
    show(isHere)
  }
  const drop = (event: DragEvent) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    show(false)
    const isHere = !isOwn && event.target instanceof Node && pane.contains(event.target)
    if (!isHere || event.dataTransfer === null) return
    event.stopPropagation()
    take(filesIn(event.dataTransfer))
  }
  const leave = (event: DragEvent) => {
    if (event.relatedTarget === null) show(false)
  }
  const all = { signal, capture: true }
  window.addEventListener('dragstart', () => (isOwn = true), all)
  window.addEventListener('dragend', () => (isOwn = false), all)
  window.addEventListener('dragover', over, all)
  window.addEventListener('dragleave', leave, all)
  window.addEventListener('drop', drop, all)
  return () => ending.abort()
}
