"""Names that say nothing."""

import pytest

from checks import names
from checks.tests.conftest import Write


@pytest.mark.parametrize(
    "path",
    [
        "src/parley/rooms/utils.py",
        "src/parley/common/__init__.py",
        "checks/helpers.py",
        "web/src/features/rooms/data.ts",
        "web/src/ui/Manager.tsx",
        "web/src/ground/utils.test.ts",
    ],
)
def test_a_module_named_for_nothing_is_refused(write: Write, path: str) -> None:
    (violation,) = names.find_violations(write(path, ""))
    assert "says nothing" in violation.message


def test_a_name_that_contains_one_is_fine(write: Write) -> None:
    assert names.find_violations(write("src/parley/rooms/room_data_export.py", "")) == []
