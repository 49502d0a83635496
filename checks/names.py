"""Names: a module that is named for nothing collects everything."""

from checks.project import Project, SourceFile, Violation

FORBIDDEN = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "managers", "data", "info", "process", "misc"})


def find_violations(project: Project) -> list[Violation]:
    found = [violation for file in project.files(".py") for violation in _nameless(file)]
    found += [violation for file in project.files(".ts", ".tsx", under="web/src") for violation in _nameless(file)]
    return sorted(found)


def _nameless(file: SourceFile) -> list[Violation]:
    folders_and_stem = (*file.path.split("/")[:-1], file.stem)
    return [
        file.violation(1, f"`{name}` says nothing about what is in it: name the module for the thing or the deed it is about.")
        for name in folders_and_stem
        if name.lower() in FORBIDDEN
    ]
