"""When things happened."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from parley.demo.content import read_people, read_screenplays
from parley.demo.model import After, Ago, OnDay
from parley.demo.timing import resolve, working_day

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize("today", [MONDAY + timedelta(days=n) for n in range(7)], ids=lambda day: f"{day:%A}")
def test_working_days_count_back_over_weekends(today: date) -> None:
    expected = [day for n in range(1, 40) if (day := today - timedelta(days=n)).weekday() < 5]
    assert [working_day(today, n) for n in range(1, 26)] == expected[:25]


def test_a_time_of_day_is_one_of_the_room_s_zone() -> None:
    (moment,) = resolve([OnDay(1, 9 * 3600)], "Pacific/Auckland", NOW)
    # In Auckland it is Monday evening, so the working day before is Friday.
    assert moment == datetime(2026, 2, 27, 9, tzinfo=ZoneInfo("Pacific/Auckland"))


def test_what_is_told_as_a_moment_ago_is_exact_and_what_stands_before_gives_way() -> None:
    early = datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
    moments = resolve([OnDay(1, 23 * 3600), After(3600), Ago(7200), After(60)], "UTC", early)
    assert moments[2:] == [early - timedelta(hours=2), early - timedelta(minutes=119)]
    assert moments[:2] == [early - timedelta(hours=2, seconds=2), early - timedelta(hours=2, seconds=1)]


def test_every_room_s_times_ascend_and_are_past_whenever_the_demo_is_made() -> None:
    plays = read_screenplays(read_people())
    for hours in range(0, 7 * 24, 5):
        now = NOW + timedelta(hours=hours, minutes=7)
        for play in plays:
            moments = resolve([cue.when for cue in play.cues], play.time_zone, now)
            assert all(one < next_one for one, next_one in pairwise(moments)), play.name
            assert moments[-1] <= now, play.name
