"""Sizes, each exceeded by one."""

import pytest

from checks import sizes
from checks.tests.conftest import Write


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("src/parley/rooms/service.py", 400),
        ("checks/doors.py", 400),
        ("bench/load.py", 400),
        ("web/src/features/rooms/RoomList.tsx", 250),
        ("web/tests/setup.ts", 250),
    ],
)
def test_a_file_one_line_too_long_is_refused(write: Write, path: str, most: int) -> None:
    comment = "#" if path.endswith(".py") else "//"
    assert sizes.find_violations(write(path, f"{comment}\n" * most)) == []
    (violation,) = sizes.find_violations(write(path, f"{comment}\n" * (most + 1)))
    assert f"{most + 1} lines, at most {most}" in violation.message


def test_what_is_generated_is_not_counted(write: Write) -> None:
    assert sizes.find_violations(write("web/src/contract/schema.ts", "//\n" * 5000)) == []


def test_a_function_one_line_too_long_is_refused(write: Write) -> None:
    body = "    pass\n"
    assert sizes.find_violations(write("src/parley/x.py", "def send():\n" + body * 49)) == []
    (violation,) = sizes.find_violations(write("src/parley/x.py", "async def send():\n" + body * 50))
    assert "send has 51 lines" in violation.message


@pytest.mark.parametrize(
    "signature", ["a, b, c, d, e, f, g", "a, b, c, *, d, e, f, g", "a, b, c, d, e, f, *g", "a, b, c, d, e, f, /, **g"]
)
def test_a_seventh_parameter_is_refused(write: Write, signature: str) -> None:
    (violation,) = sizes.find_violations(write("src/parley/x.py", f"def send({signature}): ...\n"))
    assert "send takes 7 parameters" in violation.message


def test_self_is_not_counted(write: Write) -> None:
    assert sizes.find_violations(write("src/parley/x.py", "class A:\n    def send(self, a, b, c, d, e, f): ...\n")) == []
