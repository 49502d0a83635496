const messages = {
  'app.broken':
    'This page failed to show. Nothing you wrote is lost; loading it again usually helps.',
  'app.connection.catching-up': 'Connected. Catching up…',
  'app.connection.connecting': 'Connecting…',
  'app.connection.offline': 'You are offline.',
  'app.connection.offline_more': 'What you write is kept here and sent later.',
  'app.connection.retry': 'Retry now',
  'app.connection.retry_in': 'Trying again in {seconds, plural, one {# second} other {# seconds}}.',
  'app.connection.trying': 'Trying again…',
  'app.connection.unreachable': 'Parley cannot be reached.',
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
  'app.keys.back': 'Close what is open, then back to where you write',
  'app.keys.ends': 'To the first, to the last',
  'app.keys.group.general': 'Everywhere',
  'app.keys.group.list': 'In lists and in the conversation',
  'app.keys.group.messages': 'Messages',
  'app.keys.group.rooms': 'Conversations',
  'app.keys.group.writing': 'While you write',
  'app.keys.map': 'Show this map',
  'app.keys.next_place': 'To the next part of the page',
  'app.keys.open': 'Open',
  'app.keys.or': 'or',
  'app.keys.page': 'A page up, a page down',
  'app.keys.previous_place': 'To the previous part',
  'app.keys.step': 'From one to the next',
  'app.keys.title': 'Keyboard shortcuts',
  'app.skip': 'Skip to the content',
  'app.skip.content': 'Skip to the conversation',
  'app.skip.editor': 'Skip to writing',
  'app.skip.list': 'Skip to the list of conversations',
  'app.skip_links': 'Skip links',
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
