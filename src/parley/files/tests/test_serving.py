"""Who may open what, and how bytes are given out."""

import io
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest
from PIL import Image

from parley.files import service
from parley.files.model import Claim, derived_key
from parley.files.service import settling
from parley.files.service.sweeping import sweep
from parley.files.settings import FileSettings
from parley.files.tests.conftest import TUS, Readers, begin, code, send, upload
from parley.ground.bus import LocalBus
from parley.ground.clock import FixedClock
from parley.ground.db.work import Work
from parley.ground.ids import new_id
from parley.ground.settings import Settings
from parley.ground.storage import Storage
from parley.testing.api import ApiClient, NewBrowser
from parley.testing.statements import count_statements

TEXT = b"Nothing but words.\n"


async def examine(work: Work, file_id: str) -> None:
    """What the jobs do once a file is whole."""
    await settling.examine(work, file_id=file_id)
    await settling.preview(work, file_id=file_id)


async def clean_text(work: Work, client: ApiClient, name: str = "words.txt", content: bytes = TEXT) -> str:
    file_id = await upload(client, name, content)
    await examine(work, file_id)
    return file_id


async def hang(work: Work, client: ApiClient, file_ids: Sequence[str], space_id: str, seq: int = 1) -> str:
    """The id of the message that the files hang on now."""
    holder_id = new_id()
    async with work.writing() as uow:
        claim = Claim(
            account_id=client.id,
            file_ids=tuple(file_ids),
            space_id=space_id,
            holder_kind="message",
            holder_id=holder_id,
            at=uow.now(),
            seq=seq,
        )
        await service.claim(uow, [claim])
    return holder_id


async def address(client: ApiClient, file_id: str, **params: Any) -> str:
    answer = await client.get(f"/files/{file_id}/content", params=params)
    assert answer.status_code == 302, answer.text
    location: str = answer.headers["location"]
    return location.removeprefix("/api/v1")


def picture(*, gps: bool = False) -> bytes:
    image = Image.new("RGB", (600, 400), (200, 30, 30))
    exif = Image.Exif()
    if gps:
        exif[0x010F] = "A camera of Mara's"
    output = io.BytesIO()
    image.save(output, "JPEG", exif=exif)
    return output.getvalue()


async def test_a_file_is_not_given_out_before_it_was_scanned(mara: ApiClient, work: Work) -> None:
    file_id = await upload(mara, "words.txt", TEXT)
    waiting = await mara.get(f"/files/{file_id}/content")
    assert code(waiting) == (409, "file.not_ready")
    assert waiting.headers["retry-after"] == "2"
    await examine(work, file_id)
    assert (await mara.get(f"/files/{file_id}")).json()["state"] == "clean"
    assert (await mara.get(await address(mara, file_id))).content == TEXT


async def test_a_refused_file_is_given_to_nobody_and_says_why(mara: ApiClient, work: Work) -> None:
    file_id = await upload(mara, "page.png", b"<!doctype html><html><script>alert(1)</script></html>")
    await examine(work, file_id)
    file = (await mara.get(f"/files/{file_id}")).json()
    assert (file["state"], file["reason"], file["preview_state"]) == ("refused", "type_mismatch", "none")
    answer = await mara.get(f"/files/{file_id}/content")
    assert code(answer) == (410, "file.refused")
    assert answer.json()["fields"] == {"reason": "type_mismatch"}


async def test_what_was_sent_is_only_ever_saved(mara: ApiClient, work: Work) -> None:
    file_id = await clean_text(work, mara, 'a "quoted" naïve 文.txt')
    answer = await mara.get(await address(mara, file_id))
    name = (await mara.get(f"/files/{file_id}")).json()["name"]
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "%E6%96%87.txt" in answer.headers["content-disposition"]
    assert "\u6587" in name
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert answer.headers["cross-origin-resource-policy"] == "same-site"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["content-type"].startswith("text/plain")


async def test_a_picture_is_shown_as_we_drew_it_and_saved_without_metadata(mara: ApiClient, work: Work) -> None:
    content = picture(gps=True)
    file_id = await upload(mara, "beach.jpg", content)
    await examine(work, file_id)
    file = (await mara.get(f"/files/{file_id}")).json()
    assert (file["kind"], file["media_type"], file["preview_state"]) == ("picture", "image/jpeg", "ready")
    assert (file["preview"]["width"], file["preview"]["height"], file["preview"]["has_display"]) == (600, 400, True)
    shown = await mara.get(await address(mara, file_id, variant="display"))
    assert (shown.headers["content-type"], shown.headers["content-disposition"][:6]) == ("image/webp", "inline")
    assert 'filename="beach.webp"' in shown.headers["content-disposition"]
    kept = await mara.get(await address(mara, file_id, variant="display", download=1))
    assert kept.headers["content-disposition"].startswith("attachment")
    saved = await mara.get(await address(mara, file_id))
    assert saved.headers["content-disposition"].startswith('attachment; filename="beach.jpg"')
    assert b"camera of Mara" in content
    assert b"camera of Mara" not in saved.content + shown.content
    assert Image.open(io.BytesIO(saved.content)).size == (600, 400)


async def test_a_sender_may_keep_the_metadata(mara: ApiClient, work: Work) -> None:
    content = picture(gps=True)
    file_id = await upload(mara, "beach.jpg", content, keep_metadata="1")
    await examine(work, file_id)
    assert (await mara.get(await address(mara, file_id))).content == content


async def test_only_who_may_read_what_it_hangs_on_sees_a_file(
    mara: ApiClient, joao: ApiClient, stranger: ApiClient, work: Work, readers: Readers
) -> None:
    file_id, space = await clean_text(work, mara), new_id()
    for path in (f"/files/{file_id}", f"/files/{file_id}/content", f"/files/archive?ids={file_id}"):
        assert code(await joao.get(path)) == (404, "file.not_found")
        assert code(await stranger.get(path)) == (401, "session.required")
    await hang(work, mara, [file_id], space, seq=7)
    readers.spaces_of[joao.id] = {space: 8}
    assert code(await joao.get(f"/files/{file_id}")) == (404, "file.not_found")
    readers.spaces_of[joao.id] = {space: 7}
    assert (await joao.get(f"/files/{file_id}")).status_code == 200
    assert (await joao.get(await address(joao, file_id))).content == TEXT
    assert code(await joao.get(f"/files/{new_id()}")) == (404, "file.not_found")


async def test_an_address_works_without_a_session_for_five_minutes(
    mara: ApiClient, new_browser: NewBrowser, work: Work, clock: FixedClock
) -> None:
    file_id = await clean_text(work, mara)
    answer = await mara.get(f"/files/{file_id}/content")
    assert answer.headers["cache-control"] == "private, max-age=240"
    where = await address(mara, file_id)
    other = new_browser()
    clock.move(timedelta(minutes=4, seconds=59))
    assert (await other.get(where)).content == TEXT
    clock.move(timedelta(seconds=1))
    assert code(await other.get(where)) == (403, "file.address_invalid")


async def test_an_altered_address_is_refused(mara: ApiClient, work: Work) -> None:
    first, second = await clean_text(work, mara), await upload(mara, "beach.jpg", picture())
    await examine(work, second)
    token = (await address(mara, second, variant="display")).rpartition("/")[2]
    for altered in (
        token[:-2] + ("AA" if token[-2:] != "AA" else "BB"),
        "A" + token[1:],
        token[:40],
        "",
        "%00",
        "x" * 400,
        token + "AAAA",
    ):
        assert (await mara.get(f"/file-content/{altered}")).status_code in {403, 404}, altered
    import base64

    signed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    for old, new in ((second.encode(), first.encode()), (b'"display"', b'"original"')):
        forged = base64.urlsafe_b64encode(signed.replace(old, new)).decode().rstrip("=")
        assert forged != token
        assert code(await mara.get(f"/file-content/{forged}")) == (403, "file.address_invalid")


async def test_an_address_of_a_purged_file_ends_at_once(mara: ApiClient, work: Work) -> None:
    file_id = await clean_text(work, mara)
    where = await address(mara, file_id)
    assert (await mara.delete(f"/uploads/{file_id}", headers=TUS)).status_code == 204
    await sweep(work)
    assert code(await mara.get(where)) == (410, "file.purged")
    assert code(await mara.get(f"/files/{file_id}/content")) == (410, "file.purged")
    assert (await mara.get(f"/files/{file_id}")).json()["state"] == "purged"
    assert [key async for key in work.ports.get(Storage).list("")] == []


@pytest.mark.parametrize(
    ("asked", "status", "got", "described"),
    [
        ("bytes=0-6", 206, b"Nothing", "bytes 0-6/19"),
        ("bytes=8-", 206, b"but words.\n", "bytes 8-18/19"),
        ("bytes=-7", 206, b"words.\n", "bytes 12-18/19"),
        ("bytes=-700", 206, TEXT, "bytes 0-18/19"),
        ("bytes=10-1000", 206, b"t words.\n", "bytes 10-18/19"),
        ("bytes=19-", 416, b"", "bytes */19"),
        ("bytes=-0", 416, b"", "bytes */19"),
        ("bytes=5-2", 200, TEXT, None),
        ("bytes=0-1,3-4", 200, TEXT, None),
        ("lines=0-1", 200, TEXT, None),
    ],
)
async def test_one_range_is_served(
    mara: ApiClient, work: Work, asked: str, status: int, got: bytes, described: str | None
) -> None:
    where = await address(mara, await clean_text(work, mara))
    answer = await mara.get(where, headers={"range": asked})
    assert (answer.status_code, answer.content, answer.headers.get("content-range")) == (status, got, described)
    if status != 416:
        assert answer.headers["content-length"] == str(len(got))
        assert answer.headers["accept-ranges"] == "bytes"


async def test_what_a_client_has_is_not_sent_again(mara: ApiClient, work: Work) -> None:
    where = await address(mara, await clean_text(work, mara))
    etag = (await mara.get(where)).headers["etag"]
    assert (await mara.get(where, headers={"if-none-match": etag})).status_code == 304
    assert (await mara.get(where, headers={"if-none-match": f'"other", W/{etag}'})).status_code == 304
    assert (await mara.get(where, headers={"if-none-match": '"other"'})).status_code == 200
    assert (await mara.get(where, headers={"range": "bytes=0-1", "if-range": etag})).status_code == 206
    assert (await mara.get(where, headers={"range": "bytes=0-1", "if-range": '"other"'})).status_code == 200


async def test_several_files_come_as_one_zip(mara: ApiClient, work: Work) -> None:
    large = bytes(range(256)) * 10_000
    chosen = [await clean_text(work, mara, "Notes.txt"), await clean_text(work, mara, "notes.txt", b"others")]
    chosen.append(await clean_text(work, mara, "large.txt", b"a line of text\n" * 200_000))
    chosen.append(await upload(mara, "waiting.bin", large))
    answer = await mara.get("/files/archive", params={"ids": ",".join(chosen)})
    assert answer.headers["content-type"] == "application/zip"
    assert "attachment" in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["Notes.txt", "notes (2).txt", "large.txt"]
        assert archive.read("notes (2).txt") == b"others"
        assert archive.read("large.txt") == b"a line of text\n" * 200_000
    assert code(await mara.get("/files/archive", params={"ids": chosen[-1]})) == (409, "file.not_ready")
    assert code(await mara.get("/files/archive", params={"ids": "a,b"})) == (422, "request.malformed")


class TestAnotherOrigin:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.with_changes(FileSettings, files_origin="https://files.example")

    async def test_bytes_have_an_origin_of_their_own_and_it_has_nothing_else(
        self, mara: ApiClient, work: Work, new_browser: NewBrowser
    ) -> None:
        file_id = await clean_text(work, mara)
        where = (await mara.get(f"/files/{file_id}/content")).headers["location"]
        assert where.startswith("https://files.example/api/v1/file-content/")
        answer = await new_browser().get(where)
        assert answer.content == TEXT
        for path in ("/", "/api/v1/config", "/healthz", f"/api/v1/files/{file_id}"):
            assert (await mara.get(f"https://files.example{path}")).status_code == 404
        policy = (await mara.get("/config")).headers["content-security-policy"]
        assert "img-src 'self' data: blob: https://files.example;" in policy


async def test_owner_is_told_of_every_state(mara: ApiClient, work: Work, bus: LocalBus) -> None:
    heard: list[bytes] = []
    await bus.subscribe(f"account.{mara.id}", heard.append)
    file_id = await upload(mara, "words.txt", TEXT)
    await examine(work, file_id)
    import msgspec

    states = [(f["file"]["state"], f["file"]["preview_state"]) for f in map(msgspec.json.decode, heard) if f["type"] == "file"]
    assert states == [("scanning", "waiting"), ("clean", "waiting"), ("clean", "ready")]


async def test_seeing_a_file_takes_a_bounded_number_of_statements(mara: ApiClient, work: Work) -> None:
    file_id = await clean_text(work, mara)
    await mara.get(f"/files/{file_id}/content")
    with count_statements() as statements:
        where = await address(mara, file_id)
    assert len(statements) <= 3
    with count_statements() as statements:
        await mara.get(where)
    assert len(statements) == 1


async def test_bytes_are_where_the_model_says(mara: ApiClient, work: Work) -> None:
    file_id = await upload(mara, "beach.jpg", picture())
    await examine(work, file_id)
    keys = [key async for key in work.ports.get(Storage).list("derived")]
    assert sorted(keys) == sorted(derived_key(file_id, variant) for variant in ("display", "original", "thumbnail"))


async def test_an_upload_that_became_a_sent_file_leaves_it_when_it_is_ended(mara: ApiClient, work: Work) -> None:
    file_id = await clean_text(work, mara)
    await hang(work, mara, [file_id], new_id())
    assert (await mara.delete(f"/uploads/{file_id}", headers=TUS)).status_code == 204
    await sweep(work)
    assert (await mara.get(f"/files/{file_id}")).json()["state"] == "clean"


async def test_an_unfinished_upload_is_no_file(mara: ApiClient) -> None:
    path = await begin(mara, 10)
    answer: httpx.Response = await send(mara, path, 0, b"hello")
    assert answer.status_code == 204
    assert (await mara.get(f"/files/{path.rpartition('/')[2]}")).status_code == 404
