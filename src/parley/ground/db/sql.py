"""Statements put together from constant pieces."""

from typing import LiteralString

from psycopg.sql import SQL


def compose(template: LiteralString, **pieces: LiteralString) -> str:
    """`template` with each `{name}` replaced by that piece of SQL.

    Pieces and template must be literals of the program (the type checker sees to it); what a person wrote is always a parameter.
    """
    return SQL(template).format(**{name: SQL(piece) for name, piece in pieces.items()}).as_string()
