"""Sizes: what one can hold in the head. There is no list of exemptions.

A Python file has at most 400 lines, a function 50 and six parameters (`self` not counted); a TypeScript file 250. What is
generated is not read, so it is not counted.
"""

import ast
from collections.abc import Iterator

from checks.project import Project, SourceFile, Violation

MOST_LINES_PYTHON = 400
MOST_LINES_FUNCTION = 50
MOST_PARAMETERS = 6
MOST_LINES_TYPESCRIPT = 250

_GENERATED = "web/src/contract/"


def find_violations(project: Project) -> list[Violation]:
    found: list[Violation] = []
    for file in project.files(".py"):
        found.extend(_long_file(file, MOST_LINES_PYTHON, "make it a folder with a file per group of verbs"))
        found.extend(_functions(file))
    for file in project.files(".ts", ".tsx", under="web"):
        if not file.path.startswith(_GENERATED):
            found.extend(_long_file(file, MOST_LINES_TYPESCRIPT, "move a component, a hook or a pure function into its own file"))
    return sorted(found)


def _long_file(file: SourceFile, most: int, advice: str) -> Iterator[Violation]:
    lines = len(file.text.splitlines())
    if lines > most:
        yield file.violation(most + 1, f"{lines} lines, at most {most}: {advice}.")


def _functions(file: SourceFile) -> Iterator[Violation]:
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > MOST_LINES_FUNCTION:
            yield file.violation(
                node.lineno, f"{node.name} has {lines} lines, at most {MOST_LINES_FUNCTION}: give its steps names."
            )
        parameters = _count_parameters(node)
        if parameters > MOST_PARAMETERS:
            yield file.violation(
                node.lineno,
                f"{node.name} takes {parameters} parameters, at most {MOST_PARAMETERS}: gather what is one thing in a struct.",
            )


def _count_parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    own = [argument for argument in named if argument.arg not in {"self", "cls"}]
    return len(own) + (arguments.vararg is not None) + (arguments.kwarg is not None)
