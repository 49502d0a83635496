"""Whether this installation is a demo."""

from typing import Annotated

import msgspec
from msgspec import Meta


class DemoSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A marketplace to look around in. Never for an installation with people of its own."""

    demo: Annotated[
        bool,
        Meta(
            description="Fill an empty database with a demo marketplace, and let anybody sign in as its people. Every page says so."
        ),
    ] = False
