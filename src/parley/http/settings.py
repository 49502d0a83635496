"""What an operator may decide about HTTP."""

from typing import Annotated

import msgspec
from msgspec import Meta


class HttpSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Limits on requests. They are counted per process."""

    requests_per_minute: Annotated[int, Meta(ge=1, description="API requests of one account, on average.")] = 1_200
    requests_burst: Annotated[int, Meta(ge=1, description="API requests of one account at once.")] = 100
    requests_per_minute_address: Annotated[int, Meta(ge=1, description="API requests from one network address, on average.")] = (
        6_000
    )
    requests_burst_address: Annotated[int, Meta(ge=1, description="API requests from one network address at once.")] = 600
    max_body_bytes: Annotated[
        int, Meta(ge=65_536, description="Largest body of a request in bytes, other than of an upload.")
    ] = 1_048_576
