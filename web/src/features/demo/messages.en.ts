const messages = {
  'demo.banner':
    'This is a demo: anybody can sign in as any of its people and read what is written here.',
  'demo.banner_label': 'Demo',
  'demo.banner_short': 'A demo: anybody can read what is written here.',
  'demo.lead':
    'Sign in as any of them with one click. Open a second browser to be two people at once.',
  'demo.loading': 'Loading the people',
  'demo.title': 'The people of this demo',
} as const

export default messages

type Messages = typeof messages

declare module '@/ground/i18n/catalogue' {
  interface MessageCatalogue extends Messages {}
}
