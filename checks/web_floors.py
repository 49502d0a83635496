"""Floors of the web client: `app → features → ui, ground → contract`; features meet only through their front door, `index.ts`.

`ui` draws and knows no product words; `ground` talks and draws nothing. Neither needs the other.
"""

import posixpath
import re
from collections.abc import Iterator

from checks.project import Project, SourceFile, Violation

SOURCES = "web/src"

# What each floor may import besides itself.
_BELOW = {
    "app": frozenset({"features", "ui", "ground", "contract"}),
    "features": frozenset({"ui", "ground", "contract"}),
    "ui": frozenset({"contract"}),
    "ground": frozenset({"contract"}),
    "contract": frozenset[str](),
}

_IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*|\bmock\(\s*)['"](@/[^'"]+|\.\.?/[^'"]*|\.\.?)['"]""")


def find_violations(project: Project) -> list[Violation]:
    found: list[Violation] = []
    for file in project.files(".ts", ".tsx", under=SOURCES):
        found.extend(_wrong_imports(file))
    return sorted(found)


def _wrong_imports(file: SourceFile) -> Iterator[Violation]:
    own = file.path.removeprefix(f"{SOURCES}/").split("/")
    if len(own) > 1 and own[0] not in _BELOW:
        yield file.violation(1, f"`{own[0]}` stands on no floor: put it under {', '.join(_BELOW)}.")
        return
    for number, line in enumerate(file.text.splitlines(), start=1):
        for imported in _IMPORT.findall(line):
            target = _resolve(file.path, imported)
            if target is not None and not _mounts_page(own, target, line) and (advice := _advice(own, target)):
                yield file.violation(number, f"{imported}: {advice}")


def _resolve(path: str, imported: str) -> list[str] | None:
    """The imported file's path below `src`, as parts; None when it is not there."""
    base = SOURCES if imported.startswith("@/") else posixpath.dirname(path)
    target = posixpath.normpath(posixpath.join(base, imported.removeprefix("@/")))
    return target.removeprefix(f"{SOURCES}/").split("/") if target.startswith(f"{SOURCES}/") else None


def _mounts_page(own: list[str], target: list[str], line: str) -> bool:
    """The app loads a feature's pages when somebody goes there, each as a script of its own."""
    return own[0] == "app" and target[0] == "features" and target[-1].endswith("Page") and "import(" in line


def _advice(own: list[str], target: list[str]) -> str | None:
    floor, below = own[0], target[0]
    if floor != below and below in _BELOW and len(own) > 1 and below not in _BELOW[floor]:
        return f"{floor} may not import {below}: move what both need down, or pass it in from above."
    if below == "features" and len(target) > 2 and not (floor == "features" and own[1] == target[1]) and target[2:] != ["index"]:
        return f"import from '@/features/{target[1]}', and let its index.ts export what others may use."
    return None
