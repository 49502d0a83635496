"""Opens connections: who is it, from which page, and what is it to hear."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
import structlog

from parley.gateway import frames
from parley.gateway.connection import Connection
from parley.gateway.protocol import STREAM
from parley.ground import metrics
from parley.ground.clock import rfc3339
from parley.ground.db.work import Work
from parley.ground.errors import AppError
from parley.ground.ids import new_id
from parley.ground.limits import Limit, RateLimits
from parley.identity.model import AccountId, Viewer
from parley.presence import service as presence

Authenticate = Callable[[Mapping[str, Any]], Awaitable[Viewer | None]]
OriginAllowed = Callable[[Mapping[str, Any]], bool]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

RENEW_SECONDS = 40
# A page that reloads comes back within this; its people should not see it blink.
GRACE_SECONDS = 5
# Sessions also end by age, with no event: each connection asks again this often.
RECHECK_SECONDS = 600
CONNECTIONS_PER_ACCOUNT = 50
OPENS = Limit("socket.open", burst=60, per_minute=120)

_encode = msgspec.json.Encoder().encode
_log = structlog.get_logger(__name__)


class Gateway:
    """The ASGI application of `/api/v1/live`, served by `parley.gateway.protocol`.

    `authenticate` answers who a connection's cookie or token speaks for; `origin_allowed` whether the page that opened it is Parley's own.
    """

    def __init__(self, work: Work, limits: RateLimits, *, authenticate: Authenticate, origin_allowed: OriginAllowed) -> None:
        self._work = work
        self._limits = limits
        self._authenticate = authenticate
        self._origin_allowed = origin_allowed
        self._process_id = new_id()
        self._connections: dict[AccountId, set[Connection]] = {}
        self._scopes: dict[Connection, tuple[float, Mapping[str, Any]]] = {}
        self._background: set[asyncio.Task[None]] = set()
        self._renewal: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to renew the presence of connected accounts."""
        self._work.bus.on_gap(self._have_clients_catch_up)
        self._renewal = asyncio.create_task(self._renew_for_ever())

    def _have_clients_catch_up(self) -> None:
        # Frames were lost between processes: whoever comes back fetches what it missed.
        for connection in list(self._scopes):
            connection.close(frames.CLOSE_TRY_AGAIN, "frames may have been lost")

    async def stop(self) -> None:
        """Close every connection with 1001; clients come back elsewhere."""
        if self._renewal is not None:
            self._renewal.cancel()
        for connection in list(self._scopes):
            connection.close(frames.CLOSE_GOING_AWAY, "the server restarts")
        for task in list(self._background):
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        event = await receive()
        if event["type"] != "websocket.connect":
            return
        viewer = await self._admit(scope, send)
        if viewer is None:
            return
        connection = Connection(viewer, self._work, self._limits, scope["extensions"][STREAM])
        own = self._connections.setdefault(viewer.account_id, set())
        if len(own) >= CONNECTIONS_PER_ACCOUNT:
            await send({"type": "websocket.close", "code": frames.CLOSE_TOO_SLOW, "reason": "too many connections"})
            return
        own.add(connection)
        self._scopes[connection] = (time.monotonic(), scope)
        metrics.sockets_open.inc()
        try:
            await self._serve(connection, first=len(own) == 1)
        finally:
            metrics.sockets_open.dec()
            del self._scopes[connection]
            own.discard(connection)
            if not own and self._connections.get(viewer.account_id) is own:
                del self._connections[viewer.account_id]
                self._in_background(self._leave_later(viewer.account_id))

    async def _admit(self, scope: Mapping[str, Any], send: Send) -> Viewer | None:
        """The viewer of an accepted socket; else the socket is refused (foreign page) or closed with the code that tells the client why."""
        if not self._origin_allowed(scope):
            await send({"type": "websocket.close", "code": 1008, "reason": "foreign origin"})
            return None
        viewer = await self._authenticate(scope)
        await send({"type": "websocket.accept"})
        if viewer is None:
            await send({"type": "websocket.close", "code": frames.CLOSE_SESSION_ENDED, "reason": "not signed in"})
            return None
        try:
            self._limits.spend(OPENS, viewer.account_id)
        except AppError:
            await send({"type": "websocket.close", "code": frames.CLOSE_TOO_SLOW, "reason": "too many connections"})
            return None
        return viewer

    async def _serve(self, connection: Connection, *, first: bool) -> None:
        viewer = connection.viewer
        ended = f"session.{viewer.session_id}" if viewer.session_id else f"token.{viewer.token_id}"

        def cut(_: bytes) -> None:
            connection.close(frames.CLOSE_SESSION_ENDED, "session ended")

        bus = self._work.bus
        await bus.subscribe(f"account.{viewer.account_id}", connection.enqueue)
        await bus.subscribe(ended, cut)
        try:
            connection.enqueue(_encode(frames.Ready(viewer.account_id, rfc3339(self._work.clock.now()))))
            if first:
                self._in_background(self._arrive(viewer.account_id))
            await connection.run()
        finally:
            await bus.unsubscribe(f"account.{viewer.account_id}", connection.enqueue)
            await bus.unsubscribe(ended, cut)

    def _in_background(self, act: Any) -> None:
        task = asyncio.create_task(act)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _arrive(self, account_id: AccountId) -> None:
        with contextlib.suppress(AppError):
            async with self._work.writing() as uow:
                await presence.arrive(uow, account_id, self._process_id)

    async def _leave_later(self, account_id: AccountId) -> None:
        await asyncio.sleep(GRACE_SECONDS)
        if account_id in self._connections:
            return
        with contextlib.suppress(AppError):
            async with self._work.writing() as uow:
                await presence.leave(uow, account_id, self._process_id)

    async def _renew_for_ever(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                if self._connections:
                    async with self._work.writing() as uow:
                        await presence.renew(uow, list(self._connections), self._process_id)
                await self._recheck()
            except AppError as error:
                _log.warning("gateway.renewal_failed", code=error.code)

    async def _recheck(self) -> None:
        due = time.monotonic() - RECHECK_SECONDS
        for connection, (checked, scope) in list(self._scopes.items()):
            if checked <= due:
                if await self._authenticate(scope) is None:
                    connection.close(frames.CLOSE_SESSION_ENDED, "session ended")
                elif connection in self._scopes:
                    self._scopes[connection] = (time.monotonic(), scope)
