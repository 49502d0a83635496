"""A request whose JSON body is decoded once, straight into the type that the handler declares, and strictly."""

import re
from functools import cache
from typing import Any

import msgspec
from litestar import Request

from parley.ground.errors import RequestMalformed
from parley.http.problems import malformed_body

# PostgreSQL's text cannot hold U+0000. An odd number of backslashes makes it an escape, an even one the six characters.
_ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


class JsonRequest(Request[Any, Any, Any]):
    """Numbers in strings and strings for numbers are refused here, which Litestar's own conversion would let pass."""

    async def json(self) -> Any:
        """The body as the handler's `data`.

        Raises: request.malformed
        """
        body = await self.body()
        if _ESCAPED_NUL.search(body):
            raise RequestMalformed("Text must not contain the character U+0000.", fields={"body": "contains U+0000"})
        field = self.route_handler.parsed_data_field
        try:
            return _decoder(field.annotation if field is not None else Any).decode(body)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise malformed_body(error) from None
