"""Random journeys of two people with three tabs: what people do on a screen, thrown by a seed, through roles and names.

An act that is not possible as things stand (a message that scrolled away, a button that an outage took) is left out. What must be true
at the end does not depend on which acts came through.
"""

import contextlib
import itertools
import random
from collections.abc import Callable, Iterator

from playwright.sync_api import CDPSession, Error, Locator, Page, expect

from tests.journeys.browsing import Device
from tests.journeys.people import Person
from tests.journeys.screens import act, composer, messages, react, room_row, timeline
from tests.journeys.serving import Server

# Long enough for a busy machine to draw, short enough not to wait long for what an outage took away.
_SOON_MS = 4_000
_EMOJI = ("thumbs up", "red heart", "eyes")
_OFFLINE: dict[str, object] = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
_ONLINE: dict[str, object] = {**_OFFLINE, "offline": False}


class Tab:
    """One tab of somebody. It may be closed and opened again, and its network cut without that of the tab beside it."""

    def __init__(self, name: str, device: Device, page: Page, who: Person) -> None:
        self.name = name
        self.device = device
        self.page = page
        self.who = who
        self.is_cut = False
        self._address = page.url
        self._network: CDPSession | None = None

    @property
    def address(self) -> str:
        """Where it is; where it was last, when the browser could not open that."""
        if self.page.url.startswith("http"):
            self._address = self.page.url
        return self._address

    def cut(self) -> None:
        self._set_network(_OFFLINE)
        self.is_cut = True

    def mend(self) -> None:
        if self.is_cut:
            self._set_network(_ONLINE)
            self.is_cut = False

    def reopen(self) -> None:
        """Close the tab and open its address in a new one."""
        address = self.address
        another = self.device.context.new_page()
        self.page.close()
        self.page, self._network, self.is_cut = another, None, False
        # Without a server there is nothing to open; whoever settles the journey opens it once more.
        with contextlib.suppress(Error):
            another.goto(address)

    def _set_network(self, conditions: dict[str, object]) -> None:
        if self._network is None:
            self._network = self.device.context.new_cdp_session(self.page)
            self._network.send("Network.enable")
        self._network.send("Network.emulateNetworkConditions", conditions)


class Journey:
    """Throws acts for tabs. `told` says what was done, for whoever wants to know why it went wrong."""

    def __init__(self, seed: int, tabs: list[Tab], rooms: dict[str, str], server: Server) -> None:
        """`rooms`: how each room is called by each person, by the person's name and the room's."""
        self._chance = random.Random(seed)
        self._words = (f"word{number}" for number in itertools.count(1))
        self._topics = (f"Topic {number}" for number in itertools.count(1))
        self._tabs = tabs
        self._rooms = rooms
        self._server = server
        self.told: list[str] = []
        self.done = 0
        self._acts: dict[Callable[[Tab], None], int] = {
            self._send: 10,
            self._edit: 4,
            self._delete: 2,
            self._delete_and_undo: 2,
            self._react: 4,
            self._reply: 4,
            self._mark_unread: 2,
            self._switch: 5,
            self._start_topic: 3,
            self._write_in_topic: 4,
            self._resolve: 2,
            self._pin: 2,
            self._draft: 2,
            self._reload: 1,
            self._reopen: 1,
            self._cut_network: 2,
            self._mend_network: 3,
            self._kill_server: 1,
        }

    def go(self, steps: int) -> None:
        for _ in range(steps):
            tab = self._chance.choice(self._tabs)
            (what,) = self._chance.choices(list(self._acts), weights=list(self._acts.values()))
            name = what.__name__.strip("_").replace("_", " ")
            with self._patience(tab.page):
                try:
                    what(tab)
                    self.done += 1
                    self.told.append(f"{tab.name}: {name}")
                except (Error, AssertionError) as problem:
                    self.told.append(f"{tab.name}: {name}, not possible: {str(problem).splitlines()[0]}")
                    self._tidy(tab)

    @contextlib.contextmanager
    def _patience(self, page: Page) -> Iterator[None]:
        """For the acts only: to be left out is no failure, and so is not waited for long."""
        page.set_default_timeout(_SOON_MS)
        yield
        for tab in self._tabs:
            tab.page.set_default_timeout(30_000)

    def _tidy(self, tab: Tab) -> None:
        """Close what an act left open when it did not come through."""
        with contextlib.suppress(Error):
            for _ in range(3):
                tab.page.keyboard.press("Escape")

    def _new_word(self) -> str:
        return next(self._words)

    def _write(self, tab: Tab, text: str) -> None:
        """Put a text in the place of what stands in the composer."""
        field = composer(tab.page)
        field.click()
        field.press("ControlOrMeta+a")
        tab.page.keyboard.insert_text(text)

    def _any_message(self, tab: Tab, author: str | None = None) -> Locator:
        """One of those in sight that say something still, of that author or of anybody."""
        rows = messages(tab.page).filter(has_text="word")
        labels = rows.evaluate_all(
            """rows => rows.map(row => [row.getAttribute('aria-label'), row.dataset.pending ?? null,
              (/word\\d+(v\\d+)?/.exec(row.textContent) ?? [''])[0]])"""
        )
        fitting = [
            word for label, pending, word in labels if pending is None and word and (author is None or label.startswith(author))
        ]
        assert fitting, "there is no such message"
        return rows.filter(has_text=self._chance.choice(fitting)).last

    def _send(self, tab: Tab) -> None:
        word = self._new_word()
        self._write(tab, f"This is {word}.")
        composer(tab.page).press("Enter")

    def _edit(self, tab: Tab) -> None:
        row = self._any_message(tab, tab.who.name)
        act(row, "Edit")
        field = tab.page.get_by_role("textbox", name="Edit your message")
        field.press("ControlOrMeta+a")
        tab.page.keyboard.insert_text(f"Changed to {self._new_word()}.")
        field.press("Enter")
        expect(field).to_have_count(0, timeout=_SOON_MS)

    def _delete(self, tab: Tab) -> None:
        act(self._any_message(tab, tab.who.name), "Delete")

    def _delete_and_undo(self, tab: Tab) -> None:
        act(self._any_message(tab, tab.who.name), "Delete")
        tab.page.get_by_role("button", name="Undo").last.click()

    def _react(self, tab: Tab) -> None:
        react(self._any_message(tab), self._chance.choice(_EMOJI))

    def _reply(self, tab: Tab) -> None:
        act(self._any_message(tab), "Reply")
        self._send(tab)

    def _mark_unread(self, tab: Tab) -> None:
        others = [one.who.name for one in self._tabs if one.who.name != tab.who.name]
        act(self._any_message(tab, others[0]), "Mark unread from here")

    def _switch(self, tab: Tab) -> None:
        name = self._chance.choice([shown for key, shown in self._rooms.items() if key.startswith(f"{tab.who.name}/")])
        room_row(tab.page, name).get_by_role("link").click()

    def _start_topic(self, tab: Tab) -> None:
        act(self._any_message(tab), "Start a topic")
        dialog = tab.page.get_by_role("dialog", name="Start topic")
        dialog.get_by_role("textbox").fill(next(self._topics))
        dialog.get_by_role("button", name="Start topic").click()
        expect(dialog).to_have_count(0, timeout=_SOON_MS)
        self._send(tab)
        self._to_everything(tab)

    def _in_topic(self, tab: Tab) -> None:
        marks = timeline(tab.page).get_by_role("button", name="Open", exact=False).filter(has_text="Topic")
        count = marks.count()
        assert count, "there is no topic in sight"
        marks.nth(self._chance.randrange(count)).click()
        expect(
            tab.page.get_by_role("button", name="All messages").or_(tab.page.get_by_role("link", name="All messages"))
        ).to_be_visible(timeout=_SOON_MS)

    def _write_in_topic(self, tab: Tab) -> None:
        self._in_topic(tab)
        self._send(tab)
        self._to_everything(tab)

    def _resolve(self, tab: Tab) -> None:
        self._in_topic(tab)
        tab.page.get_by_role("button", name="Resolve", exact=True).or_(
            tab.page.get_by_role("button", name="Reopen", exact=True)
        ).click()
        self._to_everything(tab)

    def _to_everything(self, tab: Tab) -> None:
        tab.page.get_by_role("link", name="All messages").click()

    def _pin(self, tab: Tab) -> None:
        row = self._any_message(tab)
        act(row, "More")
        items = tab.page.get_by_role("menuitem")
        items.filter(has_text="Pin to the conversation").or_(items.filter(has_text="Unpin")).click()

    def _draft(self, tab: Tab) -> None:
        self._write(tab, f"Perhaps {self._new_word()}")

    def _reload(self, tab: Tab) -> None:
        tab.page.reload()

    def _reopen(self, tab: Tab) -> None:
        tab.reopen()

    def _cut_network(self, tab: Tab) -> None:
        tab.cut()

    def _mend_network(self, tab: Tab) -> None:
        """Of everybody, from whatever tab."""
        for one in (tab, *self._tabs):
            one.mend()

    def _kill_server(self, tab: Tab) -> None:
        """In the middle of what everybody is at; meanwhile somebody goes on writing."""
        with contextlib.suppress(Error):
            self._send(tab)
        self._server.kill()
        try:
            self._send(tab)
        finally:
            self._server.start()


def settle(tabs: list[Tab]) -> None:
    """Give everybody their network back, and their page where the browser could not open it."""
    for tab in tabs:
        tab.mend()
        if not tab.page.url.startswith("http"):
            tab.page.goto(tab.address)
