"""The contract of `[tool.importlinter]`, kept by the project and broken on purpose in a small house of the same rooms."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from checks.project import ROOT


def lint_imports(folder: Path, source: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with the project's contract on the `parley` package in `source`."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--config", ROOT / "pyproject.toml", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A package `parley` with an empty package for every room on every floor."""
    package = tmp_path / "parley"
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    for layer in layers:
        for room in layer.replace("|", ":").split(":"):
            folder = package / room.strip(" ()")
            (folder / "tests").mkdir(parents=True)
            (folder / "__init__.py").touch()
            (folder / "tests/__init__.py").touch()
    (package / "__init__.py").touch()
    return tmp_path


def test_the_project_keeps_its_floors(tmp_path: Path) -> None:
    result = lint_imports(tmp_path, ROOT / "src")
    assert result.returncode == 0, result.stdout


def test_an_empty_house_stands(house: Path) -> None:
    result = lint_imports(house, house)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("room", "statement"),
    [
        ("rooms", "import parley.messages"),
        ("ground", "from parley import identity"),
        ("identity", "from parley.rooms import x"),
        ("messages", "import parley.presence"),
        ("messages", "import parley.http"),
        ("gateway", "import parley.main"),
        ("gateway", "import parley.http"),
        ("worker", "import parley.cli"),
        ("rooms", "import parley.testing"),
        ("rooms", "def late():\n    import parley.messages"),
        ("rooms", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import parley.messages"),
    ],
)
def test_looking_up_or_sideways_is_refused(house: Path, room: str, statement: str) -> None:
    (house / "parley" / room / "service.py").write_text(statement + "\n")
    result = lint_imports(house, house)
    assert result.returncode == 1
    assert "Call down, listen down, never look up BROKEN" in result.stdout
    assert f"parley.{room}.service -> parley." in result.stdout


def test_a_folder_on_no_floor_is_refused(house: Path) -> None:
    shutil.copytree(house / "parley/rooms", house / "parley/attic")
    result = lint_imports(house, house)
    assert result.returncode == 1
    assert "attic" in result.stdout


def test_tests_may_take_their_fixtures_from_above(house: Path) -> None:
    (house / "parley/rooms/tests/test_log.py").write_text("import parley.testing\n")
    result = lint_imports(house, house)
    assert result.returncode == 0, result.stdout
