"""What only one machine has."""

from pathlib import Path

import pytest

from checks import surroundings
from checks.project import Project, SourceFile
from checks.tests.conftest import Write


@pytest.mark.parametrize(
    ("path", "text", "advice"),
    [
        ("README.md", "cd /home/" + "mara/parley", "folder of one machine"),
        ("Makefile", "run:\n\t/root/" + "bin/uv", "folder of one machine"),
        ("docs/wire.md", "see [design](../" + "../design.md)", "leads out of the project"),
        (".ci/run", "cp ../" + "../x .", "leads out of the project"),
        ("scripts/install", "curl https://pypi" + ".org/simple", "package registry"),
        ("web/.npmrc", "registry=https://registry.npmjs" + ".org", "package registry"),
    ],
)
def test_what_only_one_machine_has_is_refused(write: Write, path: str, text: str, advice: str) -> None:
    (violation,) = surroundings.find_violations(write(path, text))
    assert advice in violation.message


def test_the_folder_of_the_working_copy_is_refused(tmp_path: Path) -> None:
    file = SourceFile(tmp_path, "README.md")
    (tmp_path / "README.md").write_text("It stands in /clones/" + "parley.")
    (violation,) = surroundings.find_mentions(file, own_folder="/clones/")
    assert "/clones/" in violation.message


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("web/src/features/rooms/a.ts", "import x from '../../ground/x'"),
        ("docs/decisions/0001.md", "[wire](../wire.md), [readme](../../README.md)"),
        ("docs/a.md", "`/etc/parley.toml`, `/var/lib/parley`, `https://parley.example/root/`"),
        ("src/parley/files/tests/test_names.py", "NAME = '../" + "../../../etc/passwd'"),
        ("uv.lock", "https://pypi" + ".org/simple"),
    ],
)
def test_what_every_clone_has_is_fine(write: Write, path: str, text: str) -> None:
    assert surroundings.find_violations(write(path, text)) == []


def test_pictures_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\xff\xfe")
    assert surroundings.find_violations(Project(tmp_path)) == []
