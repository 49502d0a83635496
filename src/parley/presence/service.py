"""The verbs of presence."""

from collections.abc import Sequence

from parley.ground.clock import rfc3339
from parley.ground.db.work import UnitOfWork
from parley.identity.model import AccountId, Viewer
from parley.presence import store
from parley.presence.model import ONLINE_FOR, Presence, PresenceFrame, TypingFrame
from parley.rooms import service as rooms


async def arrive(uow: UnitOfWork, account_id: AccountId, process_id: str) -> None:
    """The first connection of an account in this process opened. Announced to those who share a room with it, if it was offline."""
    now = uow.now()
    was_online, shows = await store.arrive(uow.conn, account_id, process_id, now=now, until=now + ONLINE_FOR)
    if shows and not was_online:
        uow.announce(await rooms.list_contacts(uow, account_id), PresenceFrame(account_id, online=True, last_seen_at=None))


async def leave(uow: UnitOfWork, account_id: AccountId, process_id: str) -> None:
    """The last connection of an account in this process closed. Announced if it has none in another process."""
    still_online, shows = await store.leave(uow.conn, account_id, process_id, uow.now())
    if shows and not still_online:
        frame = PresenceFrame(account_id, online=False, last_seen_at=rfc3339(uow.now()))
        uow.announce(await rooms.list_contacts(uow, account_id), frame)


async def renew(uow: UnitOfWork, account_ids: Sequence[AccountId], process_id: str) -> None:
    """Keep the accounts whose connections this process holds online for another 90 seconds."""
    await store.renew(uow.conn, account_ids, process_id, uow.now() + ONLINE_FOR)


async def list_online(uow: UnitOfWork, viewer: Viewer) -> list[Presence]:
    """Who of the people that share a room with the viewer is online and shows it."""
    contacts = await rooms.list_contacts(uow, viewer.account_id)
    online = await store.list_online(uow.conn, contacts, uow.now())
    return [Presence(account_id, online=True, last_seen_at=None) for account_id in online]


async def type_in(uow: UnitOfWork, room_id: str, viewer: Viewer) -> None:
    """Tell the other members that the viewer types, unless the viewer keeps that to themselves.

    Raises: room.not_found
    """
    place = await rooms.require_member(uow, room_id, viewer)
    audience = await store.list_typing_audience(uow.conn, room_id, viewer.account_id)
    uow.announce(audience, TypingFrame(place.room_id, viewer.account_id))
