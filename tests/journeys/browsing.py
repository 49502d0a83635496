"""Browsers as people have them: a context per device, watched."""

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.people import Person
from tests.journeys.watching import Watch

Size = tuple[int, int]
DESKTOP: Size = (1440, 900)
LAPTOP: Size = (1024, 768)
PHONE: Size = (390, 844)
SMALL_PHONE: Size = (320, 640)


class Device:
    """One browser of somebody, or of nobody yet, with one page open in it."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.context = context
        self.origin = origin
        self.watch = Watch(context, origin)
        self.page = context.new_page()

    def open(self, path: str = "/messages") -> Page:
        """Go to a path of the server, in the page that is open."""
        self.page.goto(f"{self.origin}{path}")
        return self.page

    def mirror(self) -> None:
        """From now on lines run from right to left, as an installation for development can show it."""
        self.context.add_init_script("localStorage.setItem('parley.proof', 'rtl')")

    def open_tab(self, path: str) -> Page:
        """A further page beside it."""
        tab = self.context.new_page()
        tab.goto(f"{self.origin}{path}")
        return tab


class Devices:
    """Makes devices for one journey and looks after them."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self._browser = browser
        self._origin = origin
        self._opened: list[Device] = []

    def new(
        self,
        person: Person | None = None,
        *,
        size: Size = DESKTOP,
        theme: Literal["light", "dark"] = "light",
        touch: bool = False,
        **options: Any,
    ) -> Device:
        """A device that somebody is signed in on, with a session of its own. `options` go to `Browser.new_context`."""
        chosen = {"locale": "en-GB", "timezone_id": "Europe/Lisbon", **options}
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=theme, has_touch=touch, reduced_motion="reduce", **chosen
        )
        if person is not None:
            session = person.new_session(*filter(None, [options.get("user_agent")]))
            context.add_cookies(
                [
                    {"name": name, "value": value, "url": self._origin, "httpOnly": name == "parley_session", "sameSite": "Lax"}
                    for name, value in session.items()
                ]
            )
        self._opened.append(Device(context, self._origin))
        return self._opened[-1]

    def problems(self) -> list[str]:
        """What the pages complained of, once everything under way has been heard."""
        for device in self._opened:
            for page in device.context.pages:
                page.evaluate("0")
        return [problem for device in self._opened for problem in device.watch.problems()]

    def traces(self) -> list[tuple[str, str]]:
        """What happened on each device, by its name."""
        return [(f"device {number}", "\n".join(device.watch.trace)) for number, device in enumerate(self._opened, start=1)]

    def take_pictures(self, folder: Path, name: str) -> None:
        """What is on every open page, as `name-1.png` and on."""
        pages = [page for device in self._opened for page in device.context.pages]
        for number, page in enumerate(pages, start=1):
            page.screenshot(path=folder / f"{name}-{number}.png")

    def close(self) -> None:
        for device in self._opened:
            device.context.close()
