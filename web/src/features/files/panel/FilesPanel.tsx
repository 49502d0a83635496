import { Button } from '@mantine/core'
import { IconFiles } from '@tabler/icons-react'
import { useState } from 'react'
import type { AccountBrief } from '@/contract'
import { t } from '@/ground/i18n'
import { EmptyState, ErrorState, SkeletonRows } from '@/ui'
import { isOpenable, isViewable } from '../states'
import { Viewer } from '../viewer/later'
import type { FileQuery, FileRow } from '../wire'
import { Filters } from './Filters'
import { More } from './More'
import classes from './panel.module.css'
import { Row } from './Row'
import { SelectionBar } from './SelectionBar'
import { type FilesView, useFiles } from './useFiles'

export interface FilesPanelProps {
  /** Null lists the files of every room. */
  roomId: string | null
  /** Who may have sent a file. */
  people: readonly AccountBrief[]
  /** What is said of who sent a file, and of where it was. */
  senderOf: (row: FileRow) => string
}

/** The files of a room, or of all, to be found again. */
export function FilesPanel({ roomId, people, senderOf }: FilesPanelProps) {
  const [asked, setAsked] = useState<FileQuery>({})
  const view = useFiles(roomId, asked)
  const isFiltered = Boolean(asked.kind ?? asked.account_id ?? asked.q)
  if (view.rows.length === 0 && !isFiltered && !view.isLoading && !view.isError) {
    return (
      <EmptyState
        compact
        icon={<IconFiles size={22} />}
        title={t('files.none')}
        hint={t('files.none_hint')}
      />
    )
  }
  return (
    <div className={classes.root}>
      {/* Drawn anew when the filters are cleared from below it. */}
      <Filters key={String(isFiltered)} asked={asked} people={people} onAsk={setAsked} />
      <Found view={view} senderOf={senderOf} onClear={() => setAsked({ sort: asked.sort })} />
    </div>
  )
}

interface FoundProps {
  view: FilesView
  senderOf: (row: FileRow) => string
  onClear: () => void
}

function Found({ view, senderOf, onClear }: FoundProps) {
  const [openId, setOpenId] = useState<string | null>(null)
  const [selected, setSelected] = useState<ReadonlySet<string> | null>(null)
  const { rows } = view
  if (view.isLoading) return <SkeletonRows rows={5} label={t('files.loading')} />
  if (view.isError) {
    return (
      <ErrorState
        compact
        title={t('files.error')}
        hint={t('files.error_hint')}
        action={{ label: t('action.retry'), onClick: view.retry }}
      />
    )
  }
  if (rows.length === 0) {
    return (
      <EmptyState
        compact
        icon={<IconFiles size={22} />}
        title={t('files.none_found')}
        hint={t('files.none_found_hint')}
        action={{ label: t('files.clear'), onClick: onClear }}
      />
    )
  }
  const toggle = (id: string) => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    setSelected(next)
  }
  return (
    <>
      {selected === null ? (
        <Button
          size="compact-sm"
          variant="subtle"
          className={classes.begin}
          disabled={!rows.some(({ file }) => isOpenable(file))}
          onClick={() => setSelected(new Set())}
        >
          {t('files.select')}
        </Button>
      ) : (
        <SelectionBar selected={selected} onClose={() => setSelected(null)} />
      )}
      <ul className={classes.list} aria-label={t('files.list')}>
        {rows.map((row) => (
          <Row
            key={`${row.room_id} ${row.seq} ${row.file.id}`}
            row={row}
            sender={senderOf(row)}
            isSelected={selected?.has(row.file.id) ?? null}
            onSelect={toggle}
            onOpen={setOpenId}
          />
        ))}
      </ul>
      <More view={view} />
      {openId === null ? null : (
        <Viewer
          files={rows.map(({ file }) => file).filter(isViewable)}
          openId={openId}
          onOpen={setOpenId}
          onClose={() => setOpenId(null)}
        />
      )}
    </>
  )
}
