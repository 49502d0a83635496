"""The connection that every statement goes through: ids and JSON as Parley wants them, statements counted."""

from contextvars import ContextVar
from typing import Any

import msgspec
import psycopg
from psycopg.rows import TupleRow
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg.types.string import TextLoader

# Statements run in this context, by any connection; None when nobody counts. Tests assert on it, `/metrics` does not use it.
statement_count: ContextVar[list[str] | None] = ContextVar("statement_count", default=None)


class CountingCursor(psycopg.AsyncCursor[Any]):
    """A cursor that notes each statement for whoever counts."""

    async def execute(self, query: Any, *args: Any, **kwargs: Any) -> "CountingCursor":
        counted = statement_count.get()
        if counted is not None:
            counted.append(str(query))
        await super().execute(query, *args, **kwargs)
        return self


Connection = psycopg.AsyncConnection[TupleRow]


async def configure(connection: "psycopg.AsyncConnection[Any]") -> None:
    """Prepare a new connection of the pool. Statements are prepared on the server at their second run."""
    await connection.set_autocommit(True)
    connection.cursor_factory = CountingCursor
    connection.prepare_threshold = 1
    # Ids stay the strings that PostgreSQL prints: 36 lower-case characters.
    connection.adapters.register_loader("uuid", TextLoader)
    await connection.execute("set time zone 'UTC'")


async def configure_for_batches(connection: "psycopg.AsyncConnection[Any]") -> None:
    """Prepare a connection over which the same few statements go again and again, each looking up many rows by their whole keys.

    PostgreSQL would plan them anew for each array it is given, which costs more than running them. Planned once, they must not depend on what
    was in the tables then: without statistics it chose to read a room's every entry to find whether one `client_id` was used. So nothing is
    left to it but to follow the keys.
    """
    await configure(connection)
    await connection.execute("set plan_cache_mode = force_generic_plan")
    for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin"):
        await connection.execute(f"set enable_{way} = off")


set_json_dumps(lambda value: msgspec.json.encode(value).decode())
set_json_loads(msgspec.json.decode)
