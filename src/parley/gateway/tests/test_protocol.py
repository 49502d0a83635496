"""The socket below its JSON: opening, control frames, fragments, peers that do not read and peers that are gone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from websockets.frames import Frame, Opcode

from parley.gateway import frames, protocol
from parley.gateway.framing import CLOSE, PING, PONG, TEXT, frame
from parley.ground.bus import LocalBus
from parley.ground.db.work import Work
from parley.ground.settings import GroundSettings, Settings
from parley.testing.api import ApiClient, NewPerson
from parley.testing.live import Live

PATIENCE_SECONDS = 10


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """No rate limits."""
    ground = GroundSettings(data_dir=str(tmp_path / "var"), public_url="http://localhost:8000", rate_limits=False)
    return Settings([ground])


class RawSocket:
    """A client that does exactly what it is told."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    def send(self, opcode: Opcode, payload: bytes, *, fin: bool = True) -> None:
        self.writer.write(Frame(opcode, payload, fin=fin).serialize(mask=True))

    async def next(self, wanted: int) -> bytes:
        """The payload of the next frame of this kind."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                head = await self.reader.readexactly(2)
                length = head[1]
                if length >= 126:
                    length = int.from_bytes(await self.reader.readexactly(2 if length == 126 else 8), "big")
                payload = await self.reader.readexactly(length)
                if head[0] & 0x0F == wanted:
                    return payload

    async def is_over(self) -> bool:
        """Whether the server ends the connection."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            try:
                while await self.reader.read(65_536):
                    continue
            except ConnectionResetError:
                pass
        return True


def _opening(live: Live, **headers: str) -> bytes:
    given = {
        "Host": live.origin.removeprefix("http://"),
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in given.items() if value]
    return "\r\n".join(["GET /api/v1/live HTTP/1.1", *lines, "", ""]).encode()


@asynccontextmanager
async def raw_socket(live: Live, client: ApiClient) -> AsyncIterator[RawSocket]:
    """An open, signed-in socket."""
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in client.cookies.jar)
    host, _, port = live.origin.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(_opening(live, Cookie=cookies))
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")
        opened = RawSocket(reader, writer)
        await opened.next(TEXT)
        yield opened
    finally:
        writer.close()


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [("Sec_WebSocket_Key", "", 400), ("Sec_WebSocket_Key", "short", 400), ("Sec_WebSocket_Version", "8", 400)],
)
async def test_a_wrong_opening_is_refused_as_http(live: Live, header: str, value: str, status: int) -> None:
    host, _, port = live.origin.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(_opening(live, **{header: value}))
    assert int((await reader.readline()).split()[1]) == status
    writer.close()


async def test_while_the_database_is_away_nobody_is_let_in(live: Live, new_person: NewPerson, work: Work) -> None:
    mara = await new_person("Mara Lindqvist")
    await work.close()
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in mara.cookies.jar)
    host, _, port = live.origin.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(_opening(live, Cookie=cookies))
    assert int((await reader.readline()).split()[1]) == 503
    writer.close()


async def test_a_goodbye_is_answered_and_the_connection_ends(live: Live, new_person: NewPerson) -> None:
    async with raw_socket(live, await new_person("Mara Lindqvist")) as opened:
        opened.send(Opcode.CLOSE, b"\x03\xe8bye")
        assert await opened.next(CLOSE) == b"\x03\xe8"
        assert await opened.is_over()


async def test_a_ping_is_answered_with_what_it_carried(live: Live, new_person: NewPerson) -> None:
    async with raw_socket(live, await new_person("Mara Lindqvist")) as opened:
        opened.send(Opcode.PING, b"are you there")
        assert await opened.next(PONG) == b"are you there"


async def test_a_frame_may_come_in_pieces(live: Live, new_person: NewPerson) -> None:
    async with raw_socket(live, await new_person("Mara Lindqvist")) as opened:
        opened.send(Opcode.TEXT, b'{"type":', fin=False)
        opened.send(Opcode.PING, b"")
        opened.send(Opcode.CONT, b'"ping"}')
        assert await opened.next(TEXT) == b'{"type":"pong"}'


@pytest.mark.parametrize(
    "wire",
    [
        frame(TEXT, b'{"type":"ping"}'),
        bytes([0xC1, 0x80, 0, 0, 0, 0]),
        Frame(Opcode.TEXT, b'{"type":"\xff"}').serialize(mask=True),
    ],
    ids=["not masked", "reserved bit", "not UTF-8"],
)
async def test_what_is_no_websocket_is_closed_with_4002(live: Live, new_person: NewPerson, wire: bytes) -> None:
    async with raw_socket(live, await new_person("Mara Lindqvist")) as opened:
        opened.writer.write(wire)
        assert int.from_bytes((await opened.next(CLOSE))[:2], "big") == frames.CLOSE_PROTOCOL_BROKEN
        assert await opened.is_over()


async def test_who_does_not_read_is_closed_with_4008_and_others_still_hear(
    live: Live, new_person: NewPerson, bus: LocalBus
) -> None:
    mara = await new_person("Mara Lindqvist")
    async with raw_socket(live, mara) as asleep, live.socket(mara) as awake:
        await awake.next("ready")
        payload = b'{"type":"pong","x":"' + b"x" * 60_000 + b'"}'
        for _ in range(500):
            await bus.publish([f"account.{mara.id}"], payload)
            await awake.next("pong")
        assert int.from_bytes((await asleep.next(CLOSE))[:2], "big") == frames.CLOSE_TOO_SLOW
        assert await asleep.is_over()
        await awake.send(type="ping")
        assert await awake.next("pong") == {"type": "pong"}


async def test_who_does_not_answer_is_dropped(live: Live, new_person: NewPerson, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "PING_SECONDS", 0.1)
    async with raw_socket(live, await new_person("Mara Lindqvist")) as gone:
        assert await gone.next(PING) == b""
        assert await gone.is_over()
    async with live.socket(await new_person("João Oliveira")) as there:
        await there.next("ready")
        await asyncio.sleep(0.5)
        await there.send(type="ping")
        assert await there.next("pong")


async def test_thousands_of_frames_at_once_are_all_answered(live: Live, new_person: NewPerson) -> None:
    mara, joao = await new_person("Mara Lindqvist"), await new_person("João Oliveira")
    room_id = (await mara.post("/rooms", json={"kind": "direct", "account_id": joao.id})).json()["room"]["id"]
    async with live.socket(mara) as opened:
        for number in range(1_000):
            await opened.send(type="message.send", request_id=str(number), room_id=room_id, client_id=str(number), text="x")
            await opened.send(type="read", room_id=room_id, seq=1)
        assert [(await opened.next("ack"))["request_id"] for _ in range(1_000)] == [str(number) for number in range(1_000)]
