"""What the transport itself refuses, beyond what `parley.ground.errors` has."""

from parley.ground.errors import AppError


class UnsupportedMediaType(AppError):
    """The body is not JSON. A form of another site cannot send JSON, so this also keeps those out."""

    code = "request.unsupported_media_type"
    status = 415
    title = "Send the request as JSON, with the header Content-Type: application/json."
