"""Write `docs/settings.md` and `docs/errors.md` from the code, so that they cannot fall behind it: `make docs`."""

import importlib
import pkgutil
import re
import types
from collections import defaultdict
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

import parley
from parley.ground.errors import AppError
from parley.ground.settings import ENVIRONMENT_PREFIX
from parley.main import SETTINGS_GROUPS

DOCS = Path(__file__).resolve().parent.parent / "docs"

_SETTINGS_HEAD = f"""\
# Settings

This page is written by `make docs` from the code.

Each setting is given, in rising order of precedence, in a TOML file (`--settings FILE`, the name as it stands here), in the
environment (`{ENVIRONMENT_PREFIX}` and the name in capitals, so that `{ENVIRONMENT_PREFIX}PORT=9000` sets `port`), or, where the
command has one, by an option. A switch is `on` or `off`. An unknown name in the file and an unreadable value anywhere are errors,
and Parley does not start.
"""

_ERRORS_HEAD = """\
# Errors

This page is written by `make docs` from the code.

A refusal has a permanent `code`. Over HTTP it arrives as `application/problem+json` (RFC 9457) with the status below and the
members `type`, `title`, `status`, `detail`, `code` and, where single inputs were wrong, `fields`; on the socket as an `error`
frame with the same `code`, `detail` and `fields`. A program decides by the code and shows its own words; `detail` is for the
person who reads the answer.
"""


def settings_page() -> str:
    """Every setting of every group that the program loads."""
    return "\n".join([_SETTINGS_HEAD, *(_settings_section(group) for group in SETTINGS_GROUPS)])


def _settings_section(group: type[msgspec.Struct]) -> str:
    head = "| setting | default | values | meaning |\n| --- | --- | --- | --- |\n"
    return f"## {_title(group)}\n\n{_summary(group)}\n\n{head}{_settings_rows(group)}"


def errors_page() -> str:
    """Every code by its first word."""
    by_noun: dict[str, list[type[AppError]]] = defaultdict(list)
    for error in errors():
        by_noun[error.code.partition(".")[0]].append(error)
    parts = [_ERRORS_HEAD]
    for noun in sorted(by_noun):
        rows = [
            f"| `{error.code}` | {error.status} | {_cell(_summary(error))} |"
            for error in sorted(by_noun[noun], key=lambda error: error.code)
        ]
        parts.append(f"## {noun}\n\n| code | status | when |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def errors() -> list[type[AppError]]:
    """Every refusal of the program, however deep below `AppError`."""
    product_modules()
    return list(_concrete(AppError))


def product_modules() -> list[types.ModuleType]:
    """All modules of the program, imported; without tests and what only they use, and without what runs when imported."""
    return [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(parley.__path__, "parley.")
        if not {"tests", "testing", "migrations", "__main__"} & set(found.name.split("."))
    ]


def _concrete(root: type[AppError]) -> Iterator[type[AppError]]:
    for error in root.__subclasses__():
        if "code" in vars(error) and error.__module__.startswith("parley.") and ".tests." not in error.__module__:
            yield error
        yield from _concrete(error)


def _title(group: type[msgspec.Struct]) -> str:
    return group.__name__.removesuffix("Settings")


def _settings_rows(group: type[msgspec.Struct]) -> str:
    kinds = get_type_hints(group, include_extras=True)
    rows = []
    for field in msgspec.structs.fields(group):
        kind, meta = _unwrap(kinds[field.name])
        rows.append(f"| `{field.name}` | {_default(field.default)} | {_values(kind, meta)} | {_cell(meta.description or '')} |")
    return "\n".join(rows) + "\n"


def _unwrap(kind: Any) -> tuple[Any, msgspec.Meta]:
    if get_origin(kind) is Annotated:
        plain, *notes = get_args(kind)
        return plain, next((note for note in notes if isinstance(note, msgspec.Meta)), msgspec.Meta())
    return kind, msgspec.Meta()


def _default(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"`{value}`" if value not in ("", None) else "empty"


def _values(kind: Any, meta: msgspec.Meta) -> str:
    if kind is bool:
        return "on, off"
    if meta.pattern is not None and (choice := re.fullmatch(r"\^\(([\w|]+)\)\$", meta.pattern)):
        return ", ".join(f"`{word}`" for word in choice[1].split("|"))
    bounds = [
        f"{sign} {bound}" for sign, bound in (("≥", meta.ge), (">", meta.gt), ("≤", meta.le), ("<", meta.lt)) if bound is not None
    ]
    name = {int: "whole number", float: "number", str: "text"}.get(kind, str(kind))
    return ", ".join([name, *bounds])


def _summary(documented: type) -> str:
    return " ".join(cleandoc(documented.__doc__ or "").split("\n\n")[0].split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    return {"settings.md": settings_page(), "errors.md": errors_page()}


if __name__ == "__main__":
    for name, content in pages().items():
        (DOCS / name).write_text(content, encoding="utf-8")
