"""After rooms changed somebody's place, their clients get it afresh, together with what messages knows about it.

The frames are read after the commit, so they always show a state that a fresh fetch could have shown.
"""

from parley.ground.db.work import Work
from parley.identity.model import AccountId, Viewer
from parley.messages.model import Membership, MembershipEndedFrame, MembershipFrame, RoomFrame
from parley.messages.service import reading
from parley.rooms.errors import RoomNotFound
from parley.rooms.events import PlaceEnded, PlacesChanged
from parley.rooms.model import RoomId


async def on_places_changed(work: Work, event: PlacesChanged) -> None:
    """Announce the room (if it changed) and the place in it to each account."""
    async with work.announcing() as uow:
        for account_id in event.account_ids:
            viewer = Viewer(AccountId(account_id), None, None, is_operator=False, email_verified=False)
            try:
                item = await reading.inbox_item(uow, event.room_id, viewer)
            except RoomNotFound:
                continue
            if event.room_changed:
                uow.announce([account_id], RoomFrame(item.room))
            uow.announce([account_id], MembershipFrame(*(getattr(item, name) for name in Membership.__struct_fields__)))


async def on_place_ended(work: Work, event: PlaceEnded) -> None:
    """Tell the account's clients to forget the room."""
    async with work.announcing() as uow:
        uow.announce([event.account_id], MembershipEndedFrame(RoomId(event.room_id)))
