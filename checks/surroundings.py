"""Surroundings: a stranger's clone has none of ours.

No file names a folder of the machine it was written on, reaches out of the project, or names a package registry: those come from
the reader's own machine and configuration.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from checks.project import Project, SourceFile, Violation

# What package managers write for themselves, with the registry's address in it.
_LOCK_FILES = frozenset({"uv.lock", "web/package-lock.json"})
_NOT_TEXT = (".png", ".jpg", ".webp", ".ico", ".woff2", ".gz", ".pdf")

# Folders that every Unix has, so that a text may speak of them.
_STANDARD_FOLDERS = frozenset(
    {"bin", "dev", "etc", "home", "mnt", "opt", "proc", "root", "run", "srv", "sys", "tmp", "usr", "var"}
)
_HOME = re.compile(r"(?<![\w.~-])/(?:root|home/\w+|Users/\w+)/")
_UPWARDS = re.compile(r"(?:\.\./)+")
_REGISTRY = re.compile(
    r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|(?:deb|security)\.debian\.org|archive\.ubuntu\.com)\b"
)


def find_violations(project: Project) -> list[Violation]:
    found: list[Violation] = []
    for file in project.files():
        if file.path not in _LOCK_FILES and not file.path.endswith(_NOT_TEXT):
            found.extend(find_mentions(file, own_folder=_telling_folder(project.root)))
    return sorted(found)


def _telling_folder(root: Path) -> str | None:
    """The top folder that this working copy stands in, where it is one that other machines do not have."""
    top = root.parts[1]
    return None if top in _STANDARD_FOLDERS else f"/{top}/"


def find_mentions(file: SourceFile, *, own_folder: str | None) -> Iterator[Violation]:
    depth = file.path.count("/")
    for number, line in enumerate(file.text.splitlines(), start=1):
        home = _HOME.search(line)
        if home or (own_folder and re.search(rf"(?<![\w.~-]){own_folder}", line)):
            folder = home.group() if home else own_folder
            yield file.violation(
                number, f"{folder} is a folder of one machine: use a path inside the project, or a temporary one."
            )
        if "tests/" not in file.path and any(len(climb) // 3 > depth for climb in _UPWARDS.findall(line)):
            yield file.violation(
                number, "this path leads out of the project, where a clone has nothing: bring what is needed inside."
            )
        if registry := _REGISTRY.search(line):
            yield file.violation(
                number, f"{registry.group()} is a package registry: name the package, not where to fetch it from."
            )
