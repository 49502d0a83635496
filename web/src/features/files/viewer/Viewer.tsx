import { ActionIcon } from '@mantine/core'
import {
  IconChevronLeft,
  IconChevronRight,
  IconExternalLink,
  IconX,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { t } from '@/ground/i18n'
import { Hint, IconAction, isolated, Stage } from '@/ui'
import { contentUrl } from '../address'
import { DownloadButton } from '../cards/DownloadButton'
import { Player } from '../cards/Player'
import { formatSize } from '../sizes'
import type { SharedFile } from '../wire'
import { useSwipe } from './useSwipe'
import classes from './Viewer.module.css'

const ICON = { size: 20, 'aria-hidden': true } as const

export interface ViewerProps {
  files: readonly SharedFile[]
  openId: string
  onOpen: (fileId: string) => void
  onClose: () => void
}

/** Files as large as the screen, one after the other. */
export function Viewer({ files, openId, onOpen, onClose }: ViewerProps) {
  const [isFull, setFull] = useState(false)
  const at = files.findIndex(({ id }) => id === openId)
  const file = files[at]
  const go = (to: number) => {
    const next = files[to]
    if (next === undefined) return
    setFull(false)
    onOpen(next.id)
  }
  const swipe = useSwipe(isFull ? null : (steps) => go(at + steps))
  if (file === undefined) return null
  const onKeyDown = (event: KeyboardEvent) => {
    const to = target(event, at, files.length)
    if (to === null || event.target instanceof HTMLMediaElement) return
    event.preventDefault()
    go(to)
  }
  return (
    <Stage opened label={t('files.viewer', { name: isolated(file.name) })} onClose={onClose}>
      <section className={classes.root} onKeyDown={onKeyDown} aria-label={isolated(file.name)}>
        <div className={classes.bar}>
          <span className={classes.words}>
            <bdi className={classes.name}>{file.name}</bdi>
            <span className={classes.facts} aria-live="polite">
              {t('files.nth', { at: at + 1, count: files.length })} · {formatSize(file.size_bytes)}
            </span>
          </span>
          {file.kind === 'picture' ? (
            <IconAction
              label={isFull ? t('files.zoom_fit') : t('files.zoom_full')}
              icon={isFull ? <IconZoomOut {...ICON} /> : <IconZoomIn {...ICON} />}
              onClick={() => setFull(!isFull)}
            />
          ) : null}
          {file.kind === 'pdf' ? <OpenDocument file={file} /> : null}
          <DownloadButton file={file} />
          <IconAction label={t('action.close')} icon={<IconX {...ICON} />} onClick={onClose} />
        </div>
        <div className={classes.middle} {...swipe}>
          <Shown key={file.id} file={file} isFull={isFull} />
          <Step to="before" isThere={at > 0} onStep={() => go(at - 1)} />
          <Step to="after" isThere={at < files.length - 1} onStep={() => go(at + 1)} />
        </div>
      </section>
    </Stage>
  )
}

/** Where a key leads among the files; null when it leads nowhere. The arrows are mirrored where the page is. */
function target({ key }: KeyboardEvent, at: number, count: number): number | null {
  const forth = document.documentElement.dir === 'rtl' ? -1 : 1
  if (key === 'ArrowRight') return at + forth
  if (key === 'ArrowLeft') return at - forth
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}

function OpenDocument({ file: { id, name, preview } }: { file: SharedFile }) {
  const pages = preview?.pages ?? null
  return (
    <Hint label={pages === null ? t('files.open_all') : t('files.pages', { count: pages })}>
      <ActionIcon
        component="a"
        href={contentUrl(id, 'original')}
        target="_blank"
        rel="noopener"
        size="max(32px, var(--ui-target))"
        aria-label={t('files.open_document', { name: isolated(name) })}
      >
        <IconExternalLink {...ICON} />
      </ActionIcon>
    </Hint>
  )
}

function Shown({ file, isFull }: { file: SharedFile; isFull: boolean }): ReactNode {
  if (file.kind === 'video') return <Player file={file} plays />
  const { width, height } = file.preview ?? { width: null, height: null }
  return (
    <div className={classes.sheet} data-full={isFull || undefined}>
      <img
        src={contentUrl(file.id, 'display')}
        alt={isolated(file.name)}
        width={width ?? undefined}
        height={height ?? undefined}
        className={classes.picture}
      />
    </div>
  )
}

interface StepProps {
  to: 'before' | 'after'
  isThere: boolean
  onStep: () => void
}

function Step({ to, isThere, onStep }: StepProps) {
  if (!isThere) return null
  const Icon = to === 'before' ? IconChevronLeft : IconChevronRight
  return (
    <span className={classes.step} data-to={to}>
      <IconAction
        size={44}
        label={to === 'before' ? t('files.previous') : t('files.next')}
        icon={<Icon size={26} aria-hidden="true" className={classes.arrow} />}
        onClick={onStep}
      />
    </span>
  )
}
