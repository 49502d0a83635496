"""Run every rule on the project: `python -m checks`."""

import sys

from checks import documents, doors, names, queries, sizes, suppressions, surroundings
from checks.project import Project

RULES = (doors, queries, sizes, names, suppressions, surroundings, documents)


def main() -> int:
    violations = sorted(violation for rule in RULES for violation in rule.find_violations(Project()))
    for violation in violations:
        print(violation)
    print(f"{len(violations)} violations of {', '.join(rule.__name__.removeprefix('checks.') for rule in RULES)}")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
