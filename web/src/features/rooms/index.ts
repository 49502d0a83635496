export { SidePanel } from './components/LaterSidePanel'
export { noticeText } from './components/noticeText'
export { RoomHeader } from './components/RoomHeader'
export { RoomList } from './components/RoomList'
export { roomName } from './components/roomText'
export { useSidePanel } from './components/useSidePanel'
export { applyToRoom, type CachedRoom, roomKey, roomProjection } from './detail'
export { applyToInbox, inboxProjection } from './inbox'
export { type InboxList, inboxKey } from './list'
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
