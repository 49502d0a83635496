import { type MessageKey, t } from '@/ground/i18n'

export interface Emoji {
  character: string
  name: string
}

/** In the order of the picker; the first six are the ones people answer with most. */
const CHARACTERS = {
  thumbs_up: '👍',
  heart: '❤️',
  tada: '🎉',
  joy: '😂',
  eyes: '👀',
  check: '✅',
  folded_hands: '🙏',
  thumbs_down: '👎',
  clap: '👏',
  wave: '👋',
  ok_hand: '👌',
  muscle: '💪',
  handshake: '🤝',
  raised_hands: '🙌',
  point_up: '☝️',
  crossed_fingers: '🤞',
  victory: '✌️',
  writing: '✍️',
  smile: '🙂',
  grin: '😀',
  wink: '😉',
  relieved: '😌',
  heart_eyes: '😍',
  star_eyes: '🤩',
  sunglasses: '😎',
  thinking: '🤔',
  neutral: '😐',
  eye_roll: '🙄',
  grimace: '😬',
  sad: '🙁',
  cry: '😢',
  sweat_smile: '😅',
  sleepy: '😴',
  sick: '🤒',
  mind_blown: '🤯',
  surprised: '😮',
  angry: '😠',
  party_face: '🥳',
  salute: '🫡',
  hug: '🤗',
  shrug: '🤷',
  facepalm: '🤦',
  fire: '🔥',
  sparkles: '✨',
  star: '⭐',
  hundred: '💯',
  rocket: '🚀',
  bulb: '💡',
  trophy: '🏆',
  gift: '🎁',
  cake: '🎂',
  coffee: '☕',
  pizza: '🍕',
  beer: '🍻',
  sun: '☀️',
  moon: '🌙',
  rainbow: '🌈',
  plant: '🌱',
  cross: '❌',
  question: '❓',
  warning: '⚠️',
  exclamation: '❗',
  plus: '➕',
  hourglass: '⏳',
  clock: '⏰',
  calendar: '📅',
  pin: '📌',
  link: '🔗',
  lock: '🔒',
  key: '🔑',
  bell: '🔔',
  memo: '📝',
  folder: '📁',
  chart: '📈',
  money: '💰',
  card: '💳',
  briefcase: '💼',
  laptop: '💻',
  phone: '📞',
  camera: '📷',
  palette: '🎨',
  hammer: '🛠️',
  bug: '🐛',
  package: '📦',
  globe: '🌍',
  house: '🏠',
  plane: '✈️',
  dog: '🐶',
  cat: '🐱',
  blue_heart: '💙',
  green_heart: '💚',
  broken_heart: '💔',
} as const

type EmojiKey = keyof typeof CHARACTERS

const KEYS = Object.keys(CHARACTERS) as EmojiKey[]

/** How many of the list stand ready in the action menu on touch screens. */
export const QUICK_COUNT = 6

export function allEmoji(): Emoji[] {
  return findEmoji('')
}

/** The short names that other messengers have taught people, where ours is another one. */
const SHORT_NAMES: Partial<Record<EmojiKey, string>> = {
  thumbs_up: '+1 thumbsup',
  thumbs_down: '-1 thumbsdown',
  check: 'white_check_mark',
  folded_hands: 'pray thanks',
  hundred: '100',
  raised_hands: 'raised_hands',
  sad: 'slightly_frowning_face',
  smile: 'smiley slightly_smiling_face',
  bulb: 'bulb',
}

/** Emoji whose name, or short name, has a word that begins with each word of the query. */
export function findEmoji(query: string): Emoji[] {
  const wanted = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return KEYS.flatMap((key) => {
    const name = t(`emoji.${key}` satisfies MessageKey)
    const known = `${name} ${key.replaceAll('_', ' ')} ${SHORT_NAMES[key] ?? ''}`
    const words = known.toLocaleLowerCase().split(/[\s,]+|-(?=\D)/)
    const isFound = wanted.every((start) => words.some((word) => word.startsWith(start)))
    return isFound ? [{ character: CHARACTERS[key], name }] : []
  })
}
