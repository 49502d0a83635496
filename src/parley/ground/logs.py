"""Logs that cannot hold what people wrote.

Nothing is trusted to leave secrets out: a record carries only keys of `ALLOWED_KEYS`, and of those only values that look like an identifier, a
route or a number. Text with spaces or an `@`, and anything as long as a token, does not pass. Exceptions are reduced to their types and to where
in the code they passed, since their messages quote values. What the standard library's loggers say is kept only as the unformatted template.
"""

import contextlib
import logging
import re
import sys
from collections.abc import Iterator, MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

ALLOWED_KEYS = frozenset(
    {
        "event", "level", "timestamp", "exception", "dropped",
        # who and what, by id
        "request_id", "account_id", "session_id", "room_id", "entry_id", "report_id", "file_id", "job_id", "mail_id", "seq",
        # requests and frames
        "method", "route", "status", "code", "duration_ms", "bytes", "event_type", "client_address", "frame", "subject_count", "protocol",
        # the program itself
        "address", "attempt", "attempts", "compatibility", "count", "error", "fingerprint", "folder_mode", "function", "host", "job", "limit",
        "line", "logger", "outcome", "pid", "port", "queue", "reason", "retry_after", "revision", "seconds", "signal", "template", "version",
        "waiting", "worker", "workers",
    }
)  # fmt: skip

# Identifiers, numbers, versions, addresses of hosts, route templates. No space, no `@`, no quote.
_SAFE_TEXT = re.compile(r"[A-Za-z0-9_.:/{}<>,*+\[\]-]{0,200}\Z")
# The secrets of `parley.ground.ids` are 43 such characters in a row; a UUID is 36.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{40}")
_EVENT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+\Z")
_FRAMES_SHOWN = 12
# These speak at INFO about each request or job; what matters of it is logged and counted by ourselves.
_QUIET = (
    "uvicorn.error",
    "uvicorn.access",
    "procrastinate",
    "asyncio",
    "psycopg",
    "psycopg.pool",
    "nats",
    "alembic",
    "litestar",
    "mail.log",
)

NAMED_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def configure(*, level: str, form: str, stream: TextIO | None = None) -> None:
    """Send every log of the process, ours and the libraries', to `stream` (stderr). `form` is `json`, `console` or `auto`."""
    target = sys.stderr if stream is None else stream
    as_json = form == "json" or (form == "auto" and not target.isatty())
    renderer: Processor = structlog.processors.JSONRenderer() if as_json else _Console(target)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            describe_exception,
            keep_allowed,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(NAMED_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=target),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers[:] = [_LibraryHandler()]
    root.setLevel(max(NAMED_LEVELS[level], logging.INFO))
    for name in _QUIET:
        quiet = logging.getLogger(name)
        quiet.handlers.clear()
        quiet.propagate = True
        quiet.setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)


class _Console:
    """structlog's console form, with our descriptions of exceptions below the line."""

    def __init__(self, target: TextIO) -> None:
        self._render = structlog.dev.ConsoleRenderer(colors=target.isatty())

    def __call__(self, logger: WrappedLogger, method: str, record: EventDict) -> str:
        exception: list[str] = record.pop("exception", [])
        return "\n    ".join([self._render(logger, method, record), *exception])


def keep_allowed(_logger: WrappedLogger, _method: str, record: EventDict) -> EventDict:
    """Drop every key that is not allowed and every value that could be somebody's words; `dropped` says how many went."""
    event = record.get("event")
    kept: EventDict = {"event": event if isinstance(event, str) and _EVENT.match(event) else "log.event_unnamed"}
    dropped = 0
    for key, value in record.items():
        if key == "event":
            dropped += kept["event"] != value
        elif key in ALLOWED_KEYS and (key == "exception" or _is_safe(value)):
            kept[key] = value
        else:
            dropped += 1
    if dropped:
        kept["dropped"] = dropped
    return kept


def _is_safe(value: Any) -> bool:
    if value is None or isinstance(value, bool | int | float):
        return True
    return isinstance(value, str) and _SAFE_TEXT.match(value) is not None and _TOKEN.search(value) is None


def describe_exception(_logger: WrappedLogger, _method: str, record: EventDict) -> EventDict:
    """Replace `exc_info` by the chain of exception types, each with the places it passed. Never their messages."""
    given = record.pop("exc_info", None)
    if given is True:
        given = sys.exc_info()
    error = given[1] if isinstance(given, tuple) else given
    # Only this function fills the key, so that nobody slips text through it.
    record.pop("exception", None)
    if isinstance(error, BaseException):
        record["exception"] = describe(error)
    return record


def describe(error: BaseException) -> list[str]:
    """`["ValueError at parley.rooms.service.send:42", …, "caused by KeyError at …"]`."""
    described: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        prefix = "caused by " if described else ""
        described.append(f"{prefix}{_name(current)} at {' < '.join(_places(current.__traceback__)) or 'nowhere'}")
        if isinstance(current, BaseExceptionGroup):
            for inner in current.exceptions:
                described += [f"with {line}" for line in describe(inner)]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return described


def _name(error: BaseException) -> str:
    code = getattr(error, "sqlstate", None) or getattr(error, "code", None)
    name = type(error).__qualname__
    return f"{name}[{code}]" if isinstance(code, str) and _is_safe(code) else name


def _places(traceback: TracebackType | None) -> list[str]:
    places = []
    while traceback is not None:
        module = traceback.tb_frame.f_globals.get("__name__", "?")
        places.append(f"{module}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return places[-_FRAMES_SHOWN:][::-1]


class _LibraryHandler(logging.Handler):
    """Takes the records of libraries. Their arguments are never formatted; a message without arguments may have been, and is left out."""

    def emit(self, record: logging.LogRecord) -> None:
        fields: MutableMapping[str, Any] = {"logger": record.name, "function": record.funcName or "?", "line": record.lineno}
        if record.args and isinstance(record.msg, str):
            fields["template"] = re.sub(r"[^A-Za-z0-9_.:/{}<>,*+\[\]-]+", "_", record.msg)[:120]
        if record.exc_info:
            fields["exc_info"] = record.exc_info
        structlog.get_logger().log(record.levelno, "library.logged", **fields)


@contextlib.contextmanager
def configured(*, level: str, form: str, stream: TextIO) -> Iterator[None]:
    """As `configure`, and on leaving everything as it was. For tests of what is logged."""
    root = logging.getLogger()
    handlers, root_level = list(root.handlers), root.level
    before = structlog.get_config()
    configure(level=level, form=form, stream=stream)
    try:
        yield
    finally:
        structlog.configure(**before)
        root.handlers[:] = handlers
        root.setLevel(root_level)
        logging.captureWarnings(capture=False)
        for name in _QUIET:
            logging.getLogger(name).setLevel(logging.NOTSET)
