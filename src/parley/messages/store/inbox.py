"""The inbox and rooms as one viewer sees them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, LiteralString

from parley.ground.clock import rfc3339
from parley.ground.db.connection import Connection
from parley.ground.db.sql import compose
from parley.identity.model import AccountBrief, AccountId
from parley.messages.model import Draft, InboxItem, Sought
from parley.messages.store.entries import ENTRY_COLUMNS, ENTRY_JOINS, entry_of
from parley.rooms.model import PEOPLE_IN_BRIEF, Role, Room, RoomId, RoomKind, RoomMember

# Which rooms a filter keeps. `hidden` is not stored as a switch: a room is hidden until a message comes after the one that was last then.
FILTERS: dict[str, LiteralString] = {
    "all": "not is_hidden",
    "unread": "unread_count > 0",
    "starred": "starred",
    "drafts": """(draft_text <> '' or exists (
      select from topic_draft t where t.account_id = %(viewer)s and t.room_id = places.room_id and t.text <> ''))""",
    "hidden": "is_hidden",
    "any": "true",
}

_FIND: LiteralString = """
and (r.title ilike %(like)s or exists (
  select 1 from member o join account a on a.id = o.account_id
  where o.room_id = m.room_id and o.account_id <> m.account_id and o.left_at is null and a.display_name ilike %(like)s))
"""

_WITH: LiteralString = """
and exists (select 1 from member o where o.room_id = m.room_id and o.account_id = %(with)s and o.left_at is null)
"""

_PAGE: LiteralString = """
with places as materialized (
  select m.room_id, m.role, m.from_seq, m.read_seq, m.starred, m.muted_until, r.head_seq, r.last_message_seq, r.last_activity_at,
    r.message_count - m.seen_count - m.ahead_count as unread_count, coalesce(m.hidden_seq >= r.last_message_seq, false) as is_hidden,
    r.kind, r.title, r.created_at, r.created_by, r.edit_window_seconds,
    d.text as draft_text, d.reply_to_seq as draft_reply, d.version as draft_version, d.updated_at as draft_at
  from member m join room r on r.id = m.room_id
  left join draft d on d.account_id = m.account_id and d.room_id = m.room_id
  where m.account_id = %(viewer)s and m.left_at is null {only}),
page as (
  select * from places where {filter}
    and (%(before_at)s::timestamptz is null or (last_activity_at, room_id) < (%(before_at)s, %(before_id)s::uuid))
  order by last_activity_at desc, room_id desc limit %(limit)s)
select p.room_id, p.role, p.from_seq, p.head_seq, p.read_seq, p.unread_count,
  (select count(*) from mention x where x.account_id = %(viewer)s and x.room_id = p.room_id and x.seq > p.read_seq
     and not exists (select from topic_marker k where k.account_id = x.account_id and k.room_id = x.room_id and k.topic_id = x.topic_id
                       and k.read_seq >= x.seq)),
  p.starred, p.is_hidden, p.muted_until, p.draft_text, p.draft_reply, p.draft_version, p.draft_at,
  p.kind, p.title, p.created_at, p.created_by, p.edit_window_seconds, p.last_activity_at,
  {columns}
from page p
left join entry e on e.room_id = p.room_id and e.seq = p.last_message_seq and e.seq >= p.from_seq
{joins}
order by p.last_activity_at desc, p.room_id desc
"""


def _page_sql(which: str, only: LiteralString) -> str:
    return compose(_PAGE, only=only, filter=FILTERS[which], columns=ENTRY_COLUMNS, joins=ENTRY_JOINS)


_SQL = {
    (which, finds, has_person): _page_sql(which, compose("{find} {person}", find=find, person=person))
    for which in FILTERS
    for finds, find in ((False, ""), (True, _FIND))
    for has_person, person in ((False, ""), (True, _WITH))
}
_SQL_ONE = _page_sql("any", "and m.room_id = %(room)s")
_COLUMNS_BEFORE_ENTRY = 20


class InboxRow:
    """An item still without its people, with what the page's cursor needs."""

    def __init__(self, row: Sequence[Any]) -> None:
        self.last_activity_at: datetime = row[19]
        room_id = RoomId(row[0])
        draft = Draft(room_id, None, row[10], row[11], row[12], rfc3339(row[13])) if row[10] else None
        entry = row[_COLUMNS_BEFORE_ENTRY:]
        self.item = InboxItem(
            room_id=room_id,
            role=Role(row[1]),
            from_seq=row[2],
            head_seq=row[3],
            read_seq=row[4],
            unread_count=row[5],
            mention_count=row[6],
            starred=row[7],
            hidden=row[8],
            muted_until=rfc3339(row[9]) if row[9] else None,
            last_entry=entry_of(entry) if entry[0] is not None else None,
            draft=draft,
            room=Room(room_id, RoomKind(row[14]), row[15], rfc3339(row[16]), row[17], 0, [], row[18]),
        )


async def page(
    conn: Connection, viewer: str, *, which: str, sought: Sought, before: tuple[str, str] | None, limit: int
) -> list[InboxRow]:
    """Rooms of the viewer, the newest activity first; work grows with the number of rooms, not with their length."""
    find = sought.text
    like = None if find is None else "%" + find.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    cursor = await conn.execute(
        _SQL[which, find is not None, sought.account_id is not None],
        {
            "viewer": viewer,
            "like": like,
            "with": sought.account_id,
            "before_at": before[0] if before else None,
            "before_id": before[1] if before else None,
            "limit": limit,
        },
    )
    return [InboxRow(row) for row in await cursor.fetchall()]


async def find_item(conn: Connection, viewer: str, room_id: str) -> InboxItem | None:
    """One room of the viewer, hidden or not."""
    cursor = await conn.execute(_SQL_ONE, {"viewer": viewer, "room": room_id, "before_at": None, "before_id": None, "limit": 1})
    row = await cursor.fetchone()
    return InboxRow(row).item if row else None


async def unread_total(conn: Connection, viewer: str) -> int:
    """Unread messages over all rooms of the viewer."""
    cursor = await conn.execute(
        """
        select coalesce(sum(r.message_count - m.seen_count - m.ahead_count), 0) from member m join room r on r.id = m.room_id
        where m.account_id = %s and m.left_at is null
        """,
        (viewer,),
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


_BRIEF: LiteralString = "a.id, a.display_name, a.headline, a.time_zone, a.country"


_PEOPLE = compose(
    """
    select k.id, (select count(*) from member c where c.room_id = k.id and c.left_at is null), p.*
    from unnest(%s::uuid[]) k(id)
    left join lateral (
      select {brief} from member m join account a on a.id = m.account_id
      where m.room_id = k.id and m.left_at is null and m.account_id <> %s order by m.joined_at, m.account_id limit %s
    ) p on true
    """,
    brief=_BRIEF,
)

_MEMBERS = compose(
    """
    select {brief}, m.role, m.joined_at, m.left_at, m.read_seq from member m join account a on a.id = m.account_id
    where m.room_id = %s order by m.joined_at, m.account_id
    """,
    brief=_BRIEF,
)


async def fill_people(conn: Connection, viewer: str, rooms: Sequence[Room]) -> None:
    """Give each room its number of members and up to eight of them other than the viewer, those there longest first."""
    by_id = {room.id: room for room in rooms}
    cursor = await conn.execute(_PEOPLE, (list(by_id), viewer, PEOPLE_IN_BRIEF))
    for room_id, member_count, *brief in await cursor.fetchall():
        by_id[room_id].member_count = member_count
        if brief[0] is not None:
            by_id[room_id].people.append(AccountBrief(*brief))


async def list_members(conn: Connection, room_id: str) -> list[RoomMember]:
    """Everybody who is or was in the room, those there longest first."""
    cursor = await conn.execute(_MEMBERS, (room_id,))
    return [
        RoomMember(
            AccountBrief(AccountId(row[0]), *row[1:5]), Role(row[5]), rfc3339(row[6]), rfc3339(row[7]) if row[7] else None, row[8]
        )
        for row in await cursor.fetchall()
    ]
