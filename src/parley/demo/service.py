"""The demo made, listed, and entered."""

from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec
import structlog

from parley.demo import store
from parley.demo.content import read_people, read_scenes, read_screenplays
from parley.demo.improvise import improvise
from parley.demo.model import DemoPerson, Person, Screenplay
from parley.demo.stage import Member, Past, Performance
from parley.ground.db.work import UnitOfWork, Work
from parley.ground.ids import is_id, new_secret
from parley.identity import service as identity
from parley.identity.errors import AccountNotFound
from parley.identity.model import AccountId, Device, ProfileChange, SignedIn, SignUp, Viewer

_log = structlog.get_logger(__name__)


async def fill_demo(work: Work) -> str:
    """Fill an empty database with the demo and answer what to tell the person at the terminal.

    A database in which anybody has an account is left as it is; the answer then tells of the demo that is there, and is empty when there is
    none. It is one transaction: killed on the way, it leaves nothing, and the next call begins anew.

    Raises: server.unavailable, ContentInvalid
    """
    async with work.writing() as uow:
        await store.lock_filling(uow.conn)
        if not await store.has_accounts(uow.conn):
            await _fill(Past(work, uow))
        people = await list_people(uow)
        address = identity.public_url(uow)
    if not people:
        return ""
    told = f"A demo marketplace is here. Sign in with one click as any of its people: {address}/demo"
    return "\n".join([told, *(f"  {person.display_name} – {person.hint}" for person in people)])


async def _fill(past: Past) -> None:
    people = read_people()
    cast: dict[str, Member] = {}
    for position, (handle, person) in enumerate(people.items(), start=1):
        cast[handle] = await _enlist(past, person, position)
    plays = read_screenplays(people)
    played: dict[str, Performance] = {}
    for play in plays:
        played[play.name] = Performance(past, cast, _with_daily_talk(play, people, past), played)
        await played[play.name].run()
    await store.count_anew(past.at(past.now).conn)
    _log.info("demo.filled", count=len(plays))


async def _enlist(past: Past, person: Person, position: int) -> Member:
    """Make an account that is entered by one click: nobody knows its password."""
    uow = past.at(past.now - timedelta(days=person.joined_days_ago))
    sign_up = SignUp(person.email, new_secret(), person.display_name, person.time_zone, person.locale)
    me = await identity.create_account(uow, sign_up, operator=person.is_operator)
    change = ProfileChange(
        headline=person.headline,
        about=person.about,
        skills=person.skills,
        country=person.country,
        hourly_rate=person.hourly_rate,
        shows_presence=person.shows_presence,
    )
    await identity.change_profile(uow, me.id, change)
    await store.insert_person(uow.conn, me.id, position, person.introduction)
    viewer = Viewer(me.id, None, None, is_operator=person.is_operator, email_verified=True)
    return Member(viewer, me.display_name)


def _with_daily_talk(play: Screenplay, people: Mapping[str, Person], past: Past) -> Screenplay:
    """The screenplay with what is improvised before its first cue."""
    if play.scenes is None:
        return play
    name, number = play.scenes
    today = past.now.astimezone(ZoneInfo(play.time_zone)).date()
    talk = improvise(read_scenes(name, dict(people)), number, today)
    return msgspec.structs.replace(play, cues=(*talk, *play.cues))


async def list_people(uow: UnitOfWork) -> list[DemoPerson]:
    """The people whom the demo made. One statement."""
    return [
        DemoPerson(**msgspec.structs.asdict(listed.brief), hint=_hint(listed)) for listed in await store.list_people(uow.conn)
    ]


def _hint(listed: store.Listed) -> str:
    if listed.room_count == 0:
        return f"{listed.introduction} · no rooms yet"
    rooms = "1 room" if listed.room_count == 1 else f"{listed.room_count} rooms"
    return f"{listed.introduction} · {rooms}, {listed.unread_count} unread"


async def enter(uow: UnitOfWork, account_id: str, device: Device) -> SignedIn:
    """Open a session for one of the demo's people, without a password.

    Raises: account.not_found, for anybody whom the demo did not make
    """
    if not is_id(account_id) or not await store.is_person(uow.conn, account_id):
        raise AccountNotFound
    me = await identity.find_me(uow, AccountId(account_id))
    return await identity.open_session(uow, me, device)
