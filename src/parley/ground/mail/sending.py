"""Sending: into the outbox or the queue at once, by SMTP from the queue."""

from datetime import timedelta
from email import policy
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr

import aiosmtplib
import structlog

from parley.ground import metrics
from parley.ground.clock import Clock
from parley.ground.db.work import UnitOfWork, Work
from parley.ground.jobs.model import GiveUp, Job, Retry
from parley.ground.jobs.queue import defer
from parley.ground.mail import outbox
from parley.ground.mail.model import Mail, MailInvalid, MailSettings, SmtpServer, parse_smtp_url

DELIVER = "mail.deliver"
_SECONDS_PER_STEP = 20
# Lines up to SMTP's own limit (RFC 5321, 4.5.3.1.6) are left whole: the default of 78 breaks long links in headers and makes bodies base64.
_POLICY = policy.SMTP.clone(max_line_length=998)

_log = structlog.get_logger(__name__)


async def send(uow: UnitOfWork, mail: Mail) -> None:
    """Send `mail` once the unit of work is committed.

    Raises: MailInvalid when an address or the subject cannot stand in a header
    """
    settings = uow.settings(MailSettings)
    compose(mail, settings.mail_from, uow.clock)
    if settings.smtp_url:
        await defer(uow, DELIVER, to=mail.to, subject=mail.subject, text=mail.text, html=mail.html)
    else:
        mail_id = await outbox.keep(uow, mail)
        metrics.mails.labels("kept").inc()
        _log.info("mail.kept", mail_id=mail_id)


def compose(mail: Mail, sender: str, clock: Clock) -> EmailMessage:
    """The message as it travels. Raises: MailInvalid"""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    message = EmailMessage(policy=_POLICY)
    try:
        message["From"] = sender
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = make_msgid(domain=domain)
        # So that vacation responders stay silent (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        if mail.html is not None:
            message.add_alternative(mail.html, subtype="html")
    except (ValueError, IndexError, HeaderParseError, UnicodeEncodeError) as error:
        raise MailInvalid("This mail cannot be written: its address or subject holds what a header cannot.") from error
    if len(message["To"].addresses) != 1:
        raise MailInvalid("A mail goes to exactly one address.")
    return message


async def deliver(work: Work, *, to: str, subject: str, text: str, html: str | None) -> None:
    """The job that hands a mail to the SMTP server. Run again when the server does not answer or says "later" (4xx); given up on 5xx."""
    settings = work.settings.of(MailSettings)
    message = compose(Mail(to=to, subject=subject, text=text, html=html), settings.mail_from, work.clock)
    try:
        await _hand_over(message, parse_smtp_url(settings.smtp_url))
    except aiosmtplib.SMTPException as refusal:
        code = _reply_code(refusal)
        if code is not None and 500 <= code < 600:
            metrics.mails.labels("refused").inc()
            _log.warning("mail.refused", code=code)
            raise GiveUp(f"The SMTP server refused the mail for good ({code}).") from None
        metrics.mails.labels("retried").inc()
        # The reply may quote the address, so it goes no further than here.
        raise ConnectionError(f"The SMTP server did not take the mail ({code}).") from None
    metrics.mails.labels("delivered").inc()


async def _hand_over(message: EmailMessage, server: SmtpServer) -> None:
    await aiosmtplib.send(
        message,
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.use_tls,
        start_tls=server.start_tls,
        timeout=_SECONDS_PER_STEP,
    )


def _reply_code(refusal: aiosmtplib.SMTPException) -> int | None:
    """The code of the server's answer; of the only recipient's when it refused that one."""
    if isinstance(refusal, aiosmtplib.SMTPRecipientsRefused) and refusal.recipients:
        return refusal.recipients[0].code
    code = getattr(refusal, "code", None)
    return code if isinstance(code, int) else None


JOBS = (
    # Eight tries over about two hours; RFC 5321 asks relays for days, but a sign-up link is of no use then.
    Job(
        DELIVER,
        deliver,
        retry=Retry(attempts=8, first=timedelta(seconds=30), longest=timedelta(hours=1)),
        longest_run=timedelta(minutes=3),
    ),
)
