"""A person who uploads, and one who reads what they are let read."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import httpx
import pytest
import pytest_asyncio

from parley.files.errors import FileNotFound
from parley.files.model import Place
from parley.files.ports import Reader
from parley.ground.db.work import UnitOfWork, Work
from parley.identity.model import Viewer
from parley.testing.api import ApiClient, NewPerson

TUS = {"tus-resumable": "1.0.0"}
BYTES = {**TUS, "content-type": "application/offset+octet-stream"}


class Readers:
    """Stands for the floors above: everybody reads everything of the spaces named here, from a `seq` on."""

    def __init__(self) -> None:
        self.spaces_of: dict[str, dict[str, int]] = {}

    async def readable(self, uow: UnitOfWork, viewer: Viewer, places: Sequence[Place]) -> Sequence[Place]:
        del uow
        own = self.spaces_of.get(viewer.account_id, {})
        return [place for place in places if place.space_id in own and (place.seq or 0) >= own[place.space_id]]

    async def spaces(self, uow: UnitOfWork, viewer: Viewer, space_id: str | None) -> Mapping[str, int]:
        del uow
        own = self.spaces_of.get(viewer.account_id, {})
        if space_id is None:
            return own
        if space_id not in own:
            raise FileNotFound
        return {space_id: own[space_id]}


@pytest.fixture
def readers(parts: object, work: Work) -> Readers:
    del parts  # wired the floors above; this takes their place
    answer = Readers()
    work.ports.wire(Reader, answer)
    return answer


def metadata(**values: str) -> dict[str, str]:
    """`Upload-Metadata` with these keys, `_` for a hyphen."""
    return {
        "upload-metadata": ",".join(
            f"{key.replace('_', '-')} {base64.b64encode(value.encode()).decode()}" for key, value in values.items()
        )
    }


async def begin(client: ApiClient, length: int | None, **headers: str) -> str:
    """The path of a new upload."""
    said = {"upload-defer-length": "1"} if length is None else {"upload-length": str(length)}
    answer = await client.post("/uploads", headers={**TUS, **said, **headers})
    assert answer.status_code == 201, answer.text
    return answer.headers["location"].removeprefix("/api/v1")


async def send(client: ApiClient, path: str, offset: int, content: bytes, **headers: str) -> httpx.Response:
    return await client.patch(path, headers={**BYTES, "upload-offset": str(offset), **headers}, content=content)


async def upload(client: ApiClient, name: str, content: bytes, **more: str) -> str:
    """The id of a file that is whole."""
    path = await begin(client, len(content), **metadata(filename=name, **more))
    if content:
        answer = await send(client, path, 0, content)
        assert answer.status_code == 204, answer.text
    return path.rpartition("/")[2]


def code(answer: httpx.Response) -> tuple[int, str]:
    found: dict[str, Any] = answer.json()
    return answer.status_code, found["code"]


@pytest_asyncio.fixture
async def mara(new_person: NewPerson) -> ApiClient:
    return await new_person("Mara Lindqvist")


@pytest_asyncio.fixture
async def joao(new_person: NewPerson) -> ApiClient:
    return await new_person("João Oliveira")
