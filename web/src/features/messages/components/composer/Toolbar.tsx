import {
  IconAt,
  IconBold,
  IconBraces,
  IconCode,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconMoodSmile,
  IconQuote,
  IconStrikethrough,
  IconTypography,
} from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { t } from '@/ground/i18n'
import { keyText } from '@/ground/keyboard'
import { IconAction, useIsNarrow } from '@/ui'
import { EmojiButton } from '../message/later'
import classes from './Composer.module.css'
import type { Tool } from './field'
import { writingKeys } from './shortcuts'

const ICON = { size: 18, 'aria-hidden': true } as const

/** What makes a button one of the toolbar's, reached by the arrow keys. */
export interface ToolStop {
  tabIndex: number
  'data-stop': number
  onFocus: () => void
}

interface ToolbarProps {
  /** The tools that hold where the caret is. */
  pressed: readonly Tool[]
  onTool: (tool: Tool) => void
  onInsert: (text: string) => void
  /** Draws the button that chooses files, as one of the tools. */
  attach: (stop: ToolStop) => ReactNode
  /** What stands beside the tools: whether the draft is saved, and the button that sends. */
  children: ReactNode
}

function formats(): { tool: Tool; label: string; icon: ReactNode }[] {
  return [
    { tool: 'bold', label: t('composer.bold'), icon: <IconBold {...ICON} /> },
    { tool: 'italic', label: t('composer.italic'), icon: <IconItalic {...ICON} /> },
    { tool: 'strike', label: t('composer.strike'), icon: <IconStrikethrough {...ICON} /> },
    { tool: 'link', label: t('composer.link'), icon: <IconLink {...ICON} /> },
    { tool: 'bulletList', label: t('composer.list'), icon: <IconList {...ICON} /> },
    { tool: 'orderedList', label: t('composer.ordered_list'), icon: <IconListNumbers {...ICON} /> },
    { tool: 'quote', label: t('composer.quote'), icon: <IconQuote {...ICON} /> },
    { tool: 'code', label: t('composer.code'), icon: <IconCode {...ICON} /> },
    { tool: 'codeBlock', label: t('composer.code_block'), icon: <IconBraces {...ICON} /> },
  ]
}

/** Formatting for whoever does not write Markdown by hand. On a narrow screen it is a line of its own that one opens. */
export function Toolbar({ pressed, onTool, onInsert, attach, children }: ToolbarProps) {
  const isNarrow = useIsNarrow()
  const [isOpen, setIsOpen] = useState(false)
  const formatsId = useId()
  const [stop, setStop] = useState(0)
  const shown = isNarrow && !isOpen ? [] : formats()
  const stops = shown.length + (isNarrow ? 4 : 3)
  const at = Math.min(stop, stops - 1)
  let count = 0
  const item = (): ToolStop => {
    const index = count
    count += 1
    return { tabIndex: index === at ? 0 : -1, 'data-stop': index, onFocus: () => setStop(index) }
  }
  const tools = shown.map(({ tool, label, icon }) => (
    <IconAction
      key={tool}
      {...item()}
      label={label}
      keys={keyText(writingKeys[tool].keys[0] ?? '')}
      icon={icon}
      pressed={pressed.includes(tool)}
      onClick={() => onTool(tool)}
    />
  ))
  return (
    <div
      className={classes.foot}
      role="toolbar"
      aria-label={t('composer.tools')}
      // The text keeps the focus and its selection, and a phone its keyboard.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={(event) => move(event, stops)}
    >
      {isNarrow ? (
        <>
          <div id={formatsId} className={classes.formats} hidden={!isOpen}>
            {tools}
          </div>
          <IconAction
            {...item()}
            label={t('composer.formats')}
            icon={<IconTypography {...ICON} />}
            aria-expanded={isOpen}
            aria-controls={formatsId}
            onClick={() => setIsOpen(!isOpen)}
          />
        </>
      ) : (
        tools
      )}
      {attach(item())}
      <IconAction
        {...item()}
        label={t('composer.mention')}
        icon={<IconAt {...ICON} />}
        onClick={() => onInsert('@')}
      />
      <EmojiButton
        {...item()}
        label={t('messages.emoji')}
        className={classes.tool}
        icon={<IconMoodSmile {...ICON} />}
        onPick={onInsert}
      />
      <span className={classes.space} />
      {children}
    </div>
  )
}

const STEPS: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_index, count) => count - 1,
}

/** One stop for the Tab key; the arrow keys, Home and End move between the tools, mirrored where the page is. */
function move(event: KeyboardEvent<HTMLElement>, count: number): void {
  const target = event.target as HTMLElement
  if (target.dataset.stop === undefined) return
  const isMirrored = document.documentElement.dir === 'rtl' && event.key.startsWith('Arrow')
  const mirrored: Record<string, string> = { ArrowRight: 'ArrowLeft', ArrowLeft: 'ArrowRight' }
  const step = STEPS[isMirrored ? (mirrored[event.key] ?? '') : event.key]
  if (step === undefined) return
  event.preventDefault()
  const next = step(Number(target.dataset.stop), count)
  event.currentTarget.querySelector<HTMLElement>(`[data-stop="${next}"]`)?.focus()
}
