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
} as const

export default messages
