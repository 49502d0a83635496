const messages = {
  'operator.claim.action': 'Become the operator',
  'operator.claim.done': 'You are the operator of this installation.',
  'operator.claim.lead': 'The operator runs this installation of Parley. The link works once.',
  'operator.claim.title': 'Run this installation',
  'operator.outbox.empty': 'No mail yet',
  'operator.outbox.empty_hint': 'Mails appear here until a mail server is set up.',
  'operator.outbox.lead':
    'This installation has no mail server. What it would have sent is kept here.',
  'operator.outbox.loading': 'Loading mails',
  'operator.outbox.sent': 'To {to}, {when}',
  'operator.outbox.title': 'Outgoing mail',
} as const

export default messages

type Messages = typeof messages

declare module '@/ground/i18n/catalogue' {
  interface MessageCatalogue extends Messages {}
}
