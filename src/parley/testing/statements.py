"""Counting statements, so that a test can hold a request to its number."""

from collections.abc import Iterator
from contextlib import contextmanager

from parley.ground.db.connection import statement_count


@contextmanager
def count_statements() -> Iterator[list[str]]:
    """The statements run inside, in order, on any connection that this task or the tasks it starts use."""
    statements: list[str] = []
    token = statement_count.set(statements)
    try:
        yield statements
    finally:
        statement_count.reset(token)
