"""Makes months of daily talk out of scenes: the same for the same day, never twice the same within it."""

from collections import deque
from collections.abc import Iterator
from datetime import date
from functools import partial
from re import Match

from parley.demo.dice import Dice
from parley.demo.model import Cue, OnDay, React, Say
from parley.demo.scenes import (
    ALTERNATIVES,
    CLOSING,
    FIRST,
    NUMBER,
    OPENING,
    SLOT,
    WEEKEND,
    WORK,
    Scene,
    Scenes,
)
from parley.demo.timing import working_day

MESSAGES_A_DAY = 68
# Each reaction and each reply is a write of its own, so only the latest days have them.
LIVELY_DAYS = 12
_SEED = 20_000
_FRIDAY = 4
_LUNCH = (12 * 3600 + 30 * 60, 13 * 3600 + 20 * 60)
_LATEST = 20 * 3600
# A scene does not come again before so many others have.
_MEMORY = 24
_USUAL_TURNS = 7
_USUAL_SECONDS = 9 * 60


def improvise(scenes: Scenes, total: int, today: date) -> Iterator[Cue]:
    """At least `total` messages (a few more, so that the last day has its end), the last of them on the working day before `today`."""
    return _Improvisation(scenes).perform(total, today)


class _Improvisation:
    def __init__(self, scenes: Scenes) -> None:
        self._scenes = scenes
        self._dice = Dice(_SEED)
        self._recent: deque[int] = deque(maxlen=min(_MEMORY, len(scenes.of_kind(WORK)) // 2))
        self._counters = {name: counter.start for name, counter in scenes.counters.items()}
        self._said = 0

    def perform(self, total: int, today: date) -> Iterator[Cue]:
        days = max(1, round(total / MESSAGES_A_DAY))
        shares = [self._dice.between(55, 145) for _ in range(days)]
        owed = 0.0
        for index, share in enumerate(shares):
            days_ago = days - index
            owed += total * share / sum(shares)
            due = total if days_ago == 1 else round(owed)
            is_friday = working_day(today, days_ago).weekday() == _FRIDAY
            yield from self._day(days_ago, due, is_first=index == 0, is_friday=is_friday)

    def _day(self, days_ago: int, due: int, *, is_first: bool, is_friday: bool) -> Iterator[Cue]:
        """One day's scenes, until `due` messages have been said since the beginning."""
        clock = _Clock(days_ago, self._scenes.hours[0] + self._dice.between(0, 25 * 60))
        opening = FIRST if is_first else OPENING
        yield from self._play(self._choose(opening), clock)
        closing = self._choose(WEEKEND if is_friday else CLOSING)
        while self._said < due - len(closing.turns) and clock.second < _LATEST:
            scenes_left = max(1, (due - self._said) // _USUAL_TURNS)
            room = max(0, self._scenes.hours[1] - clock.second) // scenes_left
            clock.second += max(90, room * self._dice.between(40, 160) // 100 - _USUAL_SECONDS)
            if _LUNCH[0] <= clock.second < _LUNCH[1]:
                clock.second = _LUNCH[1] + self._dice.between(0, 15 * 60)
            yield from self._play(self._choose(WORK), clock)
        clock.second = max(clock.second + 120, self._scenes.hours[1] - self._dice.between(0, 20 * 60))
        yield from self._play(closing, clock)

    def _choose(self, kind: str) -> Scene:
        choices = self._scenes.of_kind(kind)
        if kind != WORK:
            return self._dice.pick(choices)
        fresh = [scene for scene in choices if scene.line not in self._recent]
        chosen = self._dice.pick(fresh)
        self._recent.append(chosen.line)
        return chosen

    def _play(self, scene: Scene, clock: "_Clock") -> Iterator[Cue]:
        wording = _Wording(self._scenes, self._dice, self._counters)
        speaker = ""
        spoken: dict[str, str] = {}
        is_lively = clock.days_ago <= LIVELY_DAYS
        for turn in scene.turns:
            if turn.optional and self._dice.below(2):
                continue
            text = wording.fill(turn.text)
            self._said += 1
            # Reading, thinking, and about five characters a second.
            clock.second += len(text) // 5 + self._dice.between(*(4, 25) if turn.who == speaker else (12, 95))
            other = next((label for who, label in spoken.items() if who != turn.who), None)
            label = spoken[turn.who] = f"said-{self._said}"
            answers = other if is_lively and turn.answers else None
            yield Cue(0, clock.when(), turn.who, Say(text, label if is_lively else None, answers))
            for who, emoji in turn.reactions:
                if is_lively and self._dice.below(2):
                    clock.second += self._dice.between(5, 60)
                    yield Cue(0, clock.when(), who, React(emoji, None, on=True))
            speaker = turn.who


class _Clock:
    """Where a day has got to."""

    def __init__(self, days_ago: int, second: int) -> None:
        self.days_ago = days_ago
        self.second = second

    def when(self) -> OnDay:
        return OnDay(self.days_ago, self.second)


class _Wording:
    """Fills the places for chance in the turns of one scene, the same name with the same words throughout."""

    def __init__(self, scenes: Scenes, dice: Dice, counters: dict[str, int]) -> None:
        self._scenes = scenes
        self._dice = dice
        self._counters = counters
        self._chosen: dict[tuple[str, str], str] = {}

    def fill(self, text: str) -> str:
        # A pool's words may have places of their own; each pass fills the innermost.
        while (filled := self._pass(text)) != text:
            text = filled
        return text

    def _pass(self, text: str) -> str:
        text = ALTERNATIVES.sub(lambda found: self._dice.pick(found[1].split("|")), text)
        text = NUMBER.sub(self._number, text)
        return SLOT.sub(self._words, text)

    def _number(self, found: Match[str]) -> str:
        number = str(self._dice.between(int(found["low"]), int(found["high"])))
        if found["name"]:
            number = self._chosen.setdefault((found["name"], ""), number)
        return number

    def _words(self, found: Match[str]) -> str:
        name, other = found["name"].lower(), found["other"] or ""
        make = partial(self._count, name, other) if name in self._counters else partial(self._draw, name)
        words = self._chosen.get((name, other)) or make()
        self._chosen[name, other] = words
        return words[0].upper() + words[1:] if found["name"][0].isupper() else words

    def _count(self, name: str, other: str) -> str:
        if other:
            number = max(self._counters[name] - self._dice.between(2, 40), 1)
        else:
            number = self._counters[name] = self._counters[name] + self._dice.between(1, 3)
        return f"{self._scenes.counters[name].prefix}{number}"

    def _draw(self, name: str) -> str:
        used = {words for (known, _), words in self._chosen.items() if known == name}
        return self._dice.pick([value for value in self._scenes.pools[name] if value not in used])
