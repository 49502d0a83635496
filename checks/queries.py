"""Queries: SQL stands in `store`, and its text is ours alone.

What a person wrote reaches the database as a parameter, never as text. So a query is a literal, or is put together from constants (`_COLUMNS`).
"""

import ast
import re
from collections.abc import Iterator

from checks.house import GROUND, TRANSPORTS, is_test, part_of, room_of
from checks.project import Project, SourceFile, Violation

_SQL = re.compile(
    r"""\s*(?:
      select\s.+\sfrom\s | select\s+(?:\w+\(|\d) | insert\s+into\s | update\s+[\w."]+(?:\s+(?:as\s+)?\w+)?\s+set\s
    | delete\s+from\s | merge\s+into\s | with\s+\w+.*\sas\s*\( | lock\s+table\s | truncate\s
    | (?:create|alter|drop)\s+(?:table|index|unique|type|function|view|trigger|sequence|role|database|schema|extension)\s
    | set\s+(?:local|transaction|session)\s | notify\s+\w+\s*, | listen\s+\w+$
    )""",
    re.DOTALL | re.VERBOSE,
)


_CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")


def find_violations(project: Project) -> list[Violation]:
    found: list[Violation] = []
    for file in project.files(".py", under="src/parley"):
        if not is_test(file.module):
            found.extend(_misplaced(file))
            found.extend(_put_together(file))
    return sorted(found)


def _misplaced(file: SourceFile) -> Iterator[Violation]:
    part = part_of(file.module)
    if room_of(file.module) == "store" or part in {GROUND, "migrations"}:
        return
    place = "a transport holds none" if part in TRANSPORTS else "it stands in store"
    passed_over = _docstrings(file.tree) | _pieces(file.tree)
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in passed_over and _is_sql(node):
            yield file.violation(
                node.lineno, f"SQL: {place}. Write a store function where the table lives; reach it through service."
            )


def _put_together(file: SourceFile) -> Iterator[Violation]:
    advice = "pass the value as a parameter (%s), or name the constant in capitals."
    for node in ast.walk(file.tree):
        if isinstance(node, ast.JoinedStr) and _is_sql(node):
            for part in node.values:
                if isinstance(part, ast.FormattedValue) and not _is_constant(part.value):
                    yield file.violation(node.lineno, f"`{ast.unparse(part.value)}` becomes text of a query: {advice}")
        elif (
            isinstance(node, ast.BinOp) and _is_sql(node.left) and not (isinstance(node.op, ast.Add) and _is_constant(node.right))
        ):
            yield file.violation(node.lineno, f"`{ast.unparse(node.right)}` becomes text of a query: {advice}")
        elif isinstance(node, ast.Attribute) and node.attr in {"format", "replace", "join"} and _is_sql(node.value):
            yield file.violation(node.lineno, f"`.{node.attr}` makes a query out of text: {advice}")


def _is_constant(value: ast.expr) -> bool:
    name = value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else None
    return isinstance(value, ast.Constant) or (name is not None and _CONSTANT.fullmatch(name) is not None)


def _is_sql(node: ast.AST) -> bool:
    text = _text(node)
    return text is not None and _SQL.match(_plain_case(text)) is not None


def _text(node: ast.AST) -> str | None:
    """The text of a literal, with a name in place of what is filled in; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "filled_in" for part in node.values)
    return None


def _plain_case(text: str) -> str:
    """SQL is written all in one case; a sentence begins with one capital and is left alone."""
    first = text.split(maxsplit=1)[:1]
    return text.lower() if first and (first[0].isupper() or first[0].islower()) else text


def _docstrings(tree: ast.Module) -> set[int]:
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }


def _pieces(tree: ast.Module) -> set[int]:
    """The literals within formatted strings: those are looked at as a whole."""
    return {id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values}
