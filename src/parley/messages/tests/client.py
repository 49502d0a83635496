"""A client that follows the rules of docs/wire.md, as plainly as they are written there. State is JSON, as it came over the wire."""

import copy
from collections import deque
from collections.abc import Sequence

import msgspec

from parley.ground.db.work import Work
from parley.identity.model import Viewer
from parley.messages import service
from parley.messages.tests.topic_rules import apply_entry_to_topics, apply_to_topics, fetch_topics
from parley.messages.tests.wire import Json, plain
from parley.rooms.errors import RoomNotFound

EXCERPT_LENGTH = 200
EVERYTHING = 200


async def fetch_inbox(work: Work, viewer: Viewer) -> list[Json]:
    """The whole inbox, hidden rooms too, in the server's order."""
    async with work.reading() as uow:
        shown = await service.inbox(uow, viewer, which="all", find=None, cursor=None, limit=EVERYTHING)
        hidden = await service.inbox(uow, viewer, which="hidden", find=None, cursor=None, limit=EVERYTHING)
    items: list[Json] = plain(shown.items + hidden.items)
    return items


async def fetch_detail(work: Work, viewer: Viewer, room_id: str) -> Json:
    async with work.reading() as uow:
        detail: Json = plain(await service.room_detail(uow, room_id, viewer))
        return detail


async def fetch_entries(work: Work, viewer: Viewer, room_id: str, after_seq: int) -> list[Json]:
    """All entries after `after_seq`, a page at a time."""
    found: list[Json] = []
    while True:
        async with work.reading() as uow:
            page = await service.entries_after(uow, room_id, viewer, after_seq, 50)
        if not page.items:
            return found
        found.extend(plain(page.items))
        after_seq = page.items[-1].seq


class Client:
    """One device of one person: the inbox, every room opened with its topics, frames taken in order."""

    def __init__(self, work: Work, viewer: Viewer) -> None:
        self.work = work
        self.viewer = viewer
        self.me: str = viewer.account_id
        self.inbox: dict[str, Json] = {}
        self.rooms: dict[str, Json] = {}
        self.known_rooms: dict[str, Json] = {}
        self.frames: deque[bytes] = deque()
        self.online = False
        self.fetches = 0
        self.stale_topics: set[str] = set()

    async def connect(self) -> None:
        """Subscribe, then take the snapshot: what changes in between is both in the snapshot and among the frames."""
        await self.work.bus.subscribe(f"account.{self.me}", self.frames.append)
        self.online = True
        self.inbox = {item["room_id"]: item for item in await fetch_inbox(self.work, self.viewer)}
        for room_id in list(self.rooms):
            if room_id not in self.inbox:
                del self.rooms[room_id]
        for room_id in self.inbox:
            await self._open(room_id)

    async def disconnect(self, after_frames: int) -> None:
        """Lose the connection after reading some of the frames that are on their way."""
        await self.work.bus.unsubscribe(f"account.{self.me}", self.frames.append)
        for _ in range(min(after_frames, len(self.frames))):
            await self.take(plain(msgspec.Raw(self.frames.popleft())))
        self.frames.clear()
        self.online = False

    async def settle(self) -> None:
        """Take everything that has arrived."""
        while self.frames:
            await self.take(plain(msgspec.Raw(self.frames.popleft())))
        for room_id in self.stale_topics & self.rooms.keys():
            self.fetches += 1
            self.rooms[room_id]["topics"] = await fetch_topics(self.work, self.viewer, room_id)
        self.stale_topics.clear()

    async def _open(self, room_id: str) -> None:
        room = self.rooms.setdefault(room_id, {"entries": []})
        last = room["entries"][-1]["seq"] if room["entries"] else 0
        try:
            room["detail"] = await fetch_detail(self.work, self.viewer, room_id)
            for entry in await fetch_entries(self.work, self.viewer, room_id, last):
                self._apply_to_log(room, entry)
            room["topics"] = await fetch_topics(self.work, self.viewer, room_id)
        except RoomNotFound:
            self.rooms.pop(room_id)

    async def take(self, frame: Json) -> None:
        """Apply one frame, fetching what is missing."""
        kind = frame["type"]
        if kind == "entry":
            await self._take_entry(frame["entry"])
        elif kind == "membership":
            await self._take_membership(frame)
        else:
            apply_simple(self.inbox, self.rooms, self.known_rooms, self.me, frame)
            room = self.rooms.get(frame.get("room_id", ""))
            if room is not None and apply_to_topics(room["topics"], self.me, frame):
                self.stale_topics.add(frame["room_id"])

    async def _take_membership(self, frame: Json) -> None:
        room_id = frame["room_id"]
        was_known = room_id in self.inbox
        apply_simple(self.inbox, self.rooms, self.known_rooms, self.me, frame)
        if not was_known and room_id in self.inbox:
            self.fetches += 1
            self.rooms.pop(room_id, None)
            await self._open(room_id)

    async def _take_entry(self, entry: Json) -> None:
        room_id = entry["room_id"]
        room = self.rooms.get(room_id)
        if room is None:
            return
        last = room["entries"][-1]["seq"] if room["entries"] else room["detail"]["membership"]["from_seq"] - 1
        if entry["seq"] > last + 1:
            self.fetches += 1
            missed = await fetch_entries(self.work, self.viewer, room_id, last)
        else:
            missed = [entry]
        for one in missed:
            if one["seq"] > last and not apply_entry_to_topics(room["topics"], self.me, one):
                self.stale_topics.add(room_id)
            self._apply_to_log(room, one)
            apply_to_item(self.inbox[room_id], self.inbox, one, self.me)
        if any(one["kind"] == "member.added" for one in missed):
            self.fetches += 1
            try:
                room["detail"]["members"] = (await fetch_detail(self.work, self.viewer, room_id))["members"]
            except RoomNotFound:
                return

    def _apply_to_log(self, room: Json, entry: Json) -> None:
        entries = room["entries"]
        if entries and entry["seq"] <= entries[-1]["seq"]:
            return
        entries.append(copy.deepcopy(entry))
        apply_change(entries, entry)
        if entry["seq"] > room["detail"]["membership"]["head_seq"]:
            apply_to_members(room["detail"]["members"], entry)

    def topics(self) -> dict[str, list[Json]]:
        """The topics of each room, the newest activity first."""
        return {
            room_id: sorted(copy.deepcopy(list(room["topics"].values())), key=lambda topic: -topic["last_seq"])
            for room_id, room in self.rooms.items()
        }

    def snapshot(self) -> Json:
        """The state in the form of the fixtures that the web client's tests replay."""
        rooms = {}
        for room_id, room in self.rooms.items():
            item = self.inbox[room_id]
            membership = {name: value for name, value in item.items() if name != "room"}
            detail = {"room": item["room"], "members": room["detail"]["members"], "membership": membership}
            rooms[room_id] = {"detail": detail, "entries": room["entries"]}
        shown = [item for item in self.inbox.values() if not item["hidden"]]
        hidden = [item for item in self.inbox.values() if item["hidden"]]
        return copy.deepcopy({"inbox": shown + hidden, "rooms": rooms})


def to_top(inbox: dict[str, Json], room_id: str, item: Json) -> None:
    inbox.pop(room_id, None)
    rest = dict(inbox)
    inbox.clear()
    inbox[room_id] = item
    inbox.update(rest)


def apply_to_item(item: Json, inbox: dict[str, Json], entry: Json, me: str) -> None:
    """Rule 3: an applied entry changes the room's row."""
    if entry["seq"] <= item["head_seq"]:
        return
    item["head_seq"] = entry["seq"]
    if entry["kind"] != "message":
        if item["last_entry"] is not None:
            apply_change([item["last_entry"]], entry)
        return
    item["last_entry"] = copy.deepcopy(entry)
    item["hidden"] = False
    if entry["author_id"] == me and "topic_id" in entry:
        pass
    elif entry["author_id"] == me:
        item.update(read_seq=entry["seq"], unread_count=0, mention_count=0)
    else:
        item["unread_count"] += 1
        item["mention_count"] += me in (entry["body"] or {}).get("mentions", [])
    to_top(inbox, item["room_id"], item)


def apply_change(entries: Sequence[Json], change: Json) -> None:
    """Rule 2: an edit, a deletion, a reaction or a pin changes the message it is about, and the quotes of it."""
    body, kind = change["body"], change["kind"]
    if body is None or not kind.startswith(("reaction.", "message.")):
        return
    for entry in entries:
        if (
            kind == "message.deleted"
            and entry["kind"] == "message.edited"
            and entry["body"]
            and entry["body"]["seq"] == body["seq"]
        ):
            entry["body"] = None
        state = entry["state"]
        if state is None:
            continue
        if state["reply"] and state["reply"]["seq"] == body["seq"] and kind in {"message.edited", "message.deleted"}:
            deleted = kind == "message.deleted"
            state["reply"].update(excerpt="" if deleted else excerpt(body["text"]), deleted=deleted)
        if entry["seq"] == body["seq"] and state["state_seq"] < change["seq"]:
            change_state(entry, state, change)


def excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT_LENGTH else flat[: EXCERPT_LENGTH - 1] + "…"


def change_state(entry: Json, state: Json, change: Json) -> None:
    kind, body = change["kind"], change["body"]
    state["state_seq"] = change["seq"]
    if kind == "message.edited":
        state.update(text=body["text"], edited_at=change["created_at"])
    elif kind == "message.deleted":
        state.update(text=None, edited_at=None, pin=None, reactions=[], deleted_at=change["created_at"])
        entry["body"] = None
    elif kind == "message.pinned":
        state["pin"] = {"account_id": change["author_id"], "pinned_at": change["created_at"]}
    elif kind == "message.unpinned":
        state["pin"] = None
    else:
        change_reactions(state["reactions"], body["emoji"], change["author_id"], adds=kind == "reaction.added")


def change_reactions(reactions: list[Json], emoji: str, account_id: str, *, adds: bool) -> None:
    held = next((reaction for reaction in reactions if reaction["emoji"] == emoji), None)
    if adds and held is None:
        reactions.append({"emoji": emoji, "account_ids": [account_id]})
    elif adds and held is not None and account_id not in held["account_ids"]:
        held["account_ids"].append(account_id)
    elif not adds and held is not None:
        held["account_ids"] = [a for a in held["account_ids"] if a != account_id]
        if not held["account_ids"]:
            reactions.remove(held)


def apply_to_members(members: list[Json], entry: Json) -> None:
    """Rules 4 and 5: an author has read up to their own message without a topic; people leave and change their role."""
    kind, body = entry["kind"], entry["body"]
    for member in members:
        account_id = member["account"]["id"]
        if kind == "message" and "topic_id" not in entry and account_id == entry["author_id"]:
            member["read_seq"] = max(member["read_seq"], entry["seq"])
        elif kind in {"member.left", "member.removed"} and account_id == body["account_id"]:
            member["left_at"] = member["left_at"] or entry["created_at"]
        elif kind == "member.role_changed" and account_id == body["account_id"]:
            member["role"] = body["role"]


OWN_VIEW = ("starred", "muted_until", "role", "from_seq", "draft")


def apply_simple(inbox: dict[str, Json], rooms: dict[str, Json], known_rooms: dict[str, Json], me: str, frame: Json) -> None:
    """Frames that need nothing fetched."""
    kind = frame["type"]
    if kind == "room":
        apply_room(inbox, known_rooms, frame["room"])
    elif kind == "membership" and frame["removed"]:
        inbox.pop(frame["room_id"], None)
        rooms.pop(frame["room_id"], None)
    elif kind == "membership":
        apply_membership(inbox, known_rooms, {name: value for name, value in frame.items() if name not in {"type", "removed"}})
    elif kind == "read":
        apply_read(inbox, rooms, me, frame)
    elif kind == "draft" and frame["room_id"] in inbox and "topic_id" not in frame:
        inbox[frame["room_id"]]["draft"] = frame["draft"]


def apply_room(inbox: dict[str, Json], known_rooms: dict[str, Json], room: Json) -> None:
    known_rooms[room["id"]] = room
    if room["id"] in inbox:
        inbox[room["id"]]["room"] = room


def apply_membership(inbox: dict[str, Json], known_rooms: dict[str, Json], place: Json) -> None:
    """The place as it was read after a commit. If entries were applied since, their consequences stay."""
    room_id = place["room_id"]
    item = inbox.get(room_id)
    if item is None:
        to_top(inbox, room_id, {**place, "room": known_rooms[room_id]})
    elif place["head_seq"] >= item["head_seq"]:
        newer = place["last_entry"] and (item["last_entry"] is None or place["last_entry"]["seq"] > item["last_entry"]["seq"])
        item.update(place)
        if newer:
            to_top(inbox, room_id, item)
    else:
        item.update({name: place[name] for name in OWN_VIEW})
        if item["last_entry"] is None or item["last_entry"]["seq"] <= place["head_seq"]:
            item["hidden"] = place["hidden"]


def apply_read(inbox: dict[str, Json], rooms: dict[str, Json], me: str, frame: Json) -> None:
    room_id = frame["room_id"]
    if frame["account_id"] == me and room_id in inbox:
        counts = {name: frame[name] for name in ("unread_count", "mention_count")}
        inbox[room_id].update(read_seq=frame["seq"], **counts)
    if room_id in rooms:
        for member in rooms[room_id]["detail"]["members"]:
            if member["account"]["id"] == frame["account_id"]:
                member["read_seq"] = frame["seq"]
