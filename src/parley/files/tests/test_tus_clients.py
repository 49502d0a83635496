"""Clients that nobody here wrote, and connections that end anywhere, against a real server."""

import asyncio
import hashlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiotus
import httpx
import pytest
import pytest_asyncio
from tusclient.client import TusClient

from parley.files.model import original_key
from parley.files.tests.conftest import BYTES, TUS
from parley.ground.db.work import Work
from parley.ground.storage import Storage
from parley.testing.api import ApiClient
from parley.testing.live import Live


class Bearer:
    """A program with an API token of Mara's."""

    def __init__(self, live: Live, token: str, work: Work) -> None:
        self.endpoint = f"{live.origin}/api/v1/uploads"
        self.token = token
        self.headers = {"Authorization": f"Bearer {token}"}
        self._work = work

    async def require_same(self, url: str, content: bytes) -> dict[str, Any]:
        """The file that the upload became, having found it to be these bytes."""
        file_id = url.rpartition("/")[2]
        async with httpx.AsyncClient(headers=self.headers) as client:
            answer = await client.get(urljoin(self.endpoint, f"files/{file_id}"))
        file: dict[str, Any] = answer.json()
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert b"".join([chunk async for chunk in self._work.ports.get(Storage).get(original_key(file_id))]) == content
        return file

    async def is_written_to(self, url: str) -> bool:
        """Whether a request holds the lease of the upload."""
        async with self._work.reading() as uow:
            cursor = await uow.conn.execute(
                "select from upload where id = %s and writer_id is not null", (url.rpartition("/")[2],)
            )
            return await cursor.fetchone() is not None


@pytest_asyncio.fixture
async def bearer(live: Live, mara: ApiClient, work: Work) -> Bearer:
    answer = await mara.post("/tokens", json={"name": "a program"})
    return Bearer(live, answer.json()["token"], work)


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    made = random.Random(7).randbytes(1_300_000)
    (tmp_path / "content.bin").write_bytes(made)
    return made


@pytest.fixture
def path(tmp_path: Path, content: bytes) -> Path:
    return tmp_path / "content.bin"


async def test_tuspy_uploads_with_checksums(bearer: Bearer, path: Path, content: bytes) -> None:
    def run() -> str:
        client = TusClient(bearer.endpoint, headers=bearer.headers)
        with path.open("rb") as source:
            uploader = client.uploader(
                file_stream=source, chunk_size=400_000, metadata={"filename": "naïve.bin"}, upload_checksum=True
            )
            uploader.upload()
        return str(uploader.url)

    file = await bearer.require_same(await asyncio.to_thread(run), content)
    assert file["name"] == "naïve.bin"


async def test_tuspy_goes_on_where_it_was(bearer: Bearer, path: Path, content: bytes) -> None:
    def run() -> str:
        client = TusClient(bearer.endpoint, headers=bearer.headers)
        with path.open("rb") as source:
            first = client.uploader(file_stream=source, chunk_size=300_000)
            next_chunk: Callable[[], None] = first.upload_chunk
            next_chunk()
        with path.open("rb") as source:
            second = client.uploader(file_stream=source, url=first.url, chunk_size=300_000)
            assert second.offset == 300_000
            second.upload()
        return str(second.url)

    await bearer.require_same(await asyncio.to_thread(run), content)


async def test_aiotus_uploads_one_file_and_several_as_one(bearer: Bearer, path: Path, content: bytes) -> None:
    endpoint = f"{bearer.endpoint}/"
    with path.open("rb") as source:
        url = await aiotus.upload(endpoint, source, {"filename": b"a.bin"}, headers=bearer.headers, chunksize=500_000)
    assert url is not None
    assert (await bearer.require_same(str(url), content))["name"] == "a.bin"
    with path.open("rb") as first, path.open("rb") as second:
        url = await aiotus.upload_multiple(
            endpoint, [first, second], {"filename": b"ab.bin"}, headers=bearer.headers, chunksize=500_000
        )
    assert url is not None
    assert (await bearer.require_same(str(url), content + content))["name"] == "ab.bin"


async def test_connections_cut_anywhere_lose_nothing_that_was_kept(bearer: Bearer, content: bytes) -> None:
    dice = random.Random(11)
    async with httpx.AsyncClient(headers={**bearer.headers, **TUS}) as client:
        made = await client.post(bearer.endpoint, headers={"upload-length": str(len(content))})
        url = urljoin(bearer.endpoint, made.headers["location"])
        cuts = 0
        while (offset := int((await client.head(url)).headers["upload-offset"])) < len(content):
            sent = dice.randrange(1, 250_000)
            await cut_short(bearer, url, offset, content[offset : offset + sent], len(content) - offset)
            cuts += 1
            after = await offset_at_rest(client, url)
            assert offset <= after <= offset + sent
            # What a server has not read yet when the connection ends is lost: at most its buffers.
            assert after >= offset + sent - 200_000
        assert cuts >= 5
    await bearer.require_same(url, content)


async def cut_short(bearer: Bearer, url: str, offset: int, sent: bytes, promised: int) -> None:
    """Promise all the rest, send some of it, and be gone."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    headers = {**BYTES, **bearer.headers, "host": parts.netloc, "upload-offset": str(offset), "content-length": str(promised)}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(f"PATCH {parts.path} HTTP/1.1\r\n{head}\r\n".encode() + sent)
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.close()
    await writer.wait_closed()
    del reader


async def offset_at_rest(client: httpx.AsyncClient, url: str) -> int:
    """The offset once nobody writes any more: a writer that comes too early is told so."""
    while True:
        offset = (await client.head(url)).headers["upload-offset"]
        answer = await client.patch(url, headers={**BYTES, "upload-offset": offset}, content=b"")
        if answer.status_code == 204:
            return int(answer.headers["upload-offset"])
        assert answer.status_code in {409, 423}, answer.text
        await asyncio.sleep(0.02)


async def test_a_second_writer_has_to_wait(bearer: Bearer, content: bytes) -> None:
    async with httpx.AsyncClient(headers={**bearer.headers, **TUS}) as client:
        made = await client.post(bearer.endpoint, headers={"upload-length": "10"})
        url = urljoin(bearer.endpoint, made.headers["location"])
        may_go_on = asyncio.Event()

        async def slowly() -> Any:
            yield b"hello"
            await may_go_on.wait()
            yield b"world"

        first = asyncio.create_task(client.patch(url, headers={**BYTES, "upload-offset": "0"}, content=slowly()))
        while not await bearer.is_written_to(url):
            await asyncio.sleep(0.02)
        second = await client.patch(url, headers={**BYTES, "upload-offset": "0"}, content=b"")
        assert (second.json()["code"], second.headers["retry-after"]) == ("upload.locked", "1")
        assert (await client.delete(url)).status_code == 423
        may_go_on.set()
        assert (await first).status_code == 204
    await bearer.require_same(url, b"helloworld")
