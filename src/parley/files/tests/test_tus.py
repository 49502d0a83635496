"""The tus protocol, request by request."""

import base64
import hashlib
from datetime import timedelta

import pytest

from parley.files.model import original_key
from parley.files.settings import FileSettings
from parley.files.tests.conftest import BYTES, TUS, begin, code, metadata, send, upload
from parley.ground.clock import FixedClock
from parley.ground.db.work import Work
from parley.ground.ids import new_id
from parley.ground.settings import Settings
from parley.ground.storage import Storage
from parley.testing.api import ApiClient


async def stored(work: Work, file_id: str) -> bytes:
    return b"".join([chunk async for chunk in work.ports.get(Storage).get(original_key(file_id))])


async def objects(work: Work) -> list[str]:
    return sorted([key async for key in work.ports.get(Storage).list("")])


async def test_what_the_server_can_do_is_told_without_a_session(stranger: ApiClient) -> None:
    answer = await stranger.options("/uploads")
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert answer.headers["tus-max-size"] == str(1 << 30)
    assert set(answer.headers["tus-extension"].split(",")) == {
        "creation", "creation-with-upload", "creation-defer-length", "expiration", "checksum", "termination", "concatenation",
    }  # fmt: skip
    assert "sha1" in answer.headers["tus-checksum-algorithm"].split(",")


async def test_a_file_sent_in_pieces_is_whole_and_its_hash_is_known(mara: ApiClient, work: Work) -> None:
    content = bytes(range(256)) * 1000
    path = await begin(mara, len(content), **metadata(filename="notes.bin"))
    for at in range(0, len(content), 100_000):
        answer = await send(mara, path, at, content[at : at + 100_000])
        assert answer.status_code == 204
        assert answer.headers["upload-offset"] == str(min(at + 100_000, len(content)))
        assert answer.headers["tus-resumable"] == "1.0.0"
    file_id = path.rpartition("/")[2]
    file = (await mara.get(f"/files/{file_id}")).json()
    assert (file["name"], file["size_bytes"], file["state"]) == ("notes.bin", len(content), "waiting")
    assert file["sha256"] == hashlib.sha256(content).hexdigest()
    assert await stored(work, file_id) == content
    assert await objects(work) == [original_key(file_id)]


async def test_a_file_sent_at_once_is_moved_and_has_the_same_hash(mara: ApiClient, work: Work) -> None:
    file_id = await upload(mara, "one.txt", b"one piece")
    assert (await mara.get(f"/files/{file_id}")).json()["sha256"] == hashlib.sha256(b"one piece").hexdigest()
    assert await objects(work) == [original_key(file_id)]


async def test_an_empty_file_is_whole_at_once(mara: ApiClient, work: Work) -> None:
    file_id = await upload(mara, "empty.txt", b"")
    assert (await mara.get(f"/files/{file_id}")).json()["size_bytes"] == 0
    assert await stored(work, file_id) == b""


async def test_the_first_bytes_may_come_with_the_creation(mara: ApiClient) -> None:
    headers = {**BYTES, "upload-length": "10", **metadata(filename="a.txt")}
    answer = await mara.post("/uploads", headers=headers, content=b"hello")
    assert (answer.status_code, answer.headers["upload-offset"]) == (201, "5")
    path = answer.headers["location"].removeprefix("/api/v1")
    assert answer.headers["location"].startswith("/api/v1/uploads/")
    assert (await send(mara, path, 5, b"world")).headers["upload-offset"] == "10"


async def test_a_length_may_be_told_later(mara: ApiClient) -> None:
    path = await begin(mara, None, **metadata(filename="stream.txt"))
    assert (await mara.head(path, headers=TUS)).headers["upload-defer-length"] == "1"
    await send(mara, path, 0, b"abc")
    assert (await send(mara, path, 3, b"def", **{"upload-length": "6"})).status_code == 204
    assert (await mara.head(path, headers=TUS)).headers["upload-length"] == "6"
    assert (await mara.get(f"/files/{path.rpartition('/')[2]}")).json()["size_bytes"] == 6


async def test_head_tells_everything_and_is_not_to_be_kept(mara: ApiClient) -> None:
    said = metadata(filename="a.txt", filetype="text/plain")
    path = await begin(mara, 3, **said)
    answer = await mara.head(path, headers=TUS)
    assert answer.status_code == 200
    assert (answer.headers["upload-offset"], answer.headers["upload-length"]) == ("0", "3")
    assert answer.headers["upload-metadata"] == said["upload-metadata"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["upload-expires"] == "Tue, 03 Mar 2026 09:00:00 GMT"


async def test_an_other_version_is_refused_with_the_ones_there_are(mara: ApiClient) -> None:
    for headers in ({}, {"tus-resumable": "0.2.2"}):
        answer = await mara.post("/uploads", headers={"upload-length": "1", **headers})
        assert code(answer) == (412, "upload.version")
        assert answer.headers["tus-version"] == "1.0.0"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"upload-length": "-1"},
        {"upload-length": "x"},
        {"upload-length": "5", "upload-defer-length": "1"},
        {"upload-defer-length": "2"},
        {"upload-length": "5", "upload-metadata": "filename !!!"},
        {"upload-length": "5", "upload-metadata": "a YQ==,a YQ=="},
        {"upload-length": "5", "upload-metadata": "a " + "Y" * 5000},
        {"upload-concat": "final;"},
        {"upload-concat": "final;/api/v1/uploads/no-id"},
        {"upload-concat": "half", "upload-length": "5"},
    ],
)
async def test_headers_that_say_nothing_sensible_are_refused(mara: ApiClient, headers: dict[str, str]) -> None:
    assert code(await mara.post("/uploads", headers={**TUS, **headers})) == (400, "upload.malformed")


async def test_bytes_come_under_their_own_type_and_at_the_right_offset(mara: ApiClient) -> None:
    path = await begin(mara, 10)
    wrong = await mara.patch(path, headers={**TUS, "content-type": "application/json", "upload-offset": "0"}, content=b"{}")
    assert code(wrong) == (415, "upload.media_type")
    conflict = await send(mara, path, 3, b"abc")
    assert code(conflict) == (409, "upload.offset_conflict")
    assert conflict.json()["fields"] == {"offset": 0}
    assert code(await mara.patch(path, headers=BYTES, content=b"abc")) == (400, "upload.malformed")


async def test_more_than_the_length_is_refused(mara: ApiClient) -> None:
    path = await begin(mara, 3)
    assert code(await send(mara, path, 0, b"abcd")) == (413, "file.too_large")
    assert (await mara.head(path, headers=TUS)).headers["upload-offset"] == "0"
    assert (await send(mara, path, 0, b"abc")).status_code == 204
    assert code(await send(mara, path, 3, b"d")) == (413, "file.too_large")


async def test_a_wrong_checksum_keeps_nothing(mara: ApiClient, work: Work) -> None:
    path = await begin(mara, 10)
    good = base64.b64encode(hashlib.sha1(b"hello", usedforsecurity=False).digest()).decode()
    answer = await send(mara, path, 0, b"hullo", **{"upload-checksum": f"sha1 {good}"})
    assert code(answer) == (460, "upload.checksum_mismatch")
    assert (await mara.head(path, headers=TUS)).headers["upload-offset"] == "0"
    assert await objects(work) == []
    assert (await send(mara, path, 0, b"hello", **{"upload-checksum": f"sha1 {good}"})).status_code == 204
    rest = base64.b64encode(hashlib.sha256(b"world").digest()).decode()
    assert (await send(mara, path, 5, b"world", **{"upload-checksum": f"sha256 {rest}"})).status_code == 204
    assert code(await send(mara, path, 10, b"", **{"upload-checksum": "crc32 AAAA"})) == (400, "upload.malformed")


async def test_an_upload_that_was_ended_is_gone_with_its_bytes(mara: ApiClient, work: Work) -> None:
    path = await begin(mara, 10)
    await send(mara, path, 0, b"hello")
    assert (await mara.delete(path, headers=TUS)).status_code == 204
    assert (await mara.head(path, headers=TUS)).status_code == 404
    assert code(await send(mara, path, 5, b"world")) == (404, "upload.not_found")
    assert await objects(work) == []


async def test_an_upload_expires_and_every_piece_puts_that_off(mara: ApiClient, clock: FixedClock) -> None:
    path = await begin(mara, 10)
    clock.move(timedelta(hours=23))
    answer = await send(mara, path, 0, b"hello")
    assert answer.headers["upload-expires"] == "Wed, 04 Mar 2026 08:00:00 GMT"
    clock.move(timedelta(hours=23))
    assert (await mara.head(path, headers=TUS)).status_code == 200
    clock.move(timedelta(hours=1))
    assert (await mara.head(path, headers=TUS)).status_code == 410
    assert code(await send(mara, path, 5, b"world")) == (410, "upload.expired")


async def test_partial_uploads_become_one_file(mara: ApiClient, work: Work) -> None:
    partial = {"upload-concat": "partial"}
    first, second = await begin(mara, 6, **partial), await begin(mara, 5, **partial)
    await send(mara, first, 0, b"hel")
    final = {
        **TUS,
        "upload-concat": f"final;/api/v1{first} http://localhost:8000/api/v1{second}",
        **metadata(filename="whole.txt"),
    }
    assert code(await mara.post("/uploads", headers=final)) == (409, "upload.unfinished")
    await send(mara, first, 3, b"lo ")
    await send(mara, second, 0, b"world")
    assert (await mara.head(first, headers=TUS)).headers["upload-concat"] == "partial"
    answer = await mara.post("/uploads", headers=final)
    assert answer.status_code == 201, answer.text
    path = answer.headers["location"].removeprefix("/api/v1")
    described = await mara.head(path, headers=TUS)
    assert (described.headers["upload-length"], described.headers["upload-offset"]) == ("11", "11")
    assert described.headers["upload-concat"] == final["upload-concat"]
    assert code(await send(mara, path, 11, b"!")) == (403, "upload.final")
    file = (await mara.get(f"/files/{path.rpartition('/')[2]}")).json()
    assert (file["name"], file["size_bytes"]) == ("whole.txt", 11)
    assert await stored(work, file["id"]) == b"hello world"
    assert (await mara.get(f"/files/{first.rpartition('/')[2]}")).status_code == 404


async def test_nobody_else_can_touch_an_upload(mara: ApiClient, joao: ApiClient, stranger: ApiClient) -> None:
    path = await begin(mara, 5, **{"upload-concat": "partial"})
    await send(mara, path, 0, b"hel")
    assert (await joao.head(path, headers=TUS)).status_code == 404
    assert code(await send(joao, path, 3, b"lo")) == (404, "upload.not_found")
    assert code(await joao.delete(path, headers=TUS)) == (404, "upload.not_found")
    final = {**TUS, "upload-concat": f"final;/api/v1{path}"}
    assert code(await joao.post("/uploads", headers=final)) == (404, "upload.not_found")
    assert (await stranger.head(path, headers=TUS)).status_code == 401
    assert code(await stranger.post("/uploads", headers={**TUS, "upload-length": "1"})) == (401, "session.required")
    assert (await mara.head(path, headers=TUS)).headers["upload-offset"] == "3"


async def test_another_site_cannot_upload_with_somebodys_cookie(mara: ApiClient) -> None:
    answer = await mara.post("/uploads", headers={**TUS, "upload-length": "1", "x-csrf-token": "guessed"})
    assert code(answer) == (403, "request.csrf_refused")


async def test_methods_can_be_said_in_a_header(mara: ApiClient) -> None:
    path = await begin(mara, 5)
    said = {**BYTES, "upload-offset": "0", "x-http-method-override": "PATCH"}
    assert (await mara.post(path, headers=said, content=b"hel")).headers["upload-offset"] == "3"
    assert (await mara.post(path, headers={**TUS, "x-http-method-override": "HEAD"})).headers["upload-offset"] == "3"
    assert (await mara.post(path, headers={**TUS, "x-http-method-override": "DELETE"})).status_code == 204
    assert (await mara.head(path, headers=TUS)).status_code == 404
    assert (await mara.post(f"/uploads/{new_id()}", headers={**TUS, "x-http-method-override": "PUT"})).status_code == 400


class TestLimits:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.with_changes(FileSettings, max_file_bytes=1_000, account_storage_bytes=1_500, max_open_uploads=3)

    async def test_a_file_may_not_be_larger_than_is_allowed(self, mara: ApiClient) -> None:
        answer = await mara.post("/uploads", headers={**TUS, "upload-length": "1001"})
        assert code(answer) == (413, "file.too_large")
        assert answer.json()["fields"] == {"limit": 1_000}
        path = await begin(mara, None)
        assert code(await send(mara, path, 0, b"x" * 1_001)) == (413, "file.too_large")
        assert code(await send(mara, path, 0, b"x", **{"upload-length": "1001"})) == (413, "file.too_large")

    async def test_files_of_an_account_may_not_take_more_than_they_may(self, mara: ApiClient, joao: ApiClient) -> None:
        await upload(mara, "a.bin", b"x" * 1_000)
        answer = await mara.post("/uploads", headers={**TUS, "upload-length": "501"})
        assert code(answer) == (413, "file.quota_exceeded")
        await begin(mara, 500)
        assert code(await mara.post("/uploads", headers={**TUS, "upload-length": "1"})) == (413, "file.quota_exceeded")
        await begin(joao, 1_000)

    async def test_only_so_many_uploads_may_be_open(self, mara: ApiClient) -> None:
        paths = [await begin(mara, 5) for _ in range(3)]
        assert code(await mara.post("/uploads", headers={**TUS, "upload-length": "1"})) == (429, "upload.limit")
        await send(mara, paths[0], 0, b"12345")
        await begin(mara, 1)
