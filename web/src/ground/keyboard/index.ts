export { ariaKeys, isApple, isPressed, type KeyName, keyText, namesOf } from './keys'
export { focusNextPlace, focusPlace, PLACES, type Place, placeOfFocus } from './places'
export {
  allShortcuts,
  defineLocalKeys,
  defineShortcuts,
  GROUPS,
  type KeyGroup,
  type Shortcut,
  useShortcut,
} from './shortcuts'
export { setSingleKeys, useSingleKeys } from './singleKeys'
