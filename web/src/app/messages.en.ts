const messages = {
  'app.broken':
    'This page failed to show. Nothing you wrote is lost; loading it again usually helps.',
  'app.connection.catching-up': 'Connected. Fetching what you missed…',
  'app.connection.connecting': 'Connecting…',
  'app.connection.offline':
    'No connection. You can go on writing: messages are kept here and sent when Parley is back.',
  'app.home': 'To the start page',
  'app.messages': 'Messages',
  'app.name': 'Parley',
  'app.nav': 'Main',
  'app.not_found.text': 'The address may be mistyped, or what was here is gone.',
  'app.not_found.title': 'There is nothing here',
  'app.own_menu': '{name}: your menu',
  'app.own_profile': 'Your profile',
  'app.people': 'People',
  'app.session_ended':
    'You have been signed out. Sign in again to go on; unsent messages are kept on this device.',
  'app.settings': 'Settings',
  'app.sign_out': 'Sign out',
  'app.skip': 'Skip to the content',
  'app.title': '{page} · Parley',
  'app.title_unread': '({unread, number}) {name}',
  'app.unread': '{count, plural, one {# unread message} other {# unread messages}}',
  'app.unread_many': '999+',
} as const

export default messages

type Messages = typeof messages

declare module '@/ground/i18n/catalogue' {
  interface MessageCatalogue extends Messages {}
}
