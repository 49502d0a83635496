const messages = {
  'people.title': 'People',
  'people.search': 'Search by name, headline or skill',
  'people.results': 'People found',
  'people.loading': 'Looking for people',
  'people.none': 'Nobody found',
  'people.none_hint': 'Try another name, a headline such as “illustrator”, or a skill.',
  'people.nobody': 'Nobody is here yet',
  'people.nobody_hint': 'People appear here as soon as they sign up.',
  'people.error': 'People could not be loaded',
  'people.error_hint': 'Check your connection and try again.',
  'people.online': 'Online',
  'people.message': 'Message',
  'people.about': 'About',
  'people.skills': 'Skills',
  'people.rate': 'Rate',
  'people.rate_hour': '{amount} an hour',
  'people.country': 'Country',
  'people.local_time': 'Local time',
  'people.member_since': 'Member since',
  'people.languages': 'Language',
  'people.no_about': '{name} has not written about themselves yet.',
  'people.this_is_you': 'This is how others see you.',
  'people.edit_profile': 'Edit your profile',
  'people.not_found': 'There is no such person',
  'people.not_found_hint': 'The link may be incomplete, or the account may have been closed.',
  'people.all': 'Find people',
  'people.block': 'Block',
  'people.unblock': 'Unblock',
  'people.block_title': 'Block {name}?',
  'people.block_text':
    '{name} will not be able to write to you, nor you to them. What you have written stays. You can unblock at any time.',
  'people.blocked': 'You have blocked {name}.',
  'people.unblocked': '{name} can write to you again.',
  'people.blocked_note': 'You have blocked this person. Neither of you can write to the other.',
  'people.time_in': '{time} in {place}',
  'people.same_time': '{time} in {place}, the same time as yours',
  'people.ahead': '{time} in {place}, {hours} ahead of you',
  'people.behind': '{time} in {place}, {hours} behind you',
  'people.night': 'It is night for {name}',
} as const

export default messages

type Messages = typeof messages

declare module '@/ground/i18n/catalogue' {
  interface MessageCatalogue extends Messages {}
}
