import { defineLocalKeys, defineShortcuts } from '@/ground/keyboard'

export const roomKeys = defineShortcuts('rooms', {
  next: { keys: ['Alt+ArrowDown'], label: 'rooms.keys.next' },
  previous: { keys: ['Alt+ArrowUp'], label: 'rooms.keys.previous' },
  nextUnread: { keys: ['Alt+Shift+ArrowDown'], label: 'rooms.keys.next_unread' },
  previousUnread: { keys: ['Alt+Shift+ArrowUp'], label: 'rooms.keys.previous_unread' },
  create: { keys: ['C'], label: 'rooms.keys.create' },
  find: { keys: ['/'], label: 'rooms.keys.find' },
  panel: { keys: ['Mod+.'], label: 'rooms.keys.panel' },
})

export const rowKeys = defineLocalKeys('list', {
  menu: { keys: ['Shift+F10'], label: 'rooms.keys.menu' },
})
