"""Rooms are made here, and people come, go and change their role."""

from datetime import timedelta

from msgspec import UNSET

from parley.ground.db.work import UnitOfWork
from parley.ground.ids import is_id, new_id
from parley.identity import service as identity
from parley.identity.model import AccountId, Viewer
from parley.rooms.errors import (
    AlreadyMember,
    FirstContactLimit,
    MemberNotFound,
    RoomBlocked,
    RoomDirectFixed,
    RoomForbidden,
    RoomFull,
    RoomInvalid,
    RoomNotFound,
)
from parley.rooms.events import PlaceEnded, PlacesChanged
from parley.rooms.model import (
    MAX_TITLE,
    History,
    Invitation,
    LockedRoom,
    Place,
    Role,
    RoomChange,
    RoomId,
    RoomKind,
    RoomMember,
    one_line,
)
from parley.rooms.service.log import append_notice, lock_as_member, lock_rooms
from parley.rooms.settings import RoomSettings
from parley.rooms.store import members as store

CONTACT_WINDOW = timedelta(hours=24)
MAX_CONTACTS = 500
MAX_EDIT_WINDOW_SECONDS = 10 * 366 * 24 * 3600


async def require_member(uow: UnitOfWork, room_id: str, viewer: Viewer) -> Place:
    """The viewer's place in the room: the only door to anything in it.

    Raises: room.not_found
    """
    place = await store.find_place(uow.conn, room_id, viewer.account_id) if is_id(room_id) else None
    if place is None:
        raise RoomNotFound
    return place


async def find_member(uow: UnitOfWork, room_id: str, viewer: Viewer, account_id: str) -> RoomMember:
    """A member of a room that the viewer is in.

    Raises: room.not_found, room.member_not_found
    """
    await require_member(uow, room_id, viewer)
    member = await store.find_member(uow.conn, room_id, account_id) if is_id(account_id) else None
    if member is None:
        raise MemberNotFound
    return member


async def list_audience(uow: UnitOfWork, room_id: str) -> list[AccountId]:
    """The ids of the room's current members."""
    return await store.list_audience(uow.conn, room_id)


async def list_contacts(uow: UnitOfWork, account_id: AccountId) -> list[AccountId]:
    """At most 500 people who share a room with the account, the most recently active first."""
    return await store.list_contacts(uow.conn, account_id, MAX_CONTACTS)


def _new_room(
    uow: UnitOfWork, room_id: RoomId, viewer: Viewer, *, pair: tuple[AccountId, AccountId] | None = None, title: str | None = None
) -> store.NewRoom:
    seconds = uow.settings(RoomSettings).default_edit_window_seconds
    return store.NewRoom(
        id=room_id,
        kind=RoomKind.GROUP if pair is None else RoomKind.DIRECT,
        title=title,
        created_by=viewer.account_id,
        created_at=uow.now(),
        pair=pair,
        edit_window_seconds=None if seconds < 0 else seconds,
    )


async def create_direct(uow: UnitOfWork, viewer: Viewer, account_id: str) -> tuple[RoomId, bool]:
    """The direct room of the viewer and another person, and whether it was made now.

    Raises: room.invalid, account.not_found, room.blocked, room.first_contact_limit
    Appends: room.created
    """
    if account_id == viewer.account_id:
        raise RoomInvalid("A room with oneself is not possible.", fields={"account_id": "must be somebody else"})
    other = await identity.require_account(uow, account_id)
    low, high = sorted((viewer.account_id, other.id))
    existing = await store.find_direct(uow.conn, (low, high))
    if existing is not None:
        return existing, False
    if await identity.is_blocked_between(uow, viewer.account_id, other.id):
        raise RoomBlocked
    await _spend_first_contact(uow, viewer)
    room_id = RoomId(new_id())
    made = await store.insert_room(uow.conn, _new_room(uow, room_id, viewer, pair=(low, high)))
    if not made:
        raced = await store.find_direct(uow.conn, (low, high))
        if raced is None:
            raise RoomNotFound
        return raced, False
    await store.put_member(uow.conn, room_id, viewer.account_id, role=Role.OWNER, from_seq=1, now=uow.now())
    await store.put_member(uow.conn, room_id, other.id, role=Role.MEMBER, from_seq=1, now=uow.now())
    room = (await lock_rooms(uow, [room_id]))[room_id]
    await append_notice(uow, room, "room.created", viewer.account_id, {"kind": RoomKind.DIRECT.value})
    await _acquaint(uow, room)
    uow.emit(PlacesChanged(room_id, (viewer.account_id, other.id), room_changed=True))
    return room_id, True


async def _acquaint(uow: UnitOfWork, room: LockedRoom) -> None:
    """Push down who now knows whom, so that search can show them first without asking about rooms."""
    for account_id in room.members:
        await identity.record_acquaintances(uow, account_id, list(room.members))


async def _spend_first_contact(uow: UnitOfWork, viewer: Viewer) -> None:
    settings = uow.settings(RoomSettings)
    limit = settings.first_contacts_per_day if viewer.email_verified else settings.first_contacts_per_day_unverified
    started, oldest = await store.count_first_contacts(uow.conn, viewer.account_id, uow.now() - CONTACT_WINDOW)
    if started < limit:
        return
    wait = CONTACT_WINDOW if oldest is None else oldest + CONTACT_WINDOW - uow.now()
    hint = "" if viewer.email_verified else " Verify your e-mail address to start more."
    raise FirstContactLimit(
        f"You may start {limit} new conversations in 24 hours.{hint}", retry_after=max(1.0, wait.total_seconds())
    )


def _clean_title(title: str) -> str:
    cleaned = one_line(title)
    if not 1 <= len(cleaned) <= MAX_TITLE:
        raise RoomInvalid(f"A title has 1 to {MAX_TITLE} characters.", fields={"title": f"1 to {MAX_TITLE} characters"})
    return cleaned


async def create_group(uow: UnitOfWork, viewer: Viewer, title: str, account_ids: list[str]) -> RoomId:
    """A named room of the viewer, its owner, and others.

    Raises: room.invalid, account.not_found, room.blocked, room.full
    Appends: room.created, member.added for each other person
    """
    others = list(dict.fromkeys(a for a in account_ids if a != viewer.account_id))
    if not others:
        raise RoomInvalid("A group needs at least one other person.", fields={"account_ids": "at least one other person"})
    if len(others) >= uow.settings(RoomSettings).max_room_members:
        raise RoomFull(f"A room has at most {uow.settings(RoomSettings).max_room_members} members.")
    for account_id in others:
        await identity.require_account(uow, account_id)
        if await identity.is_blocked_between(uow, viewer.account_id, AccountId(account_id)):
            raise RoomBlocked
    room_id = RoomId(new_id())
    title = _clean_title(title)
    await store.insert_room(uow.conn, _new_room(uow, room_id, viewer, title=title))
    await store.put_member(uow.conn, room_id, viewer.account_id, role=Role.OWNER, from_seq=1, now=uow.now())
    for account_id in others:
        await store.put_member(uow.conn, room_id, account_id, role=Role.MEMBER, from_seq=1, now=uow.now())
    room = (await lock_rooms(uow, [room_id]))[room_id]
    await append_notice(uow, room, "room.created", viewer.account_id, {"kind": RoomKind.GROUP.value, "title": title})
    for account_id in others:
        body = {"account_id": account_id, "role": Role.MEMBER.value, "history": History.FULL.value}
        await append_notice(uow, room, "member.added", viewer.account_id, body)
    await _acquaint(uow, room)
    uow.emit(PlacesChanged(room_id, tuple(room.members), room_changed=True))
    return room_id


async def _lock_group(uow: UnitOfWork, room_id: str, viewer: Viewer) -> LockedRoom:
    room = await lock_as_member(uow, room_id, viewer)
    if room.kind is RoomKind.DIRECT:
        raise RoomDirectFixed
    return room


async def change_room(uow: UnitOfWork, room_id: str, viewer: Viewer, change: RoomChange) -> None:
    """Rename a group, or decide how long messages may be edited (both rooms; in a direct room either person may).

    Raises: room.not_found, room.forbidden, room.direct_fixed, room.invalid
    Appends: room.changed
    """
    room = await lock_as_member(uow, room_id, viewer)
    if room.kind is RoomKind.GROUP and not room.members[viewer.account_id].can_manage:
        raise RoomForbidden
    body: dict[str, str | int | None] = {}
    if change.title is not UNSET:
        if room.kind is RoomKind.DIRECT:
            raise RoomDirectFixed
        title = _clean_title(change.title)
        if title != room.title:
            body["title"] = room.title = title
    if change.edit_window_seconds is not UNSET and change.edit_window_seconds != room.edit_window_seconds:
        window = change.edit_window_seconds
        if window is not None and not 0 <= window <= MAX_EDIT_WINDOW_SECONDS:
            raise RoomInvalid(
                f"The time for editing is 0 to {MAX_EDIT_WINDOW_SECONDS} seconds, or null for no limit.",
                fields={"edit_window_seconds": f"0 to {MAX_EDIT_WINDOW_SECONDS}, or null"},
            )
        body["edit_window_seconds"] = room.edit_window_seconds = window
    if not body:
        return
    await store.change_room(uow.conn, room.id, title=room.title, edit_window_seconds=room.edit_window_seconds)
    await append_notice(uow, room, "room.changed", viewer.account_id, dict(body))
    uow.emit(PlacesChanged(room_id, tuple(room.members), room_changed=True))


async def add_member(uow: UnitOfWork, room_id: str, viewer: Viewer, invitation: Invitation) -> None:
    """Add a person to a group, with its whole history or from now on.

    Raises: room.not_found, room.forbidden, room.direct_fixed, room.full, room.already_member, account.not_found, room.blocked
    Appends: member.added
    """
    room = await _lock_group(uow, room_id, viewer)
    role = room.members[viewer.account_id]
    if not role.can_manage or (invitation.role == "admin" and role is not Role.OWNER):
        raise RoomForbidden
    person = await identity.require_account(uow, invitation.account_id)
    if person.id in room.members:
        raise AlreadyMember
    if await identity.is_blocked_between(uow, viewer.account_id, person.id):
        raise RoomBlocked
    limit = uow.settings(RoomSettings).max_room_members
    if len(room.members) >= limit:
        raise RoomFull(f"A room has at most {limit} members.")
    from_seq = 1 if invitation.history is History.FULL else room.head_seq + 1
    room.members = {**room.members, person.id: Role(invitation.role)}
    await store.bump_members(uow.conn, room.id)
    body = {"account_id": person.id, "role": invitation.role, "history": invitation.history.value}
    await append_notice(uow, room, "member.added", viewer.account_id, body)
    await store.put_member(uow.conn, room.id, person.id, role=Role(invitation.role), from_seq=from_seq, now=uow.now())
    await identity.record_acquaintances(uow, person.id, list(room.members))
    uow.emit(PlacesChanged(room_id, tuple(room.members), room_changed=True))


async def remove_member(uow: UnitOfWork, room_id: str, viewer: Viewer, account_id: str) -> None:
    """Remove a person from a group, or leave it (one's own id). They stop receiving at once.

    The owner removes anybody, an admin only members. When the owner leaves, the longest-standing admin, else member, becomes owner.

    Raises: room.not_found, room.direct_fixed, room.member_not_found, room.forbidden
    Appends: member.left or member.removed, and member.role_changed when the owner leaves
    """
    room = await _lock_group(uow, room_id, viewer)
    own_role = room.members[viewer.account_id]
    gone = AccountId(account_id)
    role = room.members.get(gone)
    if role is None:
        raise MemberNotFound
    leaves = gone == viewer.account_id
    if not leaves and not (own_role is Role.OWNER or (own_role is Role.ADMIN and role is Role.MEMBER)):
        raise RoomForbidden
    room.members = {a: r for a, r in room.members.items() if a != gone}
    await store.end_membership(uow.conn, room.id, gone, uow.now())
    await store.bump_members(uow.conn, room.id)
    await append_notice(uow, room, "member.left" if leaves else "member.removed", viewer.account_id, {"account_id": gone})
    if role is Role.OWNER and room.members:
        heir = next((a for a, r in room.members.items() if r is Role.ADMIN), next(iter(room.members)))
        await _give_role(uow, room, viewer.account_id, heir, Role.OWNER)
    uow.emit(PlaceEnded(room_id, gone))
    uow.emit(PlacesChanged(room_id, tuple(room.members), room_changed=True))


async def _give_role(uow: UnitOfWork, room: LockedRoom, author_id: AccountId, account_id: AccountId, role: Role) -> None:
    room.members = {**room.members, account_id: role}
    await store.set_role(uow.conn, room.id, account_id, role)
    await append_notice(uow, room, "member.role_changed", author_id, {"account_id": account_id, "role": role.value})


async def set_role(uow: UnitOfWork, room_id: str, viewer: Viewer, account_id: str, role: Role) -> None:
    """Change somebody's role; only the owner may. Making somebody owner makes the present owner an admin.

    Raises: room.not_found, room.direct_fixed, room.member_not_found, room.forbidden
    Appends: member.role_changed
    """
    room = await _lock_group(uow, room_id, viewer)
    if room.members[viewer.account_id] is not Role.OWNER:
        raise RoomForbidden
    person = AccountId(account_id)
    if person not in room.members:
        raise MemberNotFound
    if room.members[person] is role:
        return
    if person == viewer.account_id:
        raise RoomForbidden("The owner gives the role away by making somebody else owner.")
    await store.bump_members(uow.conn, room.id)
    await _give_role(uow, room, viewer.account_id, person, role)
    if role is Role.OWNER:
        await _give_role(uow, room, viewer.account_id, viewer.account_id, Role.ADMIN)
    uow.emit(PlacesChanged(room_id, tuple(room.members), room_changed=True))
