"""Which machines a link may make the server speak to."""

import ipaddress
import socket

import httpcore
import pytest

from parley.files.links.addresses import AddressRefused, PublicBackend, is_public, resolve

PRIVATE = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.88.99.1",
    "::", "::1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    "2001:db8::1", "100::1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1"]
# Every way in which 127.0.0.1 was ever written.
SPELLINGS = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0x7f.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "::1",
    "::ffff:7f00:1",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_what_is_not_of_the_public_internet_is_known(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_the_public_internet_is_known(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


def numeric(host: str) -> str:
    """What the resolver of this machine makes of a number, without asking anybody."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return socket.inet_ntoa(socket.inet_aton(host))


@pytest.mark.parametrize("host", SPELLINGS)
async def test_this_machine_is_refused_in_every_spelling(host: str) -> None:
    async def read(name: str, _: int) -> list[str]:
        return [numeric(name)]

    with pytest.raises(AddressRefused):
        await PublicBackend(read).connect_tcp(host, 80)


async def test_the_resolver_of_this_machine_is_asked_where_none_is_given() -> None:
    assert await resolve("127.0.0.1", 80) == ["127.0.0.1"]
    with pytest.raises(AddressRefused):
        await PublicBackend().connect_tcp("localhost", 80)


async def test_one_forbidden_address_forbids_the_host() -> None:
    async def read(_: str, __: int) -> list[str]:
        return ["1.1.1.1", "10.0.0.1"]

    with pytest.raises(AddressRefused):
        await PublicBackend(read).connect_tcp("mixed.example", 443)


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 11211])
async def test_only_ports_of_the_web_are_asked(port: int) -> None:
    async def read(_: str, __: int) -> list[str]:
        return ["1.1.1.1"]

    with pytest.raises(AddressRefused):
        await PublicBackend(read).connect_tcp("mail.example", port)


async def test_a_name_without_an_address_cannot_be_reached() -> None:
    async def read(_: str, __: int) -> list[str]:
        raise socket.gaierror

    with pytest.raises(httpcore.ConnectError):
        await PublicBackend(read).connect_tcp("nowhere.example", 80)


async def test_no_socket_file_of_this_machine_is_opened() -> None:
    with pytest.raises(NotImplementedError):
        await PublicBackend().connect_unix_socket("/run/postgresql/.s.PGSQL.5432")
