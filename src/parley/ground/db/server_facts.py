"""What a database server says about itself, for whoever examines an installation."""

from datetime import timedelta
from typing import NamedTuple

import psycopg

from parley.ground.clock import Clock


class ServerFacts(NamedTuple):
    """`ahead`: how far the server's clock is ahead of ours, less half of the time it took to ask."""

    major_version: int
    encoding: str
    ahead: timedelta


def read_server_facts(database_url: str, clock: Clock) -> ServerFacts:
    """Raises: psycopg.OperationalError"""
    with psycopg.connect(database_url, autocommit=True, connect_timeout=10) as conn:
        before = clock.now()
        theirs, encoding = conn.execute("select clock_timestamp(), current_setting('server_encoding')").fetchall()[0]
        return ServerFacts(conn.info.server_version // 10_000, encoding, theirs - (before + (clock.now() - before) / 2))
