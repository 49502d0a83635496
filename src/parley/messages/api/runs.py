"""Runs of entries, as queries ask for them."""

from typing import Annotated

import msgspec
from litestar.params import FromQuery, QueryParameter

from parley.ground.errors import RequestMalformed
from parley.ground.paging import DEFAULT_LIMIT, MAX_LIMIT

Limit = Annotated[int, QueryParameter(ge=1, le=MAX_LIMIT)]


class EntryRun(msgspec.Struct):
    """Which run of entries is asked for: after, before or around a `seq`, or else the newest."""

    after_seq: int | None
    before_seq: int | None
    around_seq: int | None
    limit: int


def provide_run(
    after_seq: FromQuery[int | None] = None,
    before_seq: FromQuery[int | None] = None,
    around_seq: FromQuery[int | None] = None,
    limit: Limit = DEFAULT_LIMIT,
) -> EntryRun:
    if sum(value is not None for value in (after_seq, before_seq, around_seq)) > 1:
        raise RequestMalformed("Give only one of after_seq, before_seq and around_seq.")
    return EntryRun(after_seq, before_seq, around_seq, limit)
