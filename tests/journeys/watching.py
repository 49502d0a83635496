"""What a page complains of while a journey goes on. Whatever was not announced fails the journey."""

import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request, Response, WebError, WebSocket

# A page that nobody has signed in with asks whether somebody has.
_ALWAYS_FINE = frozenset({"GET /api/v1/me 401"})
# Chromium writes each refused request to the console too; refusals are collected from the answers, with what was asked.
_REPEATED = re.compile(r"^Failed to load resource: the server responded with a status of \d+")
_OUTAGE = re.compile(r"net::ERR_|^WebSocket connection to ")
# What the page itself gave up, as when one leaves it.
_GIVEN_UP = "net::ERR_ABORTED"
_API = " /api/"
_NOTE_CHARACTERS = 400
_LOCAL_SCHEMES = frozenset({"data", "blob"})


class Watch:
    """Collects the complaints of every page of one browser context."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self._host = urlsplit(origin).netloc
        self._complaints: list[str] = []
        self._refusals: list[str] = []
        self._expected_refusals: set[str] = set()
        self._allowed_refusals: set[str] = set()
        self._is_outage_expected = False
        self._began = time.monotonic()
        self._trace: list[str] = []
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("request", self._on_request)
        context.on("requestfailed", self._on_failure)
        context.on("response", self._on_response)
        context.on("dialog", self._on_dialog)
        context.on("page", self._on_page)

    def expect_refusal(self, *refusals: str) -> None:
        """Announce refusals that belong to the journey, as `POST /api/v1/sessions 401`. Each must come; an id may be written `*`."""
        self._expected_refusals.update(refusals)

    def allow_refusal(self, *refusals: str) -> None:
        """Announce refusals that come or do not, as chance has it: the socket may carry them instead."""
        self._allowed_refusals.update(refusals)

    def expect_outage(self) -> None:
        """From now on the server may be away."""
        self._is_outage_expected = True

    def problems(self) -> list[str]:
        """Everything that no journey announced, and what was announced and did not come."""
        unexpected = [
            refusal
            for refusal in self._refusals
            if refusal not in _ALWAYS_FINE
            and not any(_fits(refusal, expected) for expected in self._expected_refusals | self._allowed_refusals)
        ]
        missing = [
            f"never came: {expected}"
            for expected in sorted(self._expected_refusals)
            if not any(_fits(refusal, expected) for refusal in self._refusals)
        ]
        return [*self._complaints, *unexpected, *missing]

    def forget(self) -> None:
        """Begin anew, as if nothing had been heard or announced."""
        self._complaints.clear()
        self._refusals.clear()
        self._expected_refusals.clear()
        self._allowed_refusals.clear()

    @property
    def trace(self) -> list[str]:
        """What went over the network and to the console, in order, with seconds since the beginning."""
        return self._trace

    def _note(self, event: str) -> None:
        self._trace.append(f"{time.monotonic() - self._began:7.2f} {event[:_NOTE_CHARACTERS]}")

    def _on_page(self, page: Page) -> None:
        page.on("websocket", self._on_socket)

    def _on_socket(self, socket: WebSocket) -> None:
        self._check_host(socket.url)
        self._note(f"socket {socket.url}")
        socket.on("framesent", lambda frame: self._note(f"socket > {frame!r}"))
        socket.on("framereceived", lambda frame: self._note(f"socket < {frame!r}"))
        socket.on("socketerror", lambda error: self._note(f"socket failed: {error}"))
        socket.on("close", lambda _: self._note("socket closed"))

    def _on_console(self, message: ConsoleMessage) -> None:
        self._note(f"console {message.type}: {message.text}")
        if message.type != "error" or _REPEATED.match(message.text):
            return
        if not (self._is_outage_expected and _OUTAGE.search(message.text)):
            self._complaints.append(f"console: {message.text}")

    def _on_error(self, error: WebError) -> None:
        self._complaints.append(f"uncaught: {error.error}")

    def _on_request(self, request: Request) -> None:
        self._check_host(request.url)

    def _check_host(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme not in _LOCAL_SCHEMES and address.netloc != self._host:
            self._complaints.append(f"asked another host: {url}")

    def _on_failure(self, request: Request) -> None:
        self._note(f"{request.method} {request.url}: {request.failure}")
        if request.failure != _GIVEN_UP and not self._is_outage_expected:
            self._complaints.append(f"failed: {request.method} {request.url}: {request.failure}")

    def _on_response(self, response: Response) -> None:
        answer = f"{response.request.method} {urlsplit(response.url).path} {response.status}"
        if _API in answer:
            self._note(answer)
        if response.status >= 400:
            self._refusals.append(answer)

    def _on_dialog(self, dialog: Dialog) -> None:
        self._complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def _fits(refusal: str, expected: str) -> bool:
    return re.fullmatch(re.escape(expected).replace(r"\*", r"[^/ ]+"), refusal) is not None
