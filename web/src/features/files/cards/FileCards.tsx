import { type ReactNode, useState } from 'react'
import { t } from '@/ground/i18n'
import { isPicture, isViewable } from '../states'
import { Viewer } from '../viewer/later'
import type { SharedFile } from '../wire'
import classes from './cards.module.css'
import { FileCard } from './FileCard'
import { PictureTile } from './PictureTile'

export type RenderCode = (text: string, language: string) => ReactNode

interface FileCardsProps {
  files: readonly SharedFile[]
  /** Draws the beginning of a text or a code. */
  renderCode: RenderCode
}

/** The files of a message: pictures side by side, everything else as a card each. */
export function FileCards({ files, renderCode }: FileCardsProps) {
  const [openId, setOpenId] = useState<string | null>(null)
  if (files.length === 0) return null
  const pictures = files.filter(isPicture)
  const others = files.filter((file) => !isPicture(file))
  return (
    <>
      {pictures.length === 0 ? null : (
        <ul className={classes.pictures} aria-label={t('files.pictures')}>
          {pictures.map((file) => (
            <li key={file.id}>
              <PictureTile file={file} isAlone={pictures.length === 1} onOpen={setOpenId} />
            </li>
          ))}
        </ul>
      )}
      {others.length === 0 ? null : (
        <ul className={classes.cards} aria-label={t('files.others')}>
          {others.map((file) => (
            <li key={file.id}>
              <FileCard file={file} renderCode={renderCode} onOpen={setOpenId} />
            </li>
          ))}
        </ul>
      )}
      {openId === null ? null : (
        <Viewer
          files={files.filter(isViewable)}
          openId={openId}
          onOpen={setOpenId}
          onClose={() => setOpenId(null)}
        />
      )}
    </>
  )
}
