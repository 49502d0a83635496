"""The roof: builds the program out of its floors and wires what they ask of each other. Imports all, imported by none."""

import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
from litestar import Litestar

from parley.cli.entry import run_command
from parley.cli.program import AsgiApp, NewAccount, Program, Runtime
from parley.demo import api as demo_api
from parley.demo import service as demo
from parley.demo.settings import DemoSettings
from parley.files import api as files_api
from parley.files import jobs as files_jobs
from parley.files.events import FileSettled
from parley.files.model import FileFrame
from parley.files.ports import Reader
from parley.files.settings import FileSettings
from parley.gateway import frames
from parley.gateway.gateway import Gateway
from parley.ground.bus import LocalBus
from parley.ground.clock import SystemClock
from parley.ground.db.work import Work
from parley.ground.jobs import keeping
from parley.ground.limits import RateLimits
from parley.ground.mail import sending as mail_sending
from parley.ground.mail.model import MailSettings
from parley.ground.settings import GroundSettings, Settings
from parley.ground.storage import Storage, StorageSettings, open_storage
from parley.http.app import HttpParts, PublicConfig, create_api, create_app
from parley.http.callers import Callers
from parley.http.openapi import openapi_document
from parley.http.settings import HttpSettings
from parley.identity import api as identity_api
from parley.identity import jobs as identity_jobs
from parley.identity import service as identity
from parley.identity.events import ProfileChanged
from parley.identity.model import SignUp
from parley.identity.settings import IdentitySettings
from parley.messages import api as messages_api
from parley.messages import listeners as messages_listeners
from parley.messages.model import DraftFrame, EntryFrame, MembershipEndedFrame, MembershipFrame, RawEntry, RoomFrame
from parley.messages.service import MessageReader, Sender
from parley.messages.settings import MessageSettings
from parley.presence import api as presence_api
from parley.presence.model import TYPING_SECONDS, PresenceFrame, TypingFrame
from parley.rooms import api as rooms_api
from parley.rooms import listeners as rooms_listeners
from parley.rooms.audience import MemberCache
from parley.rooms.events import PlaceEnded, PlacesChanged
from parley.rooms.model import AccountFrame, ReadFrame
from parley.rooms.settings import RoomSettings

VERSION = version("parley")
CLIENT_FOLDERS = (Path(__file__).parent / "web_dist", Path(__file__).parents[2] / "web" / "dist")

SETTINGS_GROUPS: tuple[type[msgspec.Struct], ...] = (
    GroundSettings,
    StorageSettings,
    MailSettings,
    HttpSettings,
    IdentitySettings,
    FileSettings,
    RoomSettings,
    MessageSettings,
    DemoSettings,
)
JOBS = (*keeping.JOBS, *mail_sending.JOBS, *identity_jobs.JOBS, *files_jobs.JOBS)
ROUTES = (*identity_api.ROUTES, *files_api.ROUTES, *rooms_api.ROUTES, *messages_api.ROUTES, *presence_api.ROUTES)

# What only the socket speaks; the web client's types are generated from it, and so are the docs checked.
SERVER_FRAMES: tuple[type[msgspec.Struct], ...] = (
    frames.Ready,
    frames.Ack,
    frames.Refusal,
    frames.Pong,
    EntryFrame,
    RoomFrame,
    MembershipFrame,
    MembershipEndedFrame,
    ReadFrame,
    DraftFrame,
    TypingFrame,
    PresenceFrame,
    AccountFrame,
    FileFrame,
)
CLIENT_FRAMES: tuple[type[msgspec.Struct], ...] = (frames.MessageSend, frames.Read, frames.Typing, frames.Ping)


def wire(runtime: Runtime) -> None:
    """Answer the ports of the lower floors from the higher ones, and let the higher ones hear what happens below."""
    work = runtime.work
    work.ports.wire(Storage, open_storage(runtime.settings))
    work.ports.wire(MemberCache, MemberCache())
    work.ports.wire(Sender, Sender(work))
    work.ports.wire(Reader, MessageReader())
    work.listen(PlacesChanged, messages_listeners.on_places_changed)
    work.listen(PlaceEnded, messages_listeners.on_place_ended)
    work.listen(FileSettled, messages_listeners.on_file_settled)
    work.listen(ProfileChanged, rooms_listeners.on_profile_changed)


def _public_config(settings: Settings) -> PublicConfig:
    return PublicConfig(
        version=VERSION,
        demo=settings.of(DemoSettings).demo,
        development=settings.of(GroundSettings).development,
        max_message_length=settings.of(MessageSettings).max_message_length,
        typing_seconds=TYPING_SECONDS,
        max_file_bytes=settings.of(FileSettings).max_file_bytes,
        max_message_files=settings.of(FileSettings).max_message_files,
    )


def _parts(runtime: Runtime) -> HttpParts:
    settings = runtime.settings
    limits = RateLimits(enabled=settings.of(GroundSettings).rate_limits)
    callers = Callers(runtime.work, settings.of(GroundSettings).public_url)
    gateway = Gateway(runtime.work, limits, authenticate=callers.identify, origin_allowed=callers.is_own_origin)

    async def has_storage() -> bool:
        return await runtime.work.ports.get(Storage).is_ready()

    @asynccontextmanager
    async def live(_: Litestar) -> AsyncIterator[None]:
        await gateway.start()
        yield
        await gateway.stop()
        await runtime.work.ports.get(Sender).drain()

    return HttpParts(
        work=runtime.work,
        settings=settings,
        limits=limits,
        routes=(*ROUTES, *demo_api.ROUTES) if settings.of(DemoSettings).demo else ROUTES,
        client_folder=next((folder for folder in CLIENT_FOLDERS if folder.is_dir()), CLIENT_FOLDERS[-1]),
        public_config=_public_config(settings),
        checks={**runtime.readiness(), "storage": has_storage},
        live=gateway,
        extra_schemas=(*SERVER_FRAMES, *CLIENT_FRAMES, RawEntry),
        lifespan=(live,),
        files_origin=settings.of(FileSettings).files_origin.rstrip("/"),
    )


def build_app(runtime: Runtime) -> AsgiApp:
    """The ASGI application of one process."""
    return create_app(_parts(runtime))


def describe_api(settings: Settings) -> Mapping[str, Any]:
    """The OpenAPI document with the demo's calls, frames of the socket among its schemas. Opens nothing."""
    settings = settings.with_changes(DemoSettings, demo=True)
    bus, clock = LocalBus(), SystemClock()
    runtime = Runtime(settings=settings, clock=clock, bus=bus, work=Work("", bus=bus, clock=clock, settings=settings))
    parts = _parts(runtime)
    return openapi_document(create_api(parts), parts.extra_schemas)


async def _issue_operator_claim(runtime: Runtime) -> str | None:
    async with runtime.work.writing() as uow:
        return await identity.issue_operator_claim(uow)


async def _create_account(runtime: Runtime, new: NewAccount) -> str:
    async with runtime.work.writing() as uow:
        given = SignUp(email=new.email, password=new.password, display_name=new.display_name)
        return (await identity.create_account(uow, given, operator=new.is_operator)).id


async def _fill_demo(runtime: Runtime) -> str:
    return await demo.fill_demo(runtime.work)


PROGRAM = Program(
    settings_groups=SETTINGS_GROUPS,
    wire=wire,
    build_app=build_app,
    jobs=JOBS,
    openapi=describe_api,
    issue_operator_claim=_issue_operator_claim,
    create_account=_create_account,
    is_demo=lambda settings: settings.of(DemoSettings).demo,
    fill_demo=_fill_demo,
)


def run() -> None:
    """The `parley` command."""
    sys.exit(run_command(PROGRAM, sys.argv[1:]))
