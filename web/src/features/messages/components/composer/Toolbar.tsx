import {
  IconAt,
  IconBold,
  IconCode,
  IconItalic,
  IconLink,
  IconList,
  IconMoodSmile,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { t } from '@/ground/i18n'
import { IconAction } from '@/ui'
import { EmojiButton } from '../message/later'
import classes from './Composer.module.css'
import {
  type Edit,
  insertAt,
  makeLink,
  type Selection,
  toggleCode,
  toggleList,
  toggleMark,
} from './textEdits'

interface ToolbarProps {
  /** Changes the text by what an edit makes of the selection. */
  onEdit: (make: (selection: Selection) => Edit) => void
}

interface Tool {
  label: string
  keys?: string
  icon: ReactNode
  make: (selection: Selection) => Edit
}

const ICON = { size: 18, 'aria-hidden': true } as const

function tools(): Tool[] {
  return [
    {
      label: t('composer.bold'),
      keys: 'Ctrl+B',
      icon: <IconBold {...ICON} />,
      make: (selection) => toggleMark(selection, '**'),
    },
    {
      label: t('composer.italic'),
      keys: 'Ctrl+I',
      icon: <IconItalic {...ICON} />,
      make: (selection) => toggleMark(selection, '*'),
    },
    { label: t('composer.code'), icon: <IconCode {...ICON} />, make: toggleCode },
    { label: t('composer.list'), icon: <IconList {...ICON} />, make: toggleList },
    { label: t('composer.link'), icon: <IconLink {...ICON} />, make: makeLink },
    {
      label: t('composer.mention'),
      icon: <IconAt {...ICON} />,
      make: ({ text, start, end }) =>
        insertAt(start, end, start === 0 || /\s/.test(text.charAt(start - 1)) ? '@' : ' @'),
    },
  ]
}

/** Formatting for whoever does not write Markdown by hand. */
export function Toolbar({ onEdit }: ToolbarProps) {
  return (
    <div className={classes.tools} role="toolbar" aria-label={t('composer.tools')}>
      {tools().map(({ label, keys, icon, make }) => (
        <IconAction
          key={label}
          label={label}
          {...(keys === undefined ? {} : { keys })}
          icon={icon}
          onClick={() => onEdit(make)}
        />
      ))}
      <EmojiButton
        label={t('messages.emoji')}
        className={classes.tool}
        icon={<IconMoodSmile {...ICON} />}
        onPick={(emoji) => onEdit(({ start, end }) => insertAt(start, end, emoji))}
      />
    </div>
  )
}
