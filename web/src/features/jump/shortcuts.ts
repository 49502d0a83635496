import { defineShortcuts } from '@/ground/keyboard'

export const jumpKeys = defineShortcuts('general', {
  jump: { keys: ['Mod+K'], label: 'jump.keys.jump' },
})
