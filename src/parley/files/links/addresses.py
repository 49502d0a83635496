"""Which addresses a link may lead the server to: those of the public internet, and no spelling of any other."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[list[str]]]
"""Answers the addresses of a host name, in the order to try them."""

# Networks that carry an IPv4 address within: what they lead to is judged by that address.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")
_IPV4_COMPATIBLE = ipaddress.ip_network("::/96")
# Those that Python of some version calls global although they lead to somebody's own network (RFC 6666, RFC 7534, RFC 6890).
_NEVER = tuple(
    map(ipaddress.ip_network, ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "100::/64"))
)
_PORTS = frozenset({80, 443, 8080, 8443})
_MOST_ADDRESSES = 4


class AddressRefused(httpcore.ConnectError):
    """The host, or what it resolves to, is not of the public internet."""


def is_public(address: Address) -> bool:
    """Whether that address belongs to the public internet, also when it is written into another one."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return False
        within = _embedded(address)
        if within is not None:
            return is_public(within)
        if address in _NAT64_LOCAL or address in _IPV4_COMPATIBLE:
            return False
    if any(address.version == network.version and address in network for network in _NEVER):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        # The server and the client are both asked about; the client is where it ends.
        server, client = address.teredo
        return client if is_public(server) else server
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return None


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host as this machine's resolver has them.

    It also reads every historic spelling of IPv4 (`0x7f.1`, `2130706433`, `017700000001`), which are judged by what they mean.

    Raises: OSError
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class PublicBackend(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only.

    The name is resolved here, once, and the connection goes to the very address that was judged: a name that answers something else the
    second time (DNS rebinding) changes nothing. TLS goes on verifying the name. `may_connect` judges in place of the rule, for tests.
    """

    def __init__(self, resolver: Resolver = resolve, *, may_connect: Callable[[Address, int], bool] | None = None) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._resolve = resolver
        self._may_connect = may_connect or _is_public_service

    async def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        """A connection to the first of the host's addresses that takes one. One forbidden address forbids the host.

        Raises: AddressRefused, httpcore.ConnectError, httpcore.ConnectTimeout
        """
        try:
            found = (await self._resolve(host, port))[:_MOST_ADDRESSES]
        except OSError as unknown:
            raise httpcore.ConnectError(f"{type(unknown).__name__}: no address") from unknown
        addresses = [ipaddress.ip_address(text) for text in found]
        if not addresses or not all(self._may_connect(address, port) for address in addresses):
            raise AddressRefused("not an address of the public internet")
        failure: httpcore.ConnectError | httpcore.ConnectTimeout = httpcore.ConnectError("no address answered")
        for address in addresses:
            try:
                return await self._inner.connect_tcp(str(address), port, *args, **options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as refused:
                failure = refused
        raise failure

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


def _is_public_service(address: Address, port: int) -> bool:
    return is_public(address) and port in _PORTS
