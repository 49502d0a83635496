"""The one root of every refusal that a caller can read.

HTTP renders an `AppError` as RFC 9457 problem details, the socket as an `error` frame, both with the same permanent `code`.
"""

from typing import Any, ClassVar


class AppError(Exception):
    """A refusal with a permanent `code`, an HTTP status, and per-field explanations.

    `detail` says what was wrong, with the value's limits, and what to do. `fields` maps the name of an input to its own explanation,
    or carries what a client needs to go on (documented with the code). `retry_after` is in seconds.
    """

    code: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]

    def __init__(
        self, detail: str | None = None, *, fields: dict[str, Any] | None = None, retry_after: float | None = None
    ) -> None:
        self.detail = detail if detail is not None else self.title
        self.fields = fields
        self.retry_after = retry_after
        super().__init__(f"{self.code}: {self.detail}")


class RequestMalformed(AppError):
    """The request is not what the call expects; `fields` names each wrong input."""

    code = "request.malformed"
    status = 422
    title = "Something in this request is not as it should be."


class RequestTooLarge(AppError):
    """The request's body is larger than the call takes."""

    code = "request.too_large"
    status = 413
    title = "This request is too large."


class RequestNotFound(AppError):
    """No such address, or nothing there that the caller may see."""

    code = "request.not_found"
    status = 404
    title = "There is nothing at this address."


class MethodNotAllowed(AppError):
    """The address exists but does not answer this method."""

    code = "request.method_not_allowed"
    status = 405
    title = "This address does not answer this method."


class RateLimited(AppError):
    """Too many requests; `retry_after` says when to come back."""

    code = "request.rate_limited"
    status = 429
    title = "Too many requests. Wait a little and try again."


class CsrfRefused(AppError):
    """An unsafe request signed in by cookie came without the matching `X-CSRF-Token` header."""

    code = "request.csrf_refused"
    status = 403
    title = "This request did not come from Parley's own pages. Reload the page and try again."


class OriginRefused(AppError):
    """A browser opened the socket from another site."""

    code = "request.origin_refused"
    status = 403
    title = "This site may not open a live connection."


class ServerUnavailable(AppError):
    """The database or the bus does not answer at the moment. Nothing was changed, or the same `client_id` finds what was."""

    code = "server.unavailable"
    status = 503
    title = "Parley cannot reach its storage at the moment. Try again in a few seconds."


class ServerFailed(AppError):
    """A defect. The log has the details under the request's id."""

    code = "server.failed"
    status = 500
    title = "Something went wrong on our side. It has been recorded."
