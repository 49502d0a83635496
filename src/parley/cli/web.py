"""uvicorn under our own signals, logs and limits."""

import contextlib
import socket
from collections.abc import Callable, Generator

import uvicorn

from parley.cli.program import AsgiApp
from parley.gateway.protocol import LiveProtocol
from parley.ground.settings import GroundSettings

# Connections get this long to finish what they are at.
DRAIN_SECONDS = 10


class WebServer(uvicorn.Server):
    """A server that leaves signals to us and says when it has begun to serve."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._on_started()


def make_server(app: AsgiApp, ground: GroundSettings, on_started: Callable[[], None]) -> WebServer:
    config = uvicorn.Config(
        app,
        loop="none",
        http="httptools",
        ws=LiveProtocol,
        lifespan="auto",
        log_config=None,
        # The http floor keeps an access log of its own, without query strings.
        access_log=False,
        server_header=False,
        proxy_headers=bool(ground.trusted_proxies),
        forwarded_allow_ips=[address.strip() for address in ground.trusted_proxies.split(",")] if ground.trusted_proxies else [],
        timeout_graceful_shutdown=DRAIN_SECONDS,
        ssl_certfile=ground.tls_cert or None,
        ssl_keyfile=ground.tls_key or None,
    )
    return WebServer(config, on_started)
