"""Documents: what a program or an operator may rely on is written down, and what is written down exists.

Settings and error codes are compared with the pages that `make docs` writes, the API with the document that the web client's types are
made from. Calls of the API, frames of the socket and kinds of entry are looked for in `docs/wire.md`, whose words a person writes.
"""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from checks.house import is_test
from checks.project import Project, SourceFile, Violation
from parley.ground.settings import Settings
from parley.http.app import API_PREFIX
from parley.main import PROGRAM, SETTINGS_GROUPS
from scripts.generate_docs import pages, product_modules

WIRE_PAGE = "docs/wire.md"
CONTRACT = "web/src/contract/openapi.json"

_PARAMETER = re.compile(r"\{[^}]*\}")

# The calls that make an entry; the kind is a literal in them.
_ENTRY_MAKERS = frozenset({"EntryDraft", "append_notice"})


def find_violations(project: Project) -> list[Violation]:
    wire = SourceFile(project.root, WIRE_PAGE)
    return sorted(
        [
            *stale_pages(project),
            *stale_contract(project, api_document()),
            *forgotten_settings(settings_groups(), SETTINGS_GROUPS),
            *wrong_frames(wire, frame_types()),
            *wrong_kinds(wire, entry_kinds(project)),
            *wrong_calls(wire, http_calls()),
        ]
    )


def stale_pages(project: Project) -> list[Violation]:
    """The generated pages that no longer say what the code says."""
    found = []
    for name, content in pages().items():
        path = project.root / "docs" / name
        written = path.read_text(encoding="utf-8") if path.exists() else ""
        if written != content:
            lines = zip(written.splitlines(), content.splitlines(), strict=False)
            line = next((number for number, (old, new) in enumerate(lines, start=1) if old != new), 1)
            found.append(
                Violation(f"docs/{name}", line, "no longer says what the code says: run `make docs` and read what changed.")
            )
    return found


def api_document() -> Mapping[str, Any]:
    """What `parley openapi` prints."""
    return {} if PROGRAM.openapi is None else PROGRAM.openapi(Settings([]))


def stale_contract(project: Project, document: Mapping[str, Any]) -> list[Violation]:
    """The web client's types are made from a description of the API as it was some time ago."""
    path = project.root / CONTRACT
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    if written == json.dumps(document, indent=2, sort_keys=True) + "\n":
        return []
    advice = f"is not what `parley openapi` prints: write that there (`.venv/bin/parley openapi > {CONTRACT}`), then `npm run contract` in web."
    return [Violation(CONTRACT, 1, advice)]


def settings_groups() -> set[type[msgspec.Struct]]:
    """Every group of settings that the code declares."""
    product_modules()
    return {struct for struct in _structs(msgspec.Struct) if struct.__name__.endswith("Settings")}


def forgotten_settings(declared: Iterable[type[msgspec.Struct]], loaded: Iterable[type[msgspec.Struct]]) -> list[Violation]:
    """Groups that nobody loads, so that what an operator sets has no effect."""
    advice = "is declared and never loaded: add it to SETTINGS_GROUPS in parley.main."
    return [
        Violation(f"src/{group.__module__.replace('.', '/')}.py", 1, f"{group.__name__} {advice}")
        for group in set(declared) - set(loaded)
    ]


def http_calls() -> set[str]:
    """Every call of the API as `GET /rooms/{}`, from the OpenAPI document."""
    document = api_document()
    return {
        f"{method.upper()} {_PARAMETER.sub('{}', path.removeprefix(API_PREFIX))}"
        for path, operations in document.get("paths", {}).items()
        for method in operations
    }


def wrong_calls(wire: SourceFile, declared: Iterable[str]) -> list[Violation]:
    """Calls that the page does not list, and those it lists that do not exist."""
    return _difference(wire, "call", declared=set(declared), listed=set(_listed_calls(wire.text)))


def _listed_calls(text: str) -> Iterable[str]:
    """The calls of the first column: a method without a path takes the path that follows in its cell, `DELETE …` the one before."""
    for cell in re.findall(r"^\| (`(?:GET|POST|PUT|PATCH|DELETE)\b.*?) \| ", text, re.MULTILINE):
        waiting: list[str] = []
        path = ""
        for method, given in re.findall(r"`(GET|POST|PUT|PATCH|DELETE)(?: ([^`\s?]+))?", cell):
            if given == "":
                waiting.append(method)
                continue
            path = path if given == "…" else _PARAMETER.sub("{}", given)
            yield from (f"{earlier} {path}" for earlier in [*waiting, method])
            waiting.clear()


def frame_types() -> set[str]:
    """The `type` of every frame that the program declares. What a domain's `events` sends within the program is not one."""
    product_modules()
    tags = ((struct, struct.__struct_config__.tag) for struct in _structs(msgspec.Struct))
    return {tag for struct, tag in tags if isinstance(tag, str) and not struct.__module__.endswith(".events")}


def _structs(root: type[msgspec.Struct]) -> Iterable[type[msgspec.Struct]]:
    """Every struct of the program; those of its tests may be loaded too, and are not meant."""
    for struct in root.__subclasses__():
        if struct.__module__.startswith("parley.") and ".tests." not in struct.__module__:
            yield struct
        yield from _structs(struct)


def wrong_frames(wire: SourceFile, declared: Iterable[str]) -> list[Violation]:
    """Frames that the page does not describe, and those it describes that do not exist."""
    from_server = set(re.findall(r'"type": "([\w.]+)"', wire.text))
    client_line = re.search(r"^Client frames: (.+?)(?:;|$)", wire.text, re.MULTILINE)
    from_client = set(re.findall(r"`([\w.]+)`", client_line[1])) if client_line else set()
    return _difference(wire, "frame", declared=set(declared), listed=from_server | from_client)


def wrong_kinds(wire: SourceFile, declared: Iterable[str]) -> list[Violation]:
    """Kinds of entry that the page does not describe, and those it describes that nothing appends."""
    listed = set(re.findall(r"^\| `([a-z]+(?:\.[a-z_]+)?)` \|", wire.text, re.MULTILINE))
    return _difference(wire, "kind of entry", declared=set(declared), listed=listed)


def _difference(wire: SourceFile, noun: str, *, declared: set[str], listed: set[str]) -> list[Violation]:
    missing = [wire.violation(1, f"the {noun} `{name}` is not described: add it to its table.") for name in declared - listed]
    stale = [
        wire.violation(1, f"the {noun} `{name}` is described and does not exist: take it out.") for name in listed - declared
    ]
    return sorted(missing + stale)


def entry_kinds(project: Project) -> set[str]:
    """The kind of every entry that a domain appends, as it stands in the calls that make one."""
    kinds: set[str] = set()
    for file in project.files(".py", under="src/parley"):
        if not is_test(file.module):
            for node in ast.walk(file.tree):
                if isinstance(node, ast.Call) and _called(node) in _ENTRY_MAKERS:
                    kinds.update(_literals([*node.args, *(keyword.value for keyword in node.keywords)], _assigned(file.tree)))
    return kinds


def _called(call: ast.Call) -> str | None:
    """`append_notice` for `append_notice(…)` and for `rooms.append_notice(…)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else None


def _literals(values: Iterable[ast.expr], assigned: dict[str, list[ast.expr]]) -> Iterable[str]:
    """The texts that these arguments are, also by way of a condition or of a name in the same file."""
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value
        elif isinstance(value, ast.IfExp):
            yield from _literals([value.body, value.orelse], assigned)
        elif isinstance(value, ast.Name):
            yield from _literals(assigned.get(value.id, []), {})


def _assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    values: dict[str, list[ast.expr]] = defaultdict(list)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            values[node.targets[0].id].append(node.value)
    return values
