"""People as programs and browsers meet them: signed in over the API, with nothing between but the network."""

import itertools
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from parley.cli.program import Runtime
from parley.files.settings import FileSettings
from parley.ground.db.work import Work
from parley.ground.jobs.runner import JobRunner
from parley.ground.limits import RateLimits
from parley.ground.mail import outbox
from parley.ground.mail.model import OutboxMail
from parley.ground.settings import Settings
from parley.http.app import HttpParts, PublicConfig, create_app
from parley.http.asgi import App
from parley.identity.service import CSRF_COOKIE
from parley.main import JOBS, ROUTES, wire

ORIGIN = "http://localhost:8000"
API = f"{ORIGIN}/api/v1"
PASSWORD = "a quiet harbour at dawn"

_TOKEN = re.compile(r"#token=([A-Za-z0-9_-]+)")


class ApiClient(httpx.AsyncClient):
    """A browser on Parley's own page: keeps cookies and repeats the CSRF token. Paths are below `/api/v1`. `me` is filled by signing up."""

    me: dict[str, Any]

    def __init__(self, app: App, *, base_url: str = API, client: tuple[str, int] = ("127.0.0.1", 50_000)) -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=client)
        super().__init__(transport=transport, base_url=base_url, event_hooks={"request": [self._repeat_csrf_token]})
        self.me = {}

    @property
    def id(self) -> str:
        """The account's id."""
        account_id: str = self.me["id"]
        return account_id

    async def _repeat_csrf_token(self, request: httpx.Request) -> None:
        token = self.cookies.get(CSRF_COOKIE)
        if token and "authorization" not in request.headers:
            request.headers.setdefault("x-csrf-token", token)


NewPerson = Callable[..., Awaitable[ApiClient]]
NewBrowser = Callable[..., ApiClient]


@pytest.fixture
def limits() -> RateLimits:
    """No rate limits. Override it in a module that is about them."""
    return RateLimits(enabled=False)


@pytest.fixture
def parts(work: Work, settings: Settings, limits: RateLimits, tmp_path: Path) -> HttpParts:
    """What the application under test is made of."""
    wire(Runtime(settings=settings, clock=work.clock, work=work, bus=work.bus))
    return HttpParts(
        work=work,
        settings=settings,
        limits=limits,
        routes=ROUTES,
        client_folder=tmp_path / "client",
        public_config=PublicConfig(
            version="1.2.3", max_message_length=10_240, typing_seconds=6, max_file_bytes=1_000, max_message_files=10
        ),
        checks={"database": work.is_ready, "bus": work.bus.is_ready},
        files_origin=settings.of(FileSettings).files_origin,
    )


@pytest.fixture
def app(parts: HttpParts) -> App:
    """The whole HTTP application."""
    return create_app(parts)


@pytest_asyncio.fixture
async def new_browser(parts: HttpParts, app: App) -> AsyncIterator[NewBrowser]:
    """`new_browser(address="192.0.2.1", base_url="https://parley.example/api/v1", settings=changed)`: a browser nobody has signed in with.

    `settings` makes it speak to an application of its own with these.
    """
    opened: list[ApiClient] = []

    def open_browser(*, address: str = "127.0.0.1", base_url: str = API, settings: Settings | None = None) -> ApiClient:
        asked = app if settings is None else create_app(replace(parts, settings=settings))
        opened.append(ApiClient(asked, base_url=base_url, client=(address, 50_000)))
        return opened[-1]

    yield open_browser
    for client in opened:
        await client.aclose()


@pytest.fixture
def stranger(new_browser: NewBrowser) -> ApiClient:
    """A browser that nobody has signed in with."""
    return new_browser()


@pytest.fixture
def new_person(new_browser: NewBrowser, work: Work) -> NewPerson:
    """`await new_person("Mara Lindqvist")`: signs up over the API and answers the signed-in client.

    `email`, `password`, `time_zone` and `locale` as one likes; the address is verified unless `verified` is False.
    """
    numbers = itertools.count(1)

    async def sign_up(name: str, *, verified: bool = True, **given: Any) -> ApiClient:
        client = new_browser()
        address = f"{re.sub(r'[^a-z]+', '.', name.lower()).strip('.') or 'person'}.{next(numbers)}@example.com"
        wanted = {"email": address, "password": PASSWORD, "display_name": name, "time_zone": "Europe/Lisbon", **given}
        answer = await client.post("/accounts", json=wanted)
        assert answer.status_code == 201, answer.text
        client.me = answer.json()
        if verified:
            token = token_in(await last_mail(work, client.me["email"]))
            answer = await client.post("/accounts/verify", json={"token": token})
            assert answer.status_code == 204, answer.text
            client.me["email_verified"] = True
        return client

    return sign_up


async def last_mail(work: Work, to: str) -> OutboxMail:
    """The newest mail that the local outbox holds for that address."""
    async with work.reading() as uow:
        mails = await outbox.list_mails(uow, to=to, limit=1)
    assert mails, f"No mail was sent to {to}."
    return mails[0]


def token_in(mail: OutboxMail) -> str:
    """The secret of the link in a mail."""
    found = _TOKEN.search(mail.text)
    assert found is not None, mail.text
    return found.group(1)


async def run_jobs(work: Work) -> None:
    """Run what is queued, of every kind that the program knows, until nothing is left."""
    await JobRunner(work, JOBS).drain()
