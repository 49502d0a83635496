"""Which messages with files somebody may read."""

from collections.abc import Sequence

from parley.ground.db.connection import Connection
from parley.ground.db.sql import number_array, text_array


async def list_readable(conn: Connection, account_id: str, places: Sequence[tuple[str, int]]) -> set[tuple[str, int]]:
    """Those of these (room_id, seq) that are messages which the account may read and that are not deleted."""
    cursor = await conn.execute(
        """
        select k.room_id, k.seq from unnest(%s::uuid[], %s::bigint[]) k(room_id, seq)
        join member m on m.room_id = k.room_id and m.account_id = %s and m.left_at is null and m.from_seq <= k.seq
        left join message_state s on s.room_id = k.room_id and s.seq = k.seq
        where s.deleted_at is null
        """,
        (text_array([room_id for room_id, _ in places]), number_array([seq for _, seq in places]), account_id),
    )
    return {(row[0], row[1]) for row in await cursor.fetchall()}


async def list_rooms(conn: Connection, account_id: str) -> dict[str, int]:
    """The rooms the account is in, each with the first `seq` that it may read."""
    cursor = await conn.execute("select room_id, from_seq from member where account_id = %s and left_at is null", (account_id,))
    return {row[0]: row[1] for row in await cursor.fetchall()}
