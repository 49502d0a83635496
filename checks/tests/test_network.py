"""Tests stay on this machine."""

import asyncio
import socket

import pytest

from checks.network import NetworkRefused

# RFC 5737 and RFC 3849: addresses for documentation, which nobody answers at.
ELSEWHERE = [(socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")]


@pytest.mark.parametrize(("family", "address"), ELSEWHERE)
def test_a_connection_to_another_machine_is_refused(family: int, address: str) -> None:
    with socket.socket(family) as own, pytest.raises(NetworkRefused, match="start the real service"):
        own.connect((address, 80))


def test_a_datagram_to_another_machine_is_refused() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own, pytest.raises(NetworkRefused):
        own.sendto(b"x", ("192.0.2.1", 53))


async def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(NetworkRefused):
        await asyncio.open_connection("parley.example", 80)


async def test_this_machine_is_reached() -> None:
    greeted = asyncio.Event()

    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        greeted.set()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    async with server:
        _, writer = await asyncio.open_connection("localhost", server.sockets[0].getsockname()[1])
        await greeted.wait()
        writer.close()
        await writer.wait_closed()
