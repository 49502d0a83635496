"""The project keeps its own rules."""

from types import ModuleType

import pytest

from checks.__main__ import RULES
from checks.project import Project


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.removeprefix("checks."))
def test_the_project_keeps_the_rule(rule: ModuleType) -> None:
    violations = rule.find_violations(Project())
    assert not violations, "\n" + "\n".join(map(str, violations))


def test_the_rules_see_the_whole_project() -> None:
    seen = {file.path for file in Project().files()}
    assert {
        "src/parley/ground/errors.py",
        "checks/doors.py",
        "web/src/contract/index.ts",
        "docs/wire.md",
        ".ci/run",
        "Makefile",
    } <= seen
    assert not any("node_modules" in path or ".venv" in path for path in seen)
