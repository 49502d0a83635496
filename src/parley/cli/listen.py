"""The socket that HTTP listens on, and the address that people open."""

import errno
import socket
import time

from parley.cli.program import Exit
from parley.ground.settings import GroundSettings, Settings

_BACKLOG = 2048
# Workers of a Parley that was killed need a moment to let go of the address.
_HANDOVER_SECONDS = 1.5
_POLL_SECONDS = 0.05
_EVERYWHERE = ("0.0.0.0", "::", "")


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises: Exit when the address is taken or not ours"""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    deadline = time.monotonic() + _HANDOVER_SECONDS
    while True:
        try:
            return socket.create_server((host, port), family=family, backlog=_BACKLOG)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                raise Exit(
                    f"Cannot listen on {host}:{port}: {error.strerror or error}. Choose another --port or --host."
                ) from error
        time.sleep(_POLL_SECONDS)


def with_public_url(settings: Settings, port: int) -> Settings:
    """The settings with `port` as it really is and a `public_url` that is never empty."""
    ground = settings.of(GroundSettings)
    name = "localhost" if ground.host in (*_EVERYWHERE, "127.0.0.1", "::1") else ground.host
    name = f"[{name}]" if ":" in name else name
    scheme = "https" if ground.tls_cert else "http"
    public_url = ground.public_url.rstrip("/") or f"{scheme}://{name}:{port}"
    return settings.with_changes(GroundSettings, port=port, public_url=public_url)
