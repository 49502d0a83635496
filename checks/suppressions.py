"""Suppressions: nothing is silenced, skipped or put off.

A tool that is wrong about a line is answered by clearer code, or by a rule's setting for the whole project with its reason beside it.
"""

import re
from collections.abc import Iterator

from checks.project import Project, SourceFile, Violation

# Written as patterns that do not match themselves.
_SILENCED = {
    r"#\s*type:\s*ignore": "let the types say what is meant: narrow, annotate, or wrap the untyped call once",
    r"#\s*noqa\b": "write it so that ruff has nothing to say, or change the rule in pyproject.toml with the reason",
    r"#\s*pragma:\s*no cover": "test it or take it out",
    r"(?://|/\*)\s*(?:biome|eslint)-(?:ignore|disable)": "write it so that Biome has nothing to say",
    r"@ts-(?:ignore|expect-error|nocheck)\b": "let the types say what is meant",
    r"\bpytest\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)\b": "make it run everywhere, or take it out",
    r"\b(?:it|test|describe)\.(?:skip|only|todo)\b": "make it run, with all the others",
    r"(?:#|//|\*)\s*(?:TODO|FIXME|XXX|HACK)\b": "do it now, or file it where work is planned",
}


def find_violations(project: Project) -> list[Violation]:
    return sorted(
        violation for file in project.files(".py", ".ts", ".tsx", ".css", ".mjs", ".js") for violation in _silenced(file)
    )


def _silenced(file: SourceFile) -> Iterator[Violation]:
    for number, line in enumerate(file.text.splitlines(), start=1):
        for pattern, advice in _SILENCED.items():
            if found := re.search(pattern, line):
                yield file.violation(number, f"`{found.group()}`: {advice}.")
