import { defineLocalKeys, defineShortcuts } from '@/ground/keyboard'

export const shellKeys = defineShortcuts('general', {
  map: { keys: ['?', 'Mod+/'], label: 'app.keys.map' },
  nextPlace: { keys: ['F6'], label: 'app.keys.next_place' },
  previousPlace: { keys: ['Shift+F6'], label: 'app.keys.previous_place' },
  back: { keys: ['Escape'], label: 'app.keys.back' },
})

defineLocalKeys('list', {
  step: { keys: ['ArrowUp', 'ArrowDown'], label: 'app.keys.step' },
  page: { keys: ['PageUp', 'PageDown'], label: 'app.keys.page' },
  ends: { keys: ['Home', 'End'], label: 'app.keys.ends' },
  open: { keys: ['Enter'], label: 'app.keys.open' },
})
