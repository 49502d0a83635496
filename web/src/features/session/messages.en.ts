const messages = {
  'session.display_name': 'Your name',
  'session.display_name_hint': 'As people you work with know you.',
  'session.email': 'E-mail address',
  'session.new_password': 'New password',
  'session.password': 'Password',
  'session.password_hint': 'At least 10 characters. A sentence is easy to remember.',
  'session.show_password': 'Show the password',
  'session.reset.back': 'Back to signing in',
  'session.reset.done': 'Your password is changed. Sign in with the new one.',
  'session.reset.lead': 'We send you a link to choose a new one.',
  'session.reset.new_lead': 'You will be signed out everywhere else.',
  'session.reset.new_title': 'Choose a new password',
  'session.reset.save': 'Save the new password',
  'session.reset.send': 'Send the link',
  'session.reset.sent':
    'If there is an account for {email}, a mail with the link is on its way. It works for one hour.',
  'session.reset.title': 'Forgot your password?',
  'session.sign_in.action': 'Sign in',
  'session.sign_in.demo': 'Look around as one of the demo people',
  'session.sign_in.forgot': 'Forgot your password?',
  'session.sign_in.new_here': 'New here?',
  'session.sign_in.title': 'Sign in to Parley',
  'session.sign_out_unsent.body':
    '{count, plural, one {One message has} other {# messages have}} not reached the server yet. Signing out deletes {count, plural, one {it} other {them}} from this device.',
  'session.sign_out_unsent.confirm': 'Sign out and delete',
  'session.sign_out_unsent.stay': 'Stay signed in',
  'session.sign_out_unsent.title': 'Sign out with unsent messages?',
  'session.sign_up.action': 'Create an account',
  'session.sign_up.known': 'Already have an account?',
  'session.sign_up.lead': 'For clients and freelancers alike: one account is both.',
  'session.sign_up.title': 'Create your account',
  'session.verify.continue': 'Continue to Parley',
  'session.verify.done': 'Your e-mail address is verified',
  'session.verify.title': 'Verifying your e-mail address',
} as const

export default messages

type Messages = typeof messages

declare module '@/ground/i18n/catalogue' {
  interface MessageCatalogue extends Messages {}
}
