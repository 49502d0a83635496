"""Rules of the house that ruff runs: its configuration refuses each when it is broken."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from checks.project import ROOT


def codes_found(source: str, *, path: str = "src/parley/rooms/service.py") -> set[str]:
    """The codes that ruff reports for a text, as if it stood in that file."""
    result = subprocess.run(
        [Path(sys.executable).with_name("ruff"), "check", "--no-cache", "--output-format", "json", "--stdin-filename", path, "-"],
        cwd=ROOT,
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )
    return {finding["code"] for finding in json.loads(result.stdout)}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("def hide(room: str, hidden: bool) -> None: ...\n", "FBT001"),
        ("def hide(room: str, hidden=False) -> None: ...\n", "FBT002"),
        ("from . import store\n", "TID252"),
        ("print('here')\n", "T201"),
        ("import subprocess\n\nsubprocess.run('ls', shell=True, check=True)\n", "S602"),
        ("import datetime\n\nNOW = datetime.datetime.now()\n", "DTZ005"),
        ("import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n", "ASYNC251"),
    ],
)
def test_what_the_house_forbids_is_refused(source: str, code: str) -> None:
    assert code in codes_found(source)


def test_a_keyword_only_switch_is_fine() -> None:
    assert codes_found('"""Verbs."""\n\n\ndef hide(room: str, *, hidden: bool) -> None: ...\n') == set()
