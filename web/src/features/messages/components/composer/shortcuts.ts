import { defineLocalKeys } from '@/ground/keyboard'

const sends = ({ enter_sends: isSending }: { enter_sends: boolean }) => isSending
const breaks = ({ enter_sends: isSending }: { enter_sends: boolean }) => !isSending

/** What the keyboard does while a message is written, for the map of the keyboard. */
export const writingKeys = defineLocalKeys('writing', {
  send: { keys: ['Enter'], label: 'composer.key.send', isFor: sends },
  break: {
    keys: ['Shift+Enter', 'Alt+Enter', 'Ctrl+Enter'],
    label: 'composer.key.break',
    isFor: sends,
  },
  breakAlways: { keys: ['Enter', 'Shift+Enter'], label: 'composer.key.break', isFor: breaks },
  item: { keys: ['Shift+Enter'], label: 'composer.key.item', isFor: sends },
  itemAlways: { keys: ['Enter'], label: 'composer.key.item', isFor: breaks },
  itemLine: { keys: ['Alt+Enter', 'Ctrl+Enter'], label: 'composer.key.item_line', isFor: sends },
  itemLineAlways: { keys: ['Shift+Enter'], label: 'composer.key.item_line', isFor: breaks },
  codeLine: { keys: ['Enter'], label: 'composer.key.code_line', isFor: sends },
  indent: { keys: ['Tab', 'Shift+Tab'], label: 'composer.key.indent' },
  edit: { keys: ['ArrowUp'], label: 'composer.key.edit' },
  leave: { keys: ['Escape'], label: 'composer.key.leave' },
  bold: { keys: ['Mod+B'], label: 'composer.bold' },
  italic: { keys: ['Mod+I'], label: 'composer.italic' },
  strike: { keys: ['Mod+Shift+X'], label: 'composer.strike' },
  code: { keys: ['Mod+E'], label: 'composer.code' },
  link: { keys: ['Mod+Shift+K'], label: 'composer.link' },
  orderedList: { keys: ['Mod+Shift+7'], label: 'composer.ordered_list' },
  bulletList: { keys: ['Mod+Shift+8'], label: 'composer.list' },
  quote: { keys: ['Mod+Shift+9'], label: 'composer.quote' },
  codeBlock: { keys: ['Mod+Alt+C'], label: 'composer.code_block' },
  undo: { keys: ['Mod+Z'], label: 'composer.key.undo' },
  redo: { keys: ['Mod+Shift+Z'], label: 'composer.key.redo' },
  plainPaste: { keys: ['Mod+Shift+V'], label: 'composer.key.plain_paste' },
})
