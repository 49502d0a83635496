const messages = {
  'welcome.card.begin': 'Complete your profile',
  'welcome.card.done': '{done, number} of {steps, number} done',
  'welcome.card.go_on': 'Go on with your profile',
  'welcome.card.put_away': 'Do not show this again',
  'welcome.card.text': 'People find you by what you do, and write sooner to whom they can picture.',
  'welcome.card.title': 'Tell people who you are',
  'welcome.finish': 'Finish',
  'welcome.go_on': 'Continue',
  'welcome.later': 'Finish later and go to your messages',
  'welcome.skip': 'Skip this step',
  'welcome.step_of': 'Step {step, number} of {steps, number}',
  'welcome.title': 'Welcome',
  'welcome.verify.ask':
    'Verify {email}: open the link in the mail we sent you. Until then you can begin only a few conversations.',
  'welcome.verify.label': 'Your e-mail address',
  'welcome.verify.mailed': 'We sent a link to {email}. Open it when you like; you can go on here.',
  'welcome.verify.put_away': 'Not now',
  'welcome.verify.send': 'Send it again',
  'welcome.verify.sent': 'A new mail to {email} is on its way.',
  'welcome.what.lead': 'Skills are what people search for.',
  'welcome.what.title': 'What do you do?',
  'welcome.where.lead': 'So that others know when they can reach you.',
  'welcome.where.title': 'Where are you?',
  'welcome.who.lead': 'This is what people see first.',
  'welcome.who.title': 'Who are you?',
} as const

export default messages

type Messages = typeof messages

declare module '@/ground/i18n/catalogue' {
  interface MessageCatalogue extends Messages {}
}
