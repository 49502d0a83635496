"""A Firefox without a window, driven over WebDriver BiDi (W3C): Playwright drives only a Firefox of its own build.

Places are found by role and accessible name, as everywhere in the journeys.
"""

import itertools
import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

PATIENCE_SECONDS = 30
_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_SIZE = {"width": 1440, "height": 900}
# WebDriver's code points for keys that are no letters (https://www.w3.org/TR/webdriver2/#keyboard-actions).
KEYS = {"Enter": "\ue007", "Tab": "\ue004", "ArrowUp": "\ue013", "End": "\ue010", "Backspace": "\ue003"}
# It asks nobody but the server of the journey.
_PREFERENCES: dict[str, bool | str | int] = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "intl.accept_languages": "en-GB",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,none",
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}


@contextmanager
def opened_firefox(program: str, folder: Path) -> Iterator["Firefox"]:
    """Start a Firefox on a new profile in that folder, and end it."""
    folder.mkdir(parents=True)
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items()]
    (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
    told = folder / "firefox.log"
    options = ["--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    with told.open("wb") as log, subprocess.Popen([program, *options], stdout=log, stderr=log) as child:
        try:
            address = _address(child, told)
            with connect(f"{address}/session", compression=None, max_size=None, proxy=None) as socket:
                yield Firefox(socket)
        finally:
            child.terminate()


def _address(child: subprocess.Popen[bytes], told: Path) -> str:
    """Where it listens, once it says so."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (said := _LISTENING.search(told.read_text(errors="replace"))) is None:
        assert child.poll() is None, told.read_text(errors="replace")
        assert time.monotonic() < deadline, told.read_text(errors="replace")
        time.sleep(0.05)
    return said[1]


class Firefox:
    """The one page that is open in a Firefox."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.errors: list[str] = []
        self._command("session.new", capabilities={})
        self._command("session.subscribe", events=["log.entryAdded"])
        self._page: str = self._command("browsingContext.getTree")["contexts"][0]["context"]
        self._command("browsingContext.setViewport", context=self._page, viewport=_SIZE)

    def open(self, url: str) -> None:
        self._command("browsingContext.navigate", context=self._page, url=url, wait="complete")

    def see(self, role: str, name: str) -> str:
        """Wait until something of that role and exact name is there. Its reference."""
        return self._found({"type": "accessibility", "value": {"role": role, "name": name}})

    def see_text(self, text: str) -> None:
        """Wait until the page says that."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while text not in (told := self.text()):
            assert time.monotonic() < deadline, f"Firefox does not say {text!r}:\n{told}"
            time.sleep(0.1)

    def see_css(self, selector: str) -> str:
        """Wait until something is there that has no name to find it by. Its reference."""
        return self._found({"type": "css", "value": selector})

    def click(self, reference: str) -> None:
        origin = {"type": "element", "element": {"sharedId": reference}}
        steps = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": steps})

    def type(self, text: str) -> None:
        """Press the keys of a text, where the focus is."""
        steps = [{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": steps})

    def press(self, key: str) -> None:
        """Press one of `KEYS`."""
        self.type(KEYS[key])

    def run(self, script: str) -> None:
        """Run a script in the page."""
        self._command("script.evaluate", expression=f"{script};undefined", target={"context": self._page}, awaitPromise=False)

    def call(self, function: str, *arguments: object) -> Any:
        """What a function of the page answers, when both its arguments and its answer are JSON."""
        answer = self._command(
            "script.callFunction",
            functionDeclaration=f"async (given) => JSON.stringify((await ({function})(...JSON.parse(given))) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            target={"context": self._page},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def text(self) -> str:
        """What the page says, all of it."""
        return str(self.call("() => document.body.innerText"))

    def _found(self, locator: dict[str, Any]) -> str:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (nodes := self._command("browsingContext.locateNodes", context=self._page, locator=locator)["nodes"]):
            assert time.monotonic() < deadline, f"Firefox shows no {locator}:\n{self.text()}"
            time.sleep(0.1)
        return str(nodes[0]["sharedId"])

    def _act(self, source: dict[str, Any]) -> None:
        self._command("input.performActions", context=self._page, actions=[source])

    def _command(self, method: str, **parameters: Any) -> Any:
        """Send a command and wait for its answer; what the page logs meanwhile is heard."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv(timeout=PATIENCE_SECONDS))).get("id") != number:
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] == "error":
                self.errors.append(str(answer["params"]["text"]))
        assert answer["type"] == "success", f"{method}: {answer.get('error')}: {answer.get('message')}"
        return answer["result"]
