"""Files that messages carry: claimed, logged, shown as they are now, forwarded, let go of, and read by whoever may read the message."""

import base64
import hashlib
from typing import Any

import msgspec
import pytest

from parley.ground.bus import LocalBus
from parley.ground.db.work import Work
from parley.ground.ids import new_id
from parley.messages.tests.conftest import Room, code
from parley.messages.tests.wire import plain
from parley.testing.api import ORIGIN, ApiClient, NewPerson, run_jobs
from parley.testing.statements import count_statements

WORDS = b"Some words of a note."
# In two pieces: no file of this project is to be taken for what it tests.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


async def upload(person: ApiClient, name: str, content: bytes = WORDS) -> str:
    """The id of a file that is whole."""
    answer = await person.post(
        "/uploads",
        headers={
            "tus-resumable": "1.0.0",
            "upload-length": str(len(content)),
            "upload-metadata": f"filename {base64.b64encode(name.encode()).decode()}",
            "content-type": "application/offset+octet-stream",
        },
        content=content,
    )
    assert answer.status_code == 201, answer.text
    file_id: str = answer.headers["location"].rpartition("/")[2]
    return file_id


async def post(room: Room, person: ApiClient, *file_ids: str, text: str = "", **more: Any) -> Any:
    given = {"client_id": new_id(), "text": text, "file_ids": list(file_ids), **more}
    return await person.post(f"{room.path}/messages", json=given)


async def newest(room: Room, person: ApiClient) -> dict[str, Any]:
    entry: dict[str, Any] = (await person.get(f"{room.path}/entries")).json()["items"][-1]
    return entry


async def test_a_message_carries_files_without_a_word(room: Room) -> None:
    note, plan = await upload(room.mara, "note.txt"), await upload(room.mara, "plan.txt", b"First this, then that.")
    answer = await post(room, room.mara, plan, note)
    assert answer.status_code == 201, answer.text
    described = {"name": "note.txt", "size_bytes": len(WORDS), "sha256": hashlib.sha256(WORDS).hexdigest()}
    body = answer.json()["body"]
    assert [file["id"] for file in body["files"]] == [plan, note]
    assert body["files"][1].items() >= described.items()
    assert [file["state"] for file in answer.json()["state"]["files"]] == ["waiting", "waiting"]
    assert await newest(room, room.joao) == answer.json()
    assert (await room.joao.get("/inbox")).json()["items"][0]["last_entry"] == answer.json()


async def test_what_has_no_files_says_nothing_of_them(room: Room) -> None:
    entry = await room.now()
    assert "files" not in entry["body"]
    assert "files" not in entry["state"]


async def test_a_message_without_words_or_files_is_still_empty(room: Room) -> None:
    assert code(await post(room, room.mara)) == (422, "message.empty")


async def test_only_own_whole_files_can_be_sent_each_once(room: Room) -> None:
    his = await upload(room.joao, "his.txt")
    begun = await room.mara.post("/uploads", headers={"tus-resumable": "1.0.0", "upload-length": "5"})
    unfinished = begun.headers["location"].rpartition("/")[2]
    for file_id in (his, unfinished, new_id(), "nonsense"):
        assert code(await post(room, room.mara, file_id, text="Here")) == (404, "file.not_found"), file_id
    own = await upload(room.mara, "own.txt")
    assert code(await post(room, room.mara, own, own)) == (422, "message.invalid")
    assert code(await post(room, room.mara, *[new_id() for _ in range(11)])) == (422, "request.malformed")
    assert (await newest(room, room.mara))["seq"] == 2


async def test_one_bad_file_refuses_one_message_and_no_other(room: Room) -> None:
    good = await upload(room.mara, "good.txt")
    answers = [await post(room, room.mara, good), await post(room, room.mara, new_id()), await post(room, room.joao, text="Fine")]
    assert [answer.status_code for answer in answers] == [201, 404, 201]


async def test_a_repeat_finds_the_first_message_with_its_files(room: Room) -> None:
    file_id = await upload(room.mara, "note.txt")
    first = await post(room, room.mara, file_id, client_id="same")
    again = await post(room, room.mara, file_id, client_id="same")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()


async def test_what_a_scan_finds_is_shown_to_everybody_in_the_room_at_once(room: Room, work: Work) -> None:
    good, bad = await upload(room.mara, "note.txt"), await upload(room.mara, "hello.txt", EICAR)
    await post(room, room.mara, good, bad)
    frames: list[bytes] = []
    assert isinstance(work.bus, LocalBus)
    await work.bus.subscribe(f"account.{room.joao.id}", frames.append)
    await run_jobs(work)
    told = {frame["file"]["id"]: frame["file"]["state"] for frame in map(plain_frame, frames) if frame["type"] == "file"}
    assert told == {good: "clean", bad: "refused"}
    shown = (await newest(room, room.joao))["state"]["files"]
    assert [(file["state"], file["reason"]) for file in shown] == [("clean", None), ("refused", "malware")]


def plain_frame(frame: bytes) -> dict[str, Any]:

    found: dict[str, Any] = plain(msgspec.Raw(frame))
    return found


async def test_a_refused_file_reaches_nobody(room: Room, work: Work) -> None:
    bad = await upload(room.mara, "hello.txt", EICAR)
    await post(room, room.mara, bad)
    await run_jobs(work)
    for person in (room.mara, room.joao):
        assert code(await person.get(f"/files/{bad}/content")) == (410, "file.refused")
    # Whether the scan was faster than the sender makes no difference: both see that it was refused.
    again = await post(room, room.mara, bad, text="Again")
    assert [file["state"] for file in again.json()["state"]["files"]] == ["refused"]


async def test_who_may_read_the_message_may_read_the_file_and_nobody_else(room: Room, new_person: NewPerson, work: Work) -> None:
    file_id, unsent = await upload(room.mara, "note.txt"), await upload(room.mara, "unsent.txt")
    await post(room, room.mara, file_id)
    await run_jobs(work)
    wei = await new_person("Wei Chen")
    seen = {person.id: (await person.get(f"/files/{file_id}")).status_code for person in (room.mara, room.joao, wei)}
    assert seen == {room.mara.id: 200, room.joao.id: 200, wei.id: 404}
    assert code(await room.joao.get(f"/files/{unsent}")) == (404, "file.not_found")
    address = (await room.joao.get(f"/files/{file_id}/content", follow_redirects=False)).headers["location"]
    assert (await wei.get(f"{ORIGIN}{address}")).content == WORDS


async def test_who_joined_from_now_reads_no_file_of_before(room: Room, new_person: NewPerson, work: Work) -> None:
    wei = await new_person("Wei Chen")
    group = (await room.mara.post("/rooms", json={"kind": "group", "title": "Team", "account_ids": [room.joao.id]})).json()
    path = f"/rooms/{group['room_id']}"
    team = Room(room.mara, room.joao, path)
    before, after = await upload(room.mara, "before.txt"), await upload(room.mara, "after.txt")
    await post(team, room.mara, before)
    assert (await room.mara.post(f"{path}/members", json={"account_id": wei.id, "history": "from_now"})).is_success
    await post(team, room.mara, after)
    await run_jobs(work)
    assert [(await wei.get(f"/files/{file_id}")).status_code for file_id in (before, after)] == [404, 200]
    listed = (await wei.get(f"{path}/files")).json()["items"]
    assert [row["file"]["id"] for row in listed] == [after]
    assert (await room.mara.delete(f"{path}/members/{wei.id}")).is_success
    assert (await wei.get(f"/files/{after}")).status_code == 404
    assert code(await wei.get(f"{path}/files")) == (404, "room.not_found")


async def test_a_deleted_message_lets_go_of_its_files(room: Room, work: Work) -> None:
    file_id = await upload(room.mara, "note.txt")
    seq = (await post(room, room.mara, file_id)).json()["seq"]
    await run_jobs(work)
    assert (await room.mara.delete(f"{room.path}/messages/{seq}")).status_code == 204
    assert (await room.joao.get(f"/files/{file_id}")).status_code == 404
    assert (await room.joao.get(f"{room.path}/files")).json()["items"] == []
    entries = (await room.joao.get(f"{room.path}/entries")).json()["items"]
    deleted = next(entry for entry in entries if entry["seq"] == seq)
    assert (deleted["body"], "files" in deleted["state"]) == (None, False)


async def test_a_forwarded_file_outlives_the_message_it_came_with(room: Room, new_person: NewPerson, work: Work) -> None:
    wei = await new_person("Wei Chen")
    other = f"/rooms/{(await room.joao.post('/rooms', json={'kind': 'direct', 'account_id': wei.id})).json()['room_id']}"
    file_id = await upload(room.mara, "note.txt")
    seq = (await post(room, room.mara, file_id, text="See")).json()["seq"]
    forward = {"room_id": room.path.rpartition("/")[2], "seq": seq}
    copy = await room.joao.post(f"{other}/messages", json={"client_id": "f", "text": "", "forward": forward})
    assert copy.status_code == 201, copy.text
    assert [file["id"] for file in copy.json()["body"]["forwarded"]["files"]] == [file_id]
    assert [file["id"] for file in copy.json()["state"]["files"]] == [file_id]
    await run_jobs(work)
    await room.mara.delete(f"{room.path}/messages/{seq}")
    assert [(await person.get(f"/files/{file_id}")).status_code for person in (wei, room.joao)] == [200, 200]
    assert [row["file"]["id"] for row in (await wei.get(f"{other}/files")).json()["items"]] == [file_id]


async def test_files_cost_a_page_one_statement_whatever_their_number(room: Room) -> None:
    async def statements_of_a_page() -> int:
        with count_statements() as statements:
            await room.joao.get(f"{room.path}/entries")
        return len(statements)

    without = await statements_of_a_page()
    for number in range(3):
        await post(room, room.mara, await upload(room.mara, f"{number}.txt"), await upload(room.mara, f"{number} again.txt"))
    assert await statements_of_a_page() == without + 1


@pytest.mark.parametrize("number", [1, 4])
async def test_a_message_with_files_costs_four_statements_more(room: Room, number: int) -> None:
    files = [await upload(room.mara, f"{n}.txt") for n in range(number)]
    with count_statements() as plainly:
        await post(room, room.mara, text="Plain")
    with count_statements() as carrying:
        await post(room, room.mara, *files, text="With files")
    assert len(carrying) - len(plainly) == 4
