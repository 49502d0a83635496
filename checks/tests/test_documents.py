"""Documents that fell behind."""

import msgspec
import pytest

from checks import documents
from checks.project import ROOT, Project, SourceFile
from checks.tests.conftest import Write
from parley.ground.settings import GroundSettings

WIRE = """\
| kind | body |
| --- | --- |
| `message` | `{text}` |

| frame | when |
| --- | --- |
| `{"type": "entry", "entry": Entry}` | a new entry |

Client frames: `message.send`, `ping`; at most 64 KiB each.
"""


def wire(text: str, write: Write) -> SourceFile:
    return SourceFile(write(documents.WIRE_PAGE, text).root, documents.WIRE_PAGE)


def test_what_is_described_and_exists_is_fine(write: Write) -> None:
    page = wire(WIRE, write)
    assert documents.wrong_frames(page, {"entry", "message.send", "ping"}) == []
    assert documents.wrong_kinds(page, {"message"}) == []


CALLS = """
| call | answers |
| --- | --- |
| `POST /sessions` `{email}` · `DELETE /sessions/current` · `DELETE /sessions/{id}` | 201 |
| `GET /accounts?q=&limit=` | list |
| `PATCH /rooms/{id}/messages/{seq}` `{text}` · `DELETE …` | `Entry` |
| `PUT` · `DELETE /blocks/{account_id}` | 204 |
"""

LISTED = {
    "POST /sessions",
    "DELETE /sessions/current",
    "DELETE /sessions/{}",
    "GET /accounts",
    "PATCH /rooms/{}/messages/{}",
    "DELETE /rooms/{}/messages/{}",
    "PUT /blocks/{}",
    "DELETE /blocks/{}",
}


def test_calls_that_are_listed_and_exist_are_fine(write: Write) -> None:
    assert documents.wrong_calls(wire(CALLS, write), LISTED) == []


def test_a_call_that_nobody_listed_is_refused(write: Write) -> None:
    (violation,) = documents.wrong_calls(wire(CALLS, write), LISTED | {"POST /calls"})
    assert "`POST /calls` is not described" in violation.message


def test_a_call_that_is_gone_is_refused(write: Write) -> None:
    (violation,) = documents.wrong_calls(wire(CALLS, write), LISTED - {"PUT /blocks/{}"})
    assert "`PUT /blocks/{}` is described and does not exist" in violation.message


def test_a_contract_that_is_not_what_the_api_says_is_refused(write: Write) -> None:
    document = documents.api_document()
    text = (ROOT / documents.CONTRACT).read_text()
    project = write(documents.CONTRACT, text)
    assert documents.stale_contract(project, {**document, "paths": {}})
    (violation,) = documents.stale_contract(write(documents.CONTRACT, text.replace('"Topic"', '"Thread"')), document)
    assert "npm run contract" in violation.message


def test_the_contract_is_what_the_api_says() -> None:
    assert documents.stale_contract(Project(ROOT), documents.api_document()) == []


def test_settings_that_nobody_loads_are_refused() -> None:
    (violation,) = documents.forgotten_settings({GroundSettings, StraySettings}, [GroundSettings])
    assert "StraySettings is declared and never loaded" in violation.message


class StraySettings(msgspec.Struct):
    """A group of settings that main does not know."""


def test_a_frame_that_nobody_described_is_refused(write: Write) -> None:
    (violation,) = documents.wrong_frames(wire(WIRE, write), {"entry", "message.send", "ping", "call.ringing"})
    assert "`call.ringing` is not described" in violation.message


def test_a_frame_that_is_gone_is_refused(write: Write) -> None:
    (violation,) = documents.wrong_frames(wire(WIRE, write), {"message.send", "ping"})
    assert "`entry` is described and does not exist" in violation.message


def test_a_kind_of_entry_that_nobody_described_is_refused(write: Write) -> None:
    (violation,) = documents.wrong_kinds(wire(WIRE, write), {"message", "call.begun"})
    assert "`call.begun` is not described" in violation.message


def test_the_kinds_of_entry_are_found_where_they_are_made(write: Write) -> None:
    write("src/parley/messages/service.py", 'def send(text):\n    return EntryDraft("message", None, {"text": text})\n')
    write("src/parley/messages/tests/test_send.py", 'EntryDraft(kind="nonsense")\n')
    project = write("src/parley/rooms/service.py", 'append_notice(uow, "member.left" if leaves else "member.removed", {})\n')
    assert documents.entry_kinds(project) == {"message", "member.left", "member.removed"}
    react = 'def react(on):\n    kind = "reaction.added" if on else "reaction.removed"\n    rooms.append_notice(uow, kind)\n'
    assert documents.entry_kinds(write("src/parley/messages/service.py", react)) >= {"reaction.added", "reaction.removed"}


@pytest.mark.parametrize("page", ["settings.md", "errors.md"])
def test_a_page_that_fell_behind_the_code_is_refused(write: Write, page: str) -> None:
    for name in ("settings.md", "errors.md"):
        write(f"docs/{name}", (ROOT / "docs" / name).read_text())
    lines = (ROOT / "docs" / page).read_text().splitlines(keepends=True)
    project = write(f"docs/{page}", "".join(lines[:-1]))
    (violation,) = documents.stale_pages(project)
    assert violation.path == f"docs/{page}"
    assert "make docs" in violation.message


def test_a_page_that_is_missing_is_refused(write: Write) -> None:
    project = write("docs/settings.md", "")
    assert len(documents.stale_pages(project)) == 2
