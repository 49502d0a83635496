"""When things happened, counted back from the moment the demo is made, so that it always looks fresh."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from parley.demo.model import After, Ago, OnDay, When

_WORKING_DAYS = 5
_GAP = timedelta(seconds=1)


@lru_cache(maxsize=4096)
def working_day(today: date, days: int) -> date:
    """The day so many working days (Monday to Friday) before `today`, at least one."""
    # A Saturday or Sunday counts back as the Monday after it would.
    weekday = min(today.weekday(), _WORKING_DAYS)
    monday = today - timedelta(days=today.weekday())
    weeks, rest = divmod(weekday - days, _WORKING_DAYS)
    return monday + timedelta(weeks=weeks, days=rest)


def resolve(times: Sequence[When], time_zone: str, now: datetime) -> list[datetime]:
    """The instants of these times, in UTC, each later than the one before it.

    What lies close to now is exact. Where a time of day would come after something that is told as so many minutes ago, it is moved to just
    before that.
    """
    zone = ZoneInfo(time_zone)
    today = now.astimezone(zone).date()
    instants: list[datetime] = []
    for when in times:
        match when:
            case OnDay(days, second):
                moment = datetime.combine(working_day(today, days), time(), zone) + timedelta(seconds=second)
                instants.append(moment.astimezone(UTC))
            case Ago(seconds):
                instants.append(now - timedelta(seconds=seconds))
            case After(seconds):
                instants.append(instants[-1] + timedelta(seconds=seconds))
    latest = now
    for index in range(len(instants) - 1, -1, -1):
        latest = instants[index] = min(instants[index], latest)
        latest -= _GAP
    return instants
