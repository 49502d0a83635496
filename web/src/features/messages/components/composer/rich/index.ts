/** Everything that comes with the rich text field, in one later load. */
export { findEmoji } from '../../message/emoji'
export { RichField } from './RichField'
