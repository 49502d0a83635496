"""Whether the process can serve: what `/readyz` and `parley doctor` ask."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import msgspec

_PATIENCE_SECONDS = 2.0

Check = Callable[[], Awaitable[bool]]


class Readiness(msgspec.Struct, frozen=True):
    """Which parts answer. `ready` only when all do."""

    ready: bool
    parts: dict[str, bool]


async def read_readiness(checks: Mapping[str, Check]) -> Readiness:
    """Ask every part at once; one that does not answer within two seconds, or fails, counts as not answering."""
    answers = await asyncio.gather(*(_ask(check) for check in checks.values()))
    parts = dict(zip(checks, answers, strict=True))
    return Readiness(ready=all(answers), parts=parts)


async def _ask(check: Check) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await check()
    except Exception:
        return False
