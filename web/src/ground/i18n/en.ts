/** Texts that belong to no single feature. */
const messages = {
  'action.cancel': 'Cancel',
  'action.close': 'Close',
  'action.retry': 'Try again',
  'action.save': 'Save',
  'error.title': 'Something went wrong',
  'error.offline': 'Parley cannot be reached. Check your connection and try again.',
  'error.server': 'The server could not do this just now. Please try again.',
  'error.too_many':
    'Too many attempts. Please wait {seconds, plural, one {# second} other {# seconds}}.',
  'key.alt': 'Alt',
  'key.command': 'Command',
  'key.ctrl': 'Ctrl',
  'key.down': 'Down arrow',
  'key.end': 'End',
  'key.enter': 'Enter',
  'key.escape': 'Esc',
  'key.home': 'Home',
  'key.option': 'Option',
  'key.page_down': 'Page down',
  'key.page_up': 'Page up',
  'key.shift': 'Shift',
  'key.tab': 'Tab',
  'key.up': 'Up arrow',
} as const

export default messages
