"""A real clamd with a signature file of ours, and servers that break the protocol in every way."""

import asyncio
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from parley.files.content.scan.clamd import MAX_AT_ONCE, Clamd, ClamdVerdict, ScannerUnavailable
from parley.files.content.scan.tests.samples import EICAR, zip_of

pytestmark = pytest.mark.clamd

_STREAM_BYTES = 1 << 20
_CONFIGURATION = """
LocalSocket {folder}/s
TCPSocket {port}
TCPAddr 127.0.0.1
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
Foreground yes
StreamMaxLength 1M
AlertEncryptedArchive yes
"""

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture(scope="module")
def clamd() -> Iterator[Path]:
    """The folder of a running clamd: its socket is `s`, its TCP port stands in `port`."""
    program = os.environ.get("CLAMD") or shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail("These tests need a clamd: CLAMD=$(scripts/install-clamd) finds or installs one.")
    folder = Path(tempfile.mkdtemp(prefix="parley-clamd-"))
    folder.chmod(0o755)
    (folder / "signatures").mkdir()
    (folder / "signatures" / "ours.ndb").write_text(f"Test.File:0:*:{EICAR.hex()}\n")
    port = _free_port()
    (folder / "port").write_text(str(port))
    (folder / "clamd.conf").write_text(_CONFIGURATION.format(folder=folder, port=port))
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([program, "-c", str(folder / "clamd.conf")], stdout=log, stderr=log)
    try:
        _wait_until(lambda: (folder / "s").exists() and server.poll() is None, folder / "log")
        yield folder
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder)


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until(holds: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)


@pytest.fixture(params=["unix", "tcp"])
def scanner(clamd: Path, request: pytest.FixtureRequest) -> Clamd:
    port = (clamd / "port").read_text()
    return Clamd(f"unix:{clamd}/s" if request.param == "unix" else f"tcp://127.0.0.1:{port}")


async def test_a_real_clamd_answers_over_both_kinds_of_socket(scanner: Clamd) -> None:
    await scanner.ping()
    assert (await scanner.version()).startswith("ClamAV ")


async def test_a_signature_is_found_bare_and_in_a_zip(scanner: Clamd, tmp_path: Path) -> None:
    for content in (EICAR, zip_of({"a/b.txt": EICAR})):
        (tmp_path / "f").write_bytes(content)
        assert await scanner.scan(tmp_path / "f") == ClamdVerdict("Test.File.UNOFFICIAL")


async def test_what_clamd_does_not_know_passes(scanner: Clamd, tmp_path: Path) -> None:
    for content in (b"", b"hello", bytes(900_000)):
        (tmp_path / "f").write_bytes(content)
        assert await scanner.scan(tmp_path / "f") == ClamdVerdict()


async def test_a_stream_that_is_too_long_is_told_although_clamd_hangs_up_on_us(scanner: Clamd, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(bytes(32 * _STREAM_BYTES))
    for _ in range(5):
        verdict = await scanner.scan(tmp_path / "f")
        assert verdict == ClamdVerdict(is_too_large=True)
        assert verdict.is_limit


async def test_more_than_it_takes_at_once_wait_for_their_turn(clamd: Path, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(EICAR)
    scanner = Clamd(f"unix:{clamd}/s")
    verdicts = await asyncio.gather(*(scanner.scan(tmp_path / "f") for _ in range(MAX_AT_ONCE * 5)))
    assert {verdict.signature for verdict in verdicts} == {"Test.File.UNOFFICIAL"}


@asynccontextmanager
async def _faulty(serve: Serve) -> AsyncIterator[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def _read_all(reader: asyncio.StreamReader) -> None:
    while not (await reader.read(1 << 16)).endswith(bytes(4)):
        pass


async def _cuts_short(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _read_all(reader)
    writer.write(b"stream: O")


async def _says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _read_all(reader)


async def _talks_garbage(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _read_all(reader)
    writer.write(b"\xff\xfe HTTP/1.1 200 OK\0")


async def _fails(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _read_all(reader)
    writer.write(b"stream: Can't allocate memory ERROR\0")


async def _never_ends(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"stream: " + b"O" * 100_000)
    await writer.drain()


async def _resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10)
    writer.transport.abort()


async def _is_late(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3)
    writer.write(b"stream: OK\0")


@pytest.mark.parametrize("serve", [_cuts_short, _says_nothing, _talks_garbage, _fails, _never_ends, _resets, _is_late])
async def test_without_a_clear_answer_there_is_none(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"hello" * 100)
    async with _faulty(serve) as address:
        with pytest.raises(ScannerUnavailable):
            await Clamd(address, seconds_to_answer=0.5).scan(tmp_path / "f")


async def test_a_clamd_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"hello")
    for address in (f"unix:{tmp_path}/none", f"tcp://127.0.0.1:{_free_port()}"):
        with pytest.raises(ScannerUnavailable):
            await Clamd(address).scan(tmp_path / "f")
        with pytest.raises(ScannerUnavailable):
            await Clamd(address).ping()


@pytest.mark.parametrize("address", ["", "clamd", "unix:relative", "http://127.0.0.1:3310", "tcp://127.0.0.1", "tcp://:3310"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="no address of clamd"):
        Clamd(address)


def test_a_limit_of_clamds_own_is_told_apart_from_a_find() -> None:
    assert ClamdVerdict("Heuristics.Limits.Exceeded.MaxFiles").is_limit
    assert ClamdVerdict("Heuristics.Encrypted.Zip").is_limit
    assert not ClamdVerdict("Win.Test.EICAR_HDB-1").is_limit
    assert not ClamdVerdict().is_limit
