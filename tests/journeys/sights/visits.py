"""Takes people to sights: one browser for each person and view, used again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from playwright.sync_api import Browser

from tests.journeys.browsing import Device, Devices
from tests.journeys.marketplace import Marketplace
from tests.journeys.sights.sight import Sight, View, Visit

# A browser as people have it, for where one sees what one is signed in with.
_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36"


class Visits:
    """Visits to one demo server. With `now` the browsers' clocks stand still there, as the server's does."""

    def __init__(self, browser: Browser, origin: str, now: datetime | None = None) -> None:
        self.devices = Devices(browser, origin)
        self.market = Marketplace(origin)
        self._now = now
        self._opened: dict[tuple[object, ...], Device] = {}

    @contextmanager
    def at(self, sight: Sight, view: View) -> Iterator[Visit]:
        """Be at a sight; what it left behind is taken back afterwards. Anything its page complained of fails."""
        who = None if sight.of is None else sight.of(self.market)
        device = self._device(None if who is None else who.name, view)
        device.watch.forget()
        device.watch.expect_refusal(*sight.refusals)
        if sight.is_outage:
            device.watch.expect_outage()
        visit = Visit(device, self.market, who, view)
        device.page.emulate_media(color_scheme=view.theme)
        sight.reach(visit)
        visit.settle()
        try:
            yield visit
        finally:
            if sight.leave is not None:
                sight.leave(visit)
        device.page.evaluate("0")
        problems = device.watch.problems()
        assert not problems, "\n".join(problems)

    def _device(self, name: str | None, view: View) -> Device:
        key = (name, view.size, view.direction)
        if key not in self._opened:
            who = None if name is None else self.market.known(name)
            device = self.devices.new(who, size=view.size, touch=view.is_phone, is_mobile=view.is_phone, user_agent=_AGENT)
            if self._now is not None:
                device.context.clock.set_fixed_time(self._now)
            if view.direction == "rtl":
                device.mirror()
            self._opened[key] = device
        return self._opened[key]

    def close(self) -> None:
        self.devices.close()
        self.market.close()
