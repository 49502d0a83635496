import type { Me } from '@/contract'

export const me: Me = {
  id: 'me',
  email: 'ada@example.com',
  email_verified: true,
  display_name: 'Ada Lovelace',
  headline: 'Analyst',
  about: '',
  skills: ['Mathematics'],
  country: 'GB',
  time_zone: 'Europe/London',
  locale: 'en-GB',
  hourly_rate: { amount_minor: 9000, currency: 'EUR' },
  is_operator: false,
  shows_presence: true,
  shows_typing: true,
  enter_sends: true,
  created_at: '2026-01-01T00:00:00.000000Z',
}

export const config = {
  version: '0',
  demo: false,
  development: false,
  max_message_length: 10_240,
  typing_seconds: 6,
  max_file_bytes: 1024 ** 3,
  max_message_files: 10,
}
