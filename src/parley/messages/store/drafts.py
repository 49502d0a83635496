"""Drafts."""

from datetime import datetime

from parley.ground.clock import rfc3339
from parley.ground.db.connection import Connection
from parley.messages.model import Draft


async def lock_draft(conn: Connection, account_id: str, room_id: str) -> Draft | None:
    cursor = await conn.execute(
        "select room_id, text, reply_to_seq, version, updated_at from draft where account_id = %s and room_id = %s for update",
        (account_id, room_id),
    )
    row = await cursor.fetchone()
    return Draft(row[0], row[1], row[2], row[3], rfc3339(row[4])) if row else None


async def put_draft(conn: Connection, account_id: str, draft: Draft, now: datetime) -> None:
    """Store a draft over whatever there is. An emptied draft keeps its row, so that its version goes on counting."""
    await conn.execute(
        """
        insert into draft (account_id, room_id, text, reply_to_seq, version, updated_at) values (%s, %s, %s, %s, %s, %s)
        on conflict (account_id, room_id) do update
          set text = excluded.text, reply_to_seq = excluded.reply_to_seq, version = excluded.version, updated_at = excluded.updated_at
        """,
        (account_id, draft.room_id, draft.text, draft.reply_to_seq, draft.version, now),
    )
