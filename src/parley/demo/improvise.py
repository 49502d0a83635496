"""Makes months of daily talk out of scenes: the same for the same day, never twice the same within it."""

from collections import deque
from collections.abc import Iterator
from datetime import date
from functools import partial
from re import Match

from parley.demo.dice import Dice
from parley.demo.model import Cue, OnDay, React, Resolve, Say, StartTopic
from parley.demo.scenes import (
    ALTERNATIVES,
    ANSWER,
    CLOSING,
    FIRST,
    LUNCH,
    NUMBER,
    ONCE,
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
LIVELY_DAYS = 30
_SEED = 20_000
_FRIDAY = 4
_LUNCH = (12 * 3600 + 30 * 60, 13 * 3600 + 20 * 60)
_LATEST = 20 * 3600
_USUAL_TURNS = 7
_USUAL_SECONDS = 9 * 60


def improvise(scenes: Scenes, total: int, today: date) -> Iterator[Cue]:
    """At least `total` messages (a few more, so that the last day has its end), the last of them on the working day before `today`."""
    return _Improvisation(scenes).perform(total, today)


class _Improvisation:
    def __init__(self, scenes: Scenes) -> None:
        self._scenes = scenes
        self._dice = Dice(_SEED)
        # A scene does not come again before a quarter of the others have.
        different = {scene.line for scene in scenes.of_kind(WORK)}
        self._recent: deque[int] = deque(maxlen=len(different) // 4)
        self._counters = {name: counter.start for name, counter in scenes.counters.items()}
        self._drawn = {name: deque[str](maxlen=len(values) // 3) for name, values in scenes.pools.items()}
        self._said = 0
        # What comes up once, with the number of messages after which it does.
        self._once: list[tuple[int, Scene]] = []

    def perform(self, total: int, today: date) -> Iterator[Cue]:
        days = max(1, round(total / MESSAGES_A_DAY))
        self._spread_once(total)
        shares = [self._dice.between(55, 145) for _ in range(days)]
        owed = 0.0
        for index, share in enumerate(shares):
            days_ago = days - index
            owed += total * share / sum(shares)
            due = total if days_ago == 1 else round(owed)
            is_friday = working_day(today, days_ago).weekday() == _FRIDAY
            yield from self._day(days_ago, due, is_first=index == 0, is_friday=is_friday)

    def _spread_once(self, total: int) -> None:
        scenes = list(self._scenes.of_kind(ONCE))
        step = total // len(scenes)
        for place in range(len(scenes)):
            scene = scenes.pop(self._dice.below(len(scenes)))
            self._once.append((place * step + self._dice.below(max(1, step)), scene))

    def _day(self, days_ago: int, due: int, *, is_first: bool, is_friday: bool) -> Iterator[Cue]:
        """One day's scenes, until `due` messages have been said since the beginning."""
        clock = _Clock(days_ago, self._scenes.hours[0] + self._dice.between(0, 25 * 60))
        opening = FIRST if is_first else OPENING
        yield from self._play(self._choose(opening), clock)
        closing = self._choose(WEEKEND if is_friday else CLOSING)
        while self._said < due - len(closing.turns) and clock.second < _LATEST:
            scenes_left = max(1, (due - self._said) // _USUAL_TURNS)
            room = max(0, self._scenes.hours[1] - clock.second) // scenes_left
            ended = clock.second
            clock.second += max(90, room * self._dice.between(40, 160) // 100 - _USUAL_SECONDS)
            if _LUNCH[0] <= clock.second < _LUNCH[1]:
                if self._dice.below(2):
                    clock.second = max(ended + 60, _LUNCH[0] + self._dice.between(0, 10 * 60))
                    yield from self._play(self._choose(LUNCH), clock)
                clock.second = max(clock.second, _LUNCH[1]) + self._dice.between(60, 15 * 60)
            yield from self._play(self._choose(WORK), clock)
        clock.second = max(clock.second + 120, self._scenes.hours[1] - self._dice.between(0, 20 * 60))
        yield from self._play(closing, clock)

    def _choose(self, kind: str) -> Scene:
        choices = self._scenes.of_kind(kind)
        if kind != WORK:
            return self._dice.pick(choices)
        if self._once and self._said >= self._once[0][0]:
            return self._once.pop(0)[1]
        fresh = [scene for scene in choices if scene.line not in self._recent]
        chosen = self._dice.pick(fresh)
        self._recent.append(chosen.line)
        return chosen

    def _play(self, scene: Scene, clock: "_Clock") -> Iterator[Cue]:
        wording = _Wording(self._scenes, self._dice, self._counters, self._drawn)
        speaker = ""
        spoken: dict[str, str] = {}
        is_lively = clock.days_ago <= LIVELY_DAYS
        topic = None if scene.topic is None else f"scene-{scene.line}"
        if scene.topic is not None and topic is not None:
            yield Cue(0, clock.when(), scene.turns[0].who, StartTopic(wording.fill(scene.topic), topic))
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
            yield Cue(0, clock.when(), turn.who, Say(text, label if is_lively else None, answers, topic))
            for who, emoji in turn.reactions:
                if is_lively and self._dice.below(2):
                    clock.second += self._dice.between(5, 60)
                    yield Cue(0, clock.when(), who, React(emoji, None, on=True))
            speaker = turn.who
        if topic is not None:
            clock.second += 1
            yield Cue(0, clock.when(), speaker, Resolve(topic, on=True))


class _Clock:
    """Where a day has got to."""

    def __init__(self, days_ago: int, second: int) -> None:
        self.days_ago = days_ago
        self.second = second

    def when(self) -> OnDay:
        return OnDay(self.days_ago, self.second)


class _Wording:
    """Fills the places for chance in the turns of one scene, the same name with the same words throughout."""

    def __init__(self, scenes: Scenes, dice: Dice, counters: dict[str, int], drawn: dict[str, deque[str]]) -> None:
        self._scenes = scenes
        self._dice = dice
        self._counters = counters
        self._drawn = drawn
        self._chosen: dict[tuple[str, str], str] = {}
        self._in_scene: set[str] = set()

    def fill(self, text: str) -> str:
        # A pool's words may have places of their own; each pass fills the innermost.
        while (filled := self._pass(text)) != text:
            text = filled
        return text

    def _pass(self, text: str) -> str:
        return SLOT.sub(self._words, NUMBER.sub(self._number, self._decide(text)))

    def _decide(self, text: str) -> str:
        return ALTERNATIVES.sub(lambda found: self._dice.pick(found[1].split("|")), text)

    def _number(self, found: Match[str]) -> str:
        number = str(self._dice.between(int(found["low"]), int(found["high"])))
        if found["name"]:
            number = self._chosen.setdefault((found["name"], ""), number)
        return number

    def _words(self, found: Match[str]) -> str:
        name, other, mark = found["name"].lower(), found["other"] or "", found["mark"]
        make = partial(self._count, name, other, mark) if name in self._counters else partial(self._draw, name)
        value = self._chosen.get((name, other)) or make()
        self._chosen[name, other] = value
        words = value.split(ANSWER)[len(mark) if mark and mark != "+" else 0]
        return words[:1].upper() + words[1:] if found["name"][0].isupper() else words

    def _count(self, name: str, other: str, mark: str | None) -> str:
        number = self._counters[name]
        if other:
            back = 1 if other == "1" else self._dice.between(2, 40)
            number = max(number - back, 1)
        elif mark == "+":
            self._counters[name] += 1
        return f"{self._scenes.counters[name].prefix}{number}"

    def _draw(self, name: str) -> str:
        """Something from a pool that neither this scene nor one shortly before has had, as long as there is."""
        values = self._scenes.pools[name]
        drawn = self._drawn[name]
        value = self._dice.pick([value for value in values if value not in drawn and value not in self._in_scene] or values)
        drawn.append(value)
        self._in_scene.add(value)
        return self._decide(value)
