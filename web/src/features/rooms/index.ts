export { type ListSearch, listSearch } from './address'
export { SidePanel } from './components/LaterSidePanel'
export { NewConversationHost } from './components/NewConversationHost'
export { noticeText } from './components/noticeText'
export { RoomFace } from './components/RoomFace'
export { RoomHeader } from './components/RoomHeader'
export { RoomList } from './components/RoomList'
export { roomFace, roomName, roomSubline } from './components/roomText'
export { type Panel, useSidePanel } from './components/useSidePanel'
export { applyToRoom, type CachedRoom, roomKey, roomProjection } from './detail'
export { applyToInbox, inboxProjection } from './inbox'
export { roomKeepings } from './kept'
export { type InboxList, inboxKey } from './list'
export { askForConversation } from './newConversation'
export {
  type CreateRoom,
  type FindPeopleView,
  type ProfileView,
  useBlock,
  useCreateRoom,
  useFindPeople,
  useProfile,
} from './people'
export { type InboxView, useInbox } from './useInbox'
export { type RoomView, useRoom } from './useRoom'
export { findPlace, type RoomActions, useRoomActions } from './useRoomActions'
export { useRoomKeys } from './useRoomKeys'
