"""Silenced on purpose, and heard."""

import pytest

from checks import suppressions
from checks.tests.conftest import Write


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("src/parley/x.py", "a = b()  # type: " + "ignore[no-untyped-call]"),
        ("src/parley/x.py", "from a import *  # no" + "qa: F403"),
        ("src/parley/x.py", "if a:  # pragma: " + "no cover"),
        ("src/parley/x.py", "# TO" + "DO: later"),
        ("tests/test_x.py", "@pytest.mark." + "skipif(True)"),
        ("tests/test_x.py", "pytest." + "skip('not today')"),
        ("tests/test_x.py", "@pytest.mark." + "xfail"),
        ("web/src/x.ts", "// @ts-" + "expect-error"),
        ("web/src/x.tsx", "/* biome-" + "ignore lint: no */"),
        ("web/src/x.test.ts", "it." + "only('sends', send)"),
        ("web/src/x.css", "/* FIX" + "ME */"),
    ],
)
def test_what_is_silenced_is_refused(write: Write, path: str, line: str) -> None:
    (violation,) = suppressions.find_violations(write(path, line))
    assert violation.line == 1


def test_words_that_look_alike_are_fine(write: Write) -> None:
    text = "# Types that ignore case. To do so, skip the first.\nTODO_KIND = 'todo'  # a to-do of a contract\n"
    assert suppressions.find_violations(write("src/parley/x.py", text)) == []
