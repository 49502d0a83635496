"""Who lives where: the parts of `src/parley` and what each kind of file may do.

`[tool.importlinter]` in `pyproject.toml` holds the order of the floors; here is only what an import's direction cannot say.
Every folder that is not named here is a domain.
"""

GROUND = "ground"
ROOF = "main"
TESTING = "testing"
TRANSPORTS = frozenset({"http", "gateway", "worker", "cli", "demo"})

# What a domain shows to the domains above it, to the transports, and to the roof.
OPEN_DOORS = frozenset({"service", "events", "errors", "model", "ports"})


def part_of(module: tuple[str, ...]) -> str | None:
    """The part of `parley` that a module belongs to: `rooms` for `parley.rooms.store`; None outside and for `parley` itself."""
    return module[1] if len(module) > 1 and module[0] == "parley" else None


def is_domain(part: str | None) -> bool:
    return part is not None and part not in {GROUND, ROOF, TESTING} | TRANSPORTS


def room_of(module: tuple[str, ...]) -> str | None:
    """The kind of file within its part: `store` for `parley.rooms.store` and `parley.rooms.store.members`."""
    return module[2] if len(module) > 2 and module[0] == "parley" else None


def is_test(module: tuple[str, ...]) -> bool:
    """Whether the module is written for tests: a domain's `tests` folder, or the fixtures of `parley.testing`."""
    return "tests" in module or part_of(module) == TESTING
