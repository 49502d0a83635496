"""What a sight is: a state of a screen that a person can come to, with how to come there and how it is looked at."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import DESKTOP, LAPTOP, PHONE, Device, Size
from tests.journeys.marketplace import Marketplace, Resident
from tests.journeys.screens import act, composer, expect_opened, press_long

_PATIENCE_SECONDS = 10
Theme = Literal["light", "dark"]
Direction = Literal["ltr", "rtl"]

_AT_REST = "() => document.fonts.ready.then(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))))"


@dataclass(frozen=True, slots=True)
class View:
    """How a sight is looked at."""

    name: str
    size: Size = DESKTOP
    theme: Theme = "light"
    direction: Direction = "ltr"

    @property
    def is_phone(self) -> bool:
        return self.size == PHONE


WIDE = View("1440")
DARK = View("dark", theme="dark")
MIDDLE = View("1024", LAPTOP)
NARROW = View("390", PHONE)
NARROW_DARK = View("390-dark", PHONE, theme="dark")
MIRRORED = View("right-to-left", direction="rtl")
NARROW_MIRRORED = View("390-right-to-left", PHONE, direction="rtl")


class Visit:
    """Somebody of the demo, or nobody yet, at a screen."""

    def __init__(self, device: Device, market: Marketplace, who: Resident | None, view: View) -> None:
        self.device = device
        self.page: Page = device.page
        self.market = market
        self.view = view
        self._who = who

    @property
    def who(self) -> Resident:
        """Who is signed in."""
        assert self._who is not None
        return self._who

    def open(self, path: str) -> Page:
        return self.device.open(path)

    def room(self, name: str, query: str = "") -> Page:
        """Open one of the rooms of who is signed in, at its place in the address, and wait for what was said there."""
        page = self.open(f"/messages/{self.who.room(name)}{query}")
        expect_opened(page)
        return page

    def unread(self, name: str, seq_from_end: int) -> None:
        """Have the last entries of a room unread again."""
        room_id = self.who.room(name)
        seq = self.who.place(room_id)["head_seq"] - seq_from_end
        self.who.call("PUT", f"/rooms/{room_id}/read", seq=seq, back=True)

    def type(self, text: str) -> None:
        """Type into the composer."""
        composer(self.page).click()
        self.page.keyboard.insert_text(text)

    def act(self, row: Locator, name: str) -> None:
        """Choose what to do with a message: with the pointer, or on a phone with a long press."""
        if self.view.is_phone:
            press_long(row)
            self.page.get_by_role("dialog", name="Actions").get_by_role("button", name=name, exact=True).click()
        else:
            act(row, name)

    def forget_draft(self, name: str) -> None:
        """Throw away what was begun in the open room, and wait until the server knows."""
        field = composer(self.page)
        field.click()
        field.press("ControlOrMeta+a")
        field.press("Delete")
        room_id = self.who.room(name)
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while self.who.place(room_id)["draft"] is not None:
            assert time.monotonic() < deadline, f"the draft in {name} is still there"
            time.sleep(0.1)

    def settle(self) -> None:
        """Wait until nothing moves and every letter has its font."""
        self.page.evaluate(_AT_REST)
        expect(self.page.locator("[data-loading], [aria-busy='true']")).to_have_count(0)


Reach = Callable[[Visit], object]
Who = Callable[[Marketplace], Resident]


def demo_person(name: str) -> Who:
    """Somebody of the demo, as a chapter's `of`."""
    return lambda market: market.person(name)


@dataclass(frozen=True, slots=True)
class Sight:
    """One state of a screen. `says` is its caption, `of` who looks, None for nobody who is signed in."""

    chapter: str
    name: str
    says: str
    of: Who | None
    views: tuple[View, ...]
    reach: Reach
    # Takes back what was left at the server, so that other sights are as they were.
    leave: Reach | None = None
    refusals: tuple[str, ...] = ()
    is_outage: bool = False


@dataclass(slots=True)
class Chapter:
    """The sights of one part of the product, in the order in which they are shown."""

    title: str
    of: Who | None
    sights: list[Sight] = field(default_factory=list)

    def sight(
        self,
        *also: View,
        only: tuple[View, ...] = (),
        leave: Reach | None = None,
        refusals: tuple[str, ...] = (),
        outage: Literal["none", "expected"] = "none",
    ) -> Callable[[Reach], Reach]:
        """Add a sight: its name is the function's, its caption the docstring's. It is seen at 1440 in light, and in the views named."""

        def add(reach: Reach) -> Reach:
            name = reach.__name__.replace("_", "-")
            says = (reach.__doc__ or "").strip()
            views = only or (WIDE, *also)
            self.sights.append(
                Sight(self.title, name, says, self.of, views, reach, leave, refusals, is_outage=outage == "expected")
            )
            return reach

        return add
