"""After rooms changed somebody's place, or a file its state, the clients get it afresh, together with what messages knows about it.

The frames are read after the commit, so they always show a state that a fresh fetch could have shown.
"""

from parley.files.events import FileSettled
from parley.files.model import FileFrame
from parley.ground.db.work import Work
from parley.identity.model import AccountId, Viewer
from parley.messages.model import Membership, MembershipEndedFrame, MembershipFrame, RoomFrame
from parley.messages.service import attachments, reading
from parley.rooms import service as rooms
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


async def on_file_settled(work: Work, event: FileSettled) -> None:
    """Show what a scan or a preview made of a file to everybody in the rooms where it was sent."""
    room_ids = {place.space_id for place in event.places if place.holder_kind == attachments.HOLDER_KIND}
    async with work.announcing() as uow:
        for room_id in sorted(room_ids):
            uow.announce(await rooms.list_audience(uow, RoomId(room_id)), FileFrame(room_id, event.file))
