"""Filling a database with people who are signed in by API token, and rooms, through the services that the API calls."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from parley.cli.program import Runtime
from parley.cli.runtime import open_runtime
from parley.ground.db.work import UnitOfWork
from parley.ground.ids import new_id, new_secret, secret_hash
from parley.ground.settings import Settings
from parley.identity.model import AccountId, Viewer
from parley.main import PROGRAM
from parley.rooms import service as rooms
from parley.rooms.settings import RoomSettings

_ROOMS_AT_ONCE = 50
_NO_LIMIT = 100_000


class Person(NamedTuple):
    """Somebody with an account and an API token."""

    viewer: Viewer
    token: str


@asynccontextmanager
async def runtime_on(database_url: str) -> AsyncIterator[Runtime]:
    """The program's parts on the server's database."""
    settings = Settings([RoomSettings(first_contacts_per_day=_NO_LIMIT)])
    async with open_runtime(PROGRAM, settings, database_url) as runtime:
        yield runtime


async def make_people(uow: UnitOfWork, count: int, name: str) -> list[Person]:
    """Accounts with proved addresses and an API token each. They have no password: hashing one takes 50 ms."""
    people = []
    for number in range(count):
        account_id, token_id, token = AccountId(new_id()), new_id(), "parley_" + new_secret()
        people.append((Person(Viewer(account_id, None, token_id, is_operator=False, email_verified=True), token), number))
    now = uow.now()
    await uow.conn.execute(
        """
        insert into account
          (id, email, email_key, email_verified_at, display_name, time_zone, locale, search_name, search_text, search_grams, created_at)
        select id, id || '@example.com', id || '@example.com', %s, name, 'Europe/Lisbon', 'en', lower(name), lower(name), '{}', %s
        from unnest(%s::uuid[], %s::text[]) a(id, name)
        """,
        (now, now, [p.viewer.account_id for p, _ in people], [f"{name} {number}" for _, number in people]),
    )
    await uow.conn.execute(
        """
        insert into api_token (id, account_id, name, secret_hash, created_at, last_used_at)
        select id, account_id, 'measure', secret_hash, %s, %s from unnest(%s::uuid[], %s::uuid[], %s::bytea[]) t(id, account_id, secret_hash)
        """,
        (
            now,
            now,
            [p.viewer.token_id for p, _ in people],
            [p.viewer.account_id for p, _ in people],
            [secret_hash(p.token) for p, _ in people],
        ),
    )
    return [person for person, _ in people]


async def make_direct_rooms(runtime: Runtime, pairs: list[tuple[Person, Person]]) -> list[str]:
    """A direct room for each pair."""
    made: list[str] = []
    for start in range(0, len(pairs), _ROOMS_AT_ONCE):
        async with runtime.work.writing() as uow:
            for one, other in pairs[start : start + _ROOMS_AT_ONCE]:
                room_id, _ = await rooms.create_direct(uow, one.viewer, other.viewer.account_id)
                made.append(room_id)
    return made


async def fill_rooms(uow: UnitOfWork, room_ids: list[str], entries: int) -> None:
    """Lengthen rooms with messages of their first member by that many entries. The hashes are not those of the texts: nothing reads them here."""
    await uow.conn.execute(
        """
        insert into entry (room_id, seq, id, kind, author_id, client_id, body, salt, leaf_hash, ordinal, created_at)
        select r.id, r.head_seq + n, gen_random_uuid(), 'message', m.account_id, 'filled-' || (r.head_seq + n),
          jsonb_build_object('text', repeat('All the measures of a quiet day. ', 5)), '\\x00', '\\x00', r.message_count + n, now()
        from room r
        join lateral (select account_id from member where room_id = r.id order by joined_at, account_id limit 1) m on true,
          generate_series(1, %s) n
        where r.id = any(%s::uuid[])
        """,
        (entries, room_ids),
    )
    await uow.conn.execute(
        """
        update room set head_seq = head_seq + %(entries)s, message_count = message_count + %(entries)s, last_message_seq = head_seq + %(entries)s,
          last_activity_at = now()
        where id = any(%(rooms)s::uuid[])
        """,
        {"entries": entries, "rooms": room_ids},
    )
