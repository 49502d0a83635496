"""No test reaches out: while pytest runs, Python's sockets connect to this machine only.

It is an audit hook, so it holds for every library that uses Python's sockets, and no test can take it away.
"""

import ipaddress
import socket
import sys
from typing import Any


class NetworkRefused(RuntimeError):
    """A test tried to reach another machine."""

    def __init__(self, host: object) -> None:
        super().__init__(f"A test tried to reach {host!r}. Tests talk to this machine only: start the real service on 127.0.0.1.")


def pytest_configure() -> None:
    sys.addaudithook(_refuse_other_machines)


def _refuse_other_machines(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        own, address = arguments
        if own.family in {socket.AF_INET, socket.AF_INET6} and not is_this_machine(address[0]):
            raise NetworkRefused(address[0])
    elif event == "socket.getaddrinfo" and not is_found_without_asking(arguments[0]):
        raise NetworkRefused(arguments[0])


def is_this_machine(host: str) -> bool:
    """Whether a connection to that host stays here."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_found_without_asking(host: str | bytes | None) -> bool:
    """Whether looking up that host asks no name server: an address as it stands, this machine, or what a server binds to."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        ipaddress.ip_address(str(name))
    except ValueError:
        return False
    return True
