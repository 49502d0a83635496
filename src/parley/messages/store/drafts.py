"""Drafts: one of a room, and one of each of its topics, in a table of their own."""

from datetime import datetime

from parley.ground.clock import rfc3339
from parley.ground.db.connection import Connection
from parley.messages.model import Draft
from parley.rooms.model import TopicId


async def lock_draft(conn: Connection, account_id: str, room_id: str, topic_id: TopicId | None) -> Draft | None:
    if topic_id is None:
        cursor = await conn.execute(
            "select room_id, text, reply_to_seq, version, updated_at from draft where account_id = %s and room_id = %s for update",
            (account_id, room_id),
        )
    else:
        cursor = await conn.execute(
            """
            select room_id, text, reply_to_seq, version, updated_at from topic_draft
            where account_id = %s and room_id = %s and topic_id = %s for update
            """,
            (account_id, room_id, topic_id),
        )
    row = await cursor.fetchone()
    return Draft(row[0], topic_id, row[1], row[2], row[3], rfc3339(row[4])) if row else None


async def put_draft(conn: Connection, account_id: str, draft: Draft, now: datetime) -> None:
    """Store a draft over whatever there is. An emptied draft keeps its row, so that its version goes on counting."""
    if draft.topic_id is None:
        await conn.execute(
            """
            insert into draft (account_id, room_id, text, reply_to_seq, version, updated_at) values (%s, %s, %s, %s, %s, %s)
            on conflict (account_id, room_id) do update
              set text = excluded.text, reply_to_seq = excluded.reply_to_seq, version = excluded.version, updated_at = excluded.updated_at
            """,
            (account_id, draft.room_id, draft.text, draft.reply_to_seq, draft.version, now),
        )
        return
    await conn.execute(
        """
        insert into topic_draft (account_id, room_id, topic_id, text, reply_to_seq, version, updated_at) values (%s, %s, %s, %s, %s, %s, %s)
        on conflict (account_id, room_id, topic_id) do update
          set text = excluded.text, reply_to_seq = excluded.reply_to_seq, version = excluded.version, updated_at = excluded.updated_at
        """,
        (account_id, draft.room_id, draft.topic_id, draft.text, draft.reply_to_seq, draft.version, now),
    )
