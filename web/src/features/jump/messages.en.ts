const messages = {
  'jump.act.dark': 'Use the dark theme',
  'jump.act.group': 'New group',
  'jump.act.keys': 'Keyboard shortcuts',
  'jump.act.light': 'Use the light theme',
  'jump.count': '{count, plural, one {# result} other {# results}}',
  'jump.group.acts': 'Actions',
  'jump.group.people': 'People',
  'jump.group.rooms': 'Conversations',
  'jump.keys.jump': 'Jump to a conversation or a person',
  'jump.nothing': 'Nothing found',
  'jump.open': 'Jump to…',
  'jump.placeholder': 'A name, a group, or what you want to do',
  'jump.results': 'Results',
  'jump.title': 'Jump to',
} as const

export default messages

type Messages = typeof messages

declare module '@/ground/i18n/catalogue' {
  interface MessageCatalogue extends Messages {}
}
