"""The project's files as the rules see them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Not the project's own: what tools make or a running Parley stores.
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "dist", "var", "out", "test-results"})
_KEPT_HIDDEN_FOLDERS = frozenset({".ci", ".github"})


@dataclass(frozen=True, order=True)
class Violation:
    """One place where a rule is broken, and what to do instead."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class SourceFile:
    """A text file, named by its path from the project's root."""

    root: Path
    path: str

    @cached_property
    def text(self) -> str:
        return (self.root / self.path).read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.path)

    @property
    def stem(self) -> str:
        return Path(self.path).name.split(".")[0]

    @property
    def module(self) -> tuple[str, ...]:
        """The dotted name as parts, without `src`: `("parley", "rooms", "store")`; a package's `__init__` is the package."""
        parts = Path(self.path).with_suffix("").parts
        parts = parts[1:] if parts[0] == "src" else parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    def violation(self, line: int, message: str) -> Violation:
        return Violation(self.path, line, message)


@dataclass(frozen=True)
class Project:
    """A working copy of the project, or a small one that a test wrote to break a rule."""

    root: Path = ROOT

    def files(self, *suffixes: str, under: str = ".") -> Iterator[SourceFile]:
        """Every file of the project in that folder, by path; with `suffixes` (`".py"`) only those that end so."""
        folder = self.root / under
        if folder.is_dir():
            for path in self._walk(folder):
                if not suffixes or path.name.endswith(suffixes):
                    yield SourceFile(self.root, path.relative_to(self.root).as_posix())

    def _walk(self, folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if path.is_file():
                yield path
            elif path.is_dir() and not _is_skipped(path.name):
                yield from self._walk(path)


def _is_skipped(folder: str) -> bool:
    return folder in _SKIPPED_FOLDERS or (folder.startswith(".") and folder not in _KEPT_HIDDEN_FOLDERS)
