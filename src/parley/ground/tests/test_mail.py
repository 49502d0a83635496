import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import StringIO
from typing import Any

import pytest
import pytest_asyncio
from aiosmtpd.smtp import SMTP, Envelope

from parley.ground import logs, mail
from parley.ground.clock import FixedClock
from parley.ground.db.work import Work
from parley.ground.jobs import keeping
from parley.ground.jobs.runner import JobRunner
from parley.ground.mail import outbox, sending
from parley.ground.mail.model import Mail, MailInvalid, MailSettings, SmtpServer, parse_smtp_url
from parley.ground.settings import Settings

LINK = "https://parley.example/verify?token=" + "a1B2" * 40
MAIL = Mail(
    to="mara@example.org", subject="Grüße, Mara", text=f"Open this:\n\n{LINK}\n", html=f'<p><a href="{LINK}">Open</a></p>'
)


class Peer:
    """A real SMTP server that answers what the test wants."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.received: list[EmailMessage] = []
        self.port = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return answer

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]) -> str:
        if address.startswith("nobody"):
            return "550 5.1.1 nobody@example.org unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest_asyncio.fixture
async def peer() -> AsyncIterator[Peer]:
    handler = Peer()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, loop=loop), "127.0.0.1", 0)
    handler.port = server.sockets[0].getsockname()[1]
    yield handler
    server.close()
    await server.wait_closed()


@pytest.fixture
def runner(work: Work) -> JobRunner:
    return JobRunner(work, sending.JOBS)


def use_smtp(work: Work, port: int, query: str = "starttls=never") -> None:
    work.settings = Settings([MailSettings(smtp_url=f"smtp://127.0.0.1:{port}?{query}", mail_from="Parley <parley@example.net>")])


async def send(work: Work, one: Mail = MAIL) -> None:
    async with work.writing() as uow:
        await mail.send(uow, one)


async def jobs(work: Work) -> list[tuple[str, int]]:
    async with work.writing() as uow:
        await uow.conn.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")
        cursor = await uow.conn.execute("select status::text, attempts from procrastinate_jobs")
        return [(row[0], row[1]) for row in await cursor.fetchall()]


async def test_without_a_mail_server_mails_lie_in_the_local_outbox(work: Work) -> None:
    await send(work)
    await send(work, Mail(to="ivo@example.org", subject="Hello", text="Hello"))
    async with work.reading() as uow:
        both = await outbox.list_mails(uow)
        assert [kept.to for kept in both] == ["ivo@example.org", "mara@example.org"]
        assert await outbox.list_mails(uow, to="mara@example.org") == [both[1]]
        assert await outbox.find_mail(uow, both[1].id) == both[1]
        assert (both[1].subject, both[1].text, both[1].html) == (MAIL.subject, MAIL.text, MAIL.html)
    assert await jobs(work) == []


async def test_the_outbox_forgets_after_thirty_days(work: Work, clock: FixedClock) -> None:
    await send(work)
    for days, left in ((30, 1), (1, 0)):
        clock.move(timedelta(days=days))
        await keeping.tidy(work)
        async with work.reading() as uow:
            assert len(await outbox.list_mails(uow)) == left


async def test_a_mail_of_a_transaction_that_was_rolled_back_is_not_sent(work: Work, peer: Peer, runner: JobRunner) -> None:
    for settings in (work.settings, Settings([MailSettings(smtp_url=f"smtp://127.0.0.1:{peer.port}?starttls=never")])):
        work.settings = settings
        with pytest.raises(ZeroDivisionError):
            async with work.writing() as uow:
                await mail.send(uow, MAIL)
                raise ZeroDivisionError
    await runner.drain()
    async with work.reading() as uow:
        assert await outbox.list_mails(uow) == []
    assert peer.received == []


async def test_a_mail_arrives_whole(work: Work, peer: Peer, runner: JobRunner) -> None:
    use_smtp(work, peer.port)
    await send(work)
    await runner.drain()
    (received,) = peer.received
    assert received["Subject"] == MAIL.subject
    assert received["To"] == MAIL.to
    assert received["From"] == "Parley <parley@example.net>"
    assert received["Auto-Submitted"] == "auto-generated"
    assert received["Message-ID"].endswith("@example.net>")
    plain, html = received.get_body(("plain",)), received.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert LINK in plain.get_content()
    assert LINK in html.get_content()
    assert await jobs(work) == []


async def test_a_mail_that_is_put_off_is_delivered_once_later(work: Work, peer: Peer, runner: JobRunner) -> None:
    use_smtp(work, peer.port)
    peer.answers = ["451 4.7.1 Greylisted, try again later"]
    await send(work)
    await runner.drain()
    assert peer.received == []
    assert await jobs(work) == [("todo", 1)]
    await runner.drain()
    assert len(peer.received) == 1
    assert await jobs(work) == []


@pytest.mark.parametrize(
    ("to", "answers"),
    [("nobody@example.org", []), ("mara@example.org", ["550 5.7.1 Not from you"])],
    ids=["recipient", "content"],
)
async def test_a_mail_refused_for_good_is_given_up(
    work: Work, peer: Peer, runner: JobRunner, to: str, answers: list[str]
) -> None:
    use_smtp(work, peer.port)
    peer.answers = answers
    await send(work, Mail(to=to, subject="Hello", text="Hello"))
    await runner.drain()
    await runner.drain()
    assert [status for status, _ in await jobs(work)] == ["failed"]
    assert peer.received == []


async def test_a_mail_server_that_says_nothing_is_left_and_tried_again(
    work: Work, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_SECONDS_PER_STEP", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        use_smtp(work, silent.getsockname()[1])
        await send(work)
        await runner.drain()
    assert await jobs(work) == [("todo", 1)]


async def test_a_mail_waits_for_a_mail_server_that_is_not_there(work: Work, runner: JobRunner) -> None:
    use_smtp(work, 1)
    await send(work)
    await runner.drain()
    assert await jobs(work) == [("todo", 1)]


async def test_where_encryption_is_required_nothing_is_sent_without(work: Work, peer: Peer, runner: JobRunner) -> None:
    use_smtp(work, peer.port, "starttls=required")
    await send(work)
    await runner.drain()
    assert peer.received == []
    assert [status for status, _ in await jobs(work)] == ["todo"]


@pytest.mark.parametrize(
    "broken",
    [
        Mail(to="mara@example.org", subject="Hello\nBcc: everybody@example.org", text=""),
        Mail(to="mara@example.org\nBcc: everybody@example.org", subject="Hello", text=""),
        Mail(to="mara@example.org, everybody@example.org", subject="Hello", text=""),
        Mail(to="", subject="Hello", text=""),
        Mail(to="mara@example.org", subject="Hello", text="\ud800"),
    ],
    ids=["subject", "to", "two", "none", "surrogate"],
)
async def test_a_mail_that_would_write_headers_of_its_own_is_refused(work: Work, broken: Mail) -> None:
    with pytest.raises(MailInvalid):
        await send(work, broken)
    async with work.reading() as uow:
        assert await outbox.list_mails(uow) == []


async def test_logs_of_mail_name_nobody(work: Work, peer: Peer, runner: JobRunner) -> None:
    written = StringIO()
    with logs.configured(level="debug", form="json", stream=written):
        await send(work)
        use_smtp(work, peer.port)
        peer.answers = ["451 4.7.1 mara@example.org is greylisted", "550 5.7.1 mara@example.org says no"]
        await send(work)
        await runner.drain()
        await jobs(work)
        await runner.drain()
    assert "mail.kept" in written.getvalue()
    assert "mail.refused" in written.getvalue()
    assert "mara" not in written.getvalue()
    assert "verify" not in written.getvalue()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "smtp://parley:s%40crt@mail.example.org",
            SmtpServer(host="mail.example.org", port=587, user="parley", password="s@crt", use_tls=False, start_tls=True),
        ),
        ("smtp://h:25?starttls=optional", SmtpServer(host="h", port=25, user=None, password=None, use_tls=False, start_tls=None)),
        ("smtps://h", SmtpServer(host="h", port=465, user=None, password=None, use_tls=True, start_tls=False)),
    ],
)
def test_a_mail_server_s_url_says_how_to_reach_it(url: str, expected: SmtpServer) -> None:
    assert parse_smtp_url(url) == expected


@pytest.mark.parametrize("url", ["mail.example.org", "http://u:secret@h", "smtp://", "smtp://u:secret@h?starttls=maybe"])
def test_a_wrong_url_is_explained_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="smtp_url") as refusal:
        parse_smtp_url(url)
    assert "secret" not in str(refusal.value)
