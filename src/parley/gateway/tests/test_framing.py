"""What the frame reader promises, held against the `websockets` library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.uri import parse_uri

from parley.gateway.framing import BINARY, CLOSE, PING, PONG, TEXT, FrameReader, FramingBroken, close_frame, frame

MAX_BYTES = 70_000

payloads = st.one_of(st.binary(max_size=300), st.integers(0, 70_000).map(lambda size: b"x" * size))
messages = st.lists(st.tuples(st.sampled_from([TEXT, BINARY]), payloads, st.integers(1, 4)), max_size=6)


def _client() -> ClientProtocol:
    return ClientProtocol(parse_uri("ws://localhost/"), state=State.OPEN, max_size=None)


def _sent(opcode: int, payload: bytes, pieces: int) -> bytes:
    """A message as a client sends it, in that many fragments with a ping between each."""
    size = max(1, -(-len(payload) // pieces))
    cuts = [payload[at : at + size] for at in range(0, max(len(payload), 1), size)]
    wire = b""
    for number, cut in enumerate(cuts):
        is_last = number == len(cuts) - 1
        wire += Frame(Opcode(opcode) if number == 0 else Opcode.CONT, cut, fin=is_last).serialize(mask=True)
        if not is_last:
            wire += Frame(Opcode.PING, b"?").serialize(mask=True)
    return wire


@given(messages, st.integers(1, 5_000))
def test_messages_are_the_same_however_they_arrive(given_messages: list[tuple[int, bytes, int]], chunk: int) -> None:
    wire = b"".join(_sent(*message) for message in given_messages)
    reader, found = FrameReader(MAX_BYTES), []
    for at in range(0, len(wire), chunk):
        found += reader.feed(wire[at : at + chunk])
    assert [message for message in found if message[0] != PING] == [(opcode, payload) for opcode, payload, _ in given_messages]


@given(st.sampled_from([TEXT, BINARY, PING, PONG]), payloads)
def test_a_client_reads_what_is_written(opcode: int, payload: bytes) -> None:
    if opcode in {PING, PONG}:
        payload = payload[:125]
    client = _client()
    client.receive_data(frame(opcode, payload))
    (event,) = client.events_received()
    assert isinstance(event, Frame)
    assert (event.opcode, bytes(event.data), event.fin) == (opcode, payload, True)


def test_a_client_reads_why_it_is_closed() -> None:
    client = _client()
    client.receive_data(close_frame(4008, "reads too slowly" + "!" * 200))
    assert client.close_rcvd is not None, client.parser_exc
    assert (client.close_rcvd.code, client.close_rcvd.reason[:16]) == (4008, "reads too slowly")


BROKEN = {
    "not masked": Frame(Opcode.TEXT, b"{}").serialize(mask=False),
    "reserved bit": bytes([0xC1, 0x80, 0, 0, 0, 0]),
    "unknown opcode": bytes([0x83, 0x80, 0, 0, 0, 0]),
    "unknown control opcode": bytes([0x8B, 0x80, 0, 0, 0, 0]),
    "continuation of nothing": Frame(Opcode.CONT, b"{}").serialize(mask=True),
    "message within a message": Frame(Opcode.TEXT, b"{", fin=False).serialize(mask=True)
    + Frame(Opcode.TEXT, b"}").serialize(mask=True),
    "long ping": bytes([0x89, 0xFE, 0, 126, 0, 0, 0, 0]),
    "ping in pieces": bytes([0x09, 0x80, 0, 0, 0, 0]),
    "too big by its head": bytes([0x81, 0xFF]) + (2**40).to_bytes(8, "big") + bytes(4),
    "empty pieces for ever": Frame(Opcode.TEXT, b"", fin=False).serialize(mask=True)
    + Frame(Opcode.CONT, b"", fin=False).serialize(mask=True) * (MAX_BYTES + 1),
    "too big in pieces": Frame(Opcode.TEXT, b"x" * 60_000, fin=False).serialize(mask=True)
    + Frame(Opcode.CONT, b"x" * 60_000).serialize(mask=True),
}


@pytest.mark.parametrize("wire", BROKEN.values(), ids=BROKEN.keys())
def test_what_no_client_may_send_is_refused(wire: bytes) -> None:
    with pytest.raises(FramingBroken):
        FrameReader(MAX_BYTES).feed(wire)


def test_control_frames_come_through_between_the_pieces_of_a_message() -> None:
    wire = Frame(Opcode.TEXT, b"a", fin=False).serialize(mask=True) + Frame(Opcode.CLOSE, b"\x03\xe8").serialize(mask=True)
    assert FrameReader(MAX_BYTES).feed(wire) == [(CLOSE, b"\x03\xe8")]
