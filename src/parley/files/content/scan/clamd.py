"""A clamd that the operator runs (clamd(8), section COMMANDS), asked about one file at a time over its own protocol.

It fails closed: without a clear answer there is none, and whoever asked asks again later.
"""

import asyncio
import re
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

CHUNK_BYTES = 128 << 10
MAX_AT_ONCE = 4
SECONDS_TO_CONNECT = 5.0
SECONDS_TO_ANSWER = 300.0
_LONGEST_ANSWER = 4096

_FOUND = re.compile(r"stream: (?P<signature>.+) FOUND")
_TOO_LARGE = "size limit exceeded"


class ScannerUnavailable(Exception):
    """clamd cannot be reached, does not answer in time, or answers what cannot be understood. The file is as unknown as before."""


class ClamdVerdict(NamedTuple):
    """`signature` is what was found, None for nothing. `is_too_large`: clamd refuses a stream of this length (`StreamMaxLength`)."""

    signature: str | None = None
    is_too_large: bool = False

    @property
    def is_limit(self) -> bool:
        """Whether clamd tells of one of its own limits or of encryption, rather than of something that it knows."""
        return self.is_too_large or (self.signature or "").startswith(("Heuristics.Limits.", "Heuristics.Encrypted."))


class Clamd:
    """`address` is `unix:/path/to/socket` or `tcp://host:port`. At most `MAX_AT_ONCE` files are with it at the same time.

    Raises ValueError for any other address.
    """

    def __init__(self, address: str, *, seconds_to_answer: float = SECONDS_TO_ANSWER) -> None:
        self._path, self._host, self._port = _parse(address)
        self._seconds_to_answer = seconds_to_answer
        self._slots = asyncio.Semaphore(MAX_AT_ONCE)

    async def ping(self) -> None:
        """Raises ScannerUnavailable unless clamd is there."""
        answer = await self._command("PING")
        if answer != "PONG":
            raise ScannerUnavailable(f"clamd answered PING with {answer!r}")

    async def version(self) -> str:
        """Of the program and, where it has an official database, of its signatures."""
        answer = await self._command("VERSION")
        if not answer.startswith("ClamAV "):
            raise ScannerUnavailable(f"clamd answered VERSION with {answer!r}")
        return answer

    async def scan(self, path: Path) -> ClamdVerdict:
        """What clamd says of the file. Raises ScannerUnavailable."""
        with path.open("rb") as source:
            async with self._slots, self._conversation() as connection:
                sending = asyncio.create_task(_send(source, connection))
                try:
                    return _understand(await _read_answer(connection))
                finally:
                    # It answers and hangs up while we still send when a stream is too long for it.
                    sending.cancel()
                    with suppress(asyncio.CancelledError, OSError):
                        await sending

    async def _command(self, command: str) -> str:
        async with self._conversation() as connection:
            await asyncio.get_running_loop().sock_sendall(connection, f"z{command}\0".encode())
            return await _read_answer(connection)

    @asynccontextmanager
    async def _conversation(self) -> AsyncIterator[socket.socket]:
        """A bare socket, not a stream: a stream throws away what has arrived once a write fails, and the answer would be in it."""
        try:
            async with asyncio.timeout(SECONDS_TO_CONNECT):
                connection = await self._connect()
            with connection:
                async with asyncio.timeout(self._seconds_to_answer):
                    yield connection
        except TimeoutError as error:
            raise ScannerUnavailable("clamd did not answer in time") from error
        except OSError as error:
            raise ScannerUnavailable(f"clamd: {error}") from error

    async def _connect(self) -> socket.socket:
        if self._path is not None:
            return await _connected(socket.AF_UNIX, self._path)
        found = await asyncio.get_running_loop().getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        family, _, _, _, address = found[0]
        return await _connected(family, address)


async def _connected(family: int, address: Any) -> socket.socket:
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(0)
        await asyncio.get_running_loop().sock_connect(connection, address)
    except BaseException:
        connection.close()
        raise
    return connection


def _parse(address: str) -> tuple[str | None, str, int]:
    if local := re.fullmatch(r"unix:(?://)?(/.+)", address):
        return local[1], "", 0
    if network := re.fullmatch(r"tcp://(?:\[([0-9a-fA-F:]+)\]|([\w.-]+)):([0-9]{1,5})", address):
        return None, network[1] or network[2], int(network[3])
    raise ValueError(f"{address!r} is no address of clamd: write unix:/path/to/socket or tcp://host:port")


async def _send(source: BinaryIO, connection: socket.socket) -> None:
    """INSTREAM: chunks with their length in front, and one of no length at the end."""
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(connection, b"zINSTREAM\0")
    while chunk := await asyncio.to_thread(source.read, CHUNK_BYTES):
        await loop.sock_sendall(connection, struct.pack("!I", len(chunk)) + chunk)
    await loop.sock_sendall(connection, struct.pack("!I", 0))


async def _read_answer(connection: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer:
        arrived = await asyncio.get_running_loop().sock_recv(connection, _LONGEST_ANSWER)
        answer += arrived
        if not arrived:
            raise ScannerUnavailable(f"clamd hung up in the middle of its answer: {answer[:200]!r}")
        if len(answer) > _LONGEST_ANSWER:
            raise ScannerUnavailable("clamd's answer has no end")
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _understand(answer: str) -> ClamdVerdict:
    if answer == "stream: OK":
        return ClamdVerdict()
    if found := _FOUND.fullmatch(answer):
        return ClamdVerdict(found["signature"])
    if _TOO_LARGE in answer:
        return ClamdVerdict(is_too_large=True)
    raise ScannerUnavailable(f"clamd answered {answer[:200]!r}")
