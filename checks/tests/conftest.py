"""A small project of one's own to break rules in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checks.project import Project

Write = Callable[[str, str], Project]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of a small project; answers the project."""

    def write_file(path: str, text: str) -> Project:
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return Project(tmp_path)

    return write_file
