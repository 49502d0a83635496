"""Doors: which files of a domain others may import, and what each kind of file may do.

A domain that lets others reach into its tables or its routes cannot change either. So its neighbours see `service`, `events`,
`errors`, `model` and `ports`; only the roof mounts the rest, and not even the roof sees a `store`. Nothing but a unit of work
commits.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from checks.house import (
    GROUND,
    OPEN_DOORS,
    ROOF,
    TESTING,
    is_domain,
    is_test,
    part_of,
    room_of,
)
from checks.project import Project, SourceFile, Violation

# What describes a domain must not need what acts on it.
_PLAIN_FILES = frozenset({"model", "events", "errors", "ports"})
_ACTING_FILES = frozenset({"service", "store", "api", "listeners", "jobs"})
_WEB_LIBRARIES = frozenset({"litestar", "uvicorn", "websockets"})
_DATABASE_DRIVER = "psycopg"


def find_violations(project: Project) -> list[Violation]:
    found: list[Violation] = []
    for file in project.files(".py", under="src/parley"):
        found.extend(_closed_doors(file))
        found.extend(_wrong_libraries(file))
        found.extend(_commits(file))
    return sorted(found)


def imported_modules(tree: ast.Module) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each import in the file, also in functions and under TYPE_CHECKING: its line, and the dotted name with what it takes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, tuple(alias.name.split("."))
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.lineno, (*node.module.split("."), alias.name)


def _closed_doors(file: SourceFile) -> Iterator[Violation]:
    own_part, own_room = part_of(file.module), room_of(file.module)
    if own_part == TESTING:
        return
    for line, target in imported_modules(file.tree):
        part, door = part_of(target), room_of(target)
        if part is None or not is_domain(part) or not _is_module(file.root, part):
            continue
        if part == own_part:
            if own_room in _PLAIN_FILES and door in _ACTING_FILES:
                yield file.violation(
                    line, f"{own_room} only describes; move what needs {'.'.join(target[:3])} into service or store."
                )
            elif own_room in {"api", "listeners"} and door == "store":
                yield file.violation(
                    line, f"{own_room} holds no query; call a function of parley.{part}.service that returns what is needed."
                )
        elif door is None or not _is_open(door, to=file.module):
            yield file.violation(line, _advice(part, door))


def _is_module(root: Path, part: str) -> bool:
    """False for a name that `parley/__init__.py` defines itself, such as the version."""
    package = root / "src/parley"
    return (package / part).is_dir() or (package / f"{part}.py").is_file()


def _is_open(door: str, *, to: tuple[str, ...]) -> bool:
    if part_of(to) == ROOF:
        return door != "store"
    return door in OPEN_DOORS or (is_test(to) and door in {"settings", "tests"})


def _advice(part: str, door: str | None) -> str:
    name = f"parley.{part}.{door}" if door else f"parley.{part}"
    if door == "store":
        return (
            f"{name} belongs to its domain alone; call parley.{part}.service, or join its tables, for reading, in your own store."
        )
    if door in {"api", "listeners"}:
        return f"only parley.main mounts {name}; what you need from it belongs in parley.{part}.service."
    if door in {"settings", "jobs"}:
        return f"{name} is for its domain and the roof; let parley.{part}.service answer."
    return f"{name} is no open door; import from {', '.join(f'parley.{part}.{open_door}' for open_door in sorted(OPEN_DOORS))}."


def _wrong_libraries(file: SourceFile) -> Iterator[Violation]:
    part, room = part_of(file.module), room_of(file.module)
    if not is_domain(part) or is_test(file.module):
        return
    for line, target in imported_modules(file.tree):
        if target[0] in _WEB_LIBRARIES and room != "api":
            yield file.violation(
                line, f"{target[0]} belongs to transports and api; let {room or part} take and return plain values."
            )
        if target[0] == _DATABASE_DRIVER and room != "store":
            yield file.violation(
                line, f"{_DATABASE_DRIVER} belongs to store; let a store function answer or raise one of the domain's errors."
            )


def _commits(file: SourceFile) -> Iterator[Violation]:
    if part_of(file.module) == GROUND or is_test(file.module):
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"commit", "rollback"}:
            yield file.violation(
                node.lineno,
                f".{node.func.attr}() is the unit of work's: whoever opened it commits on leaving; raise to take it back.",
            )
