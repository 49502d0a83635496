export {
  findMessage,
  type MessageCatalogue,
  type MessageKey,
  registerMessages,
  t,
} from './catalogue'
export { default as english } from './en'
export {
  dayOf,
  formatCountry,
  formatDate,
  formatDateTime,
  formatDay,
  formatList,
  formatMoney,
  formatNumber,
  formatRelative,
  formatShort,
  formatTime,
  minorDigits,
} from './format'
export { type Param, paramNames } from './icu'
export {
  type Direction,
  directionOf,
  getLanguage,
  getLocale,
  getTimeZone,
  type Proof,
  setLanguage,
  setProof,
  useLanguage,
} from './language'
export { deviceTimeZone, hourOfDay, type LocalTime, localTimeOf, timeZones } from './zone'
