"""Request bodies, read strictly: a body is the Struct it claims to be, or a problem that names the place."""

import re
from typing import Any

import msgspec
from litestar import Request
from litestar.datastructures import State

from shop.kit.errors import ShopError
from shop.merchants.keys import Caller

LARGEST_JSON = 500_000  # bytes, where a door names no other limit: what is read at once holds everybody up
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class NotJson(ShopError):
    """The body cannot be read at all."""


class NotJsonContentType(ShopError):
    """The body says that it is something else."""

    status_code = 415


class InvalidField(ShopError):
    """The body can be read and is not what is wanted there."""

    status_code = 422

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path, self.message = path, message

    @property
    def extra(self) -> dict[str, Any]:
        """The path of the first wrong field."""
        return {"errors": [{"path": self.path, "message": self.message}]}


class StrictRequest(Request[Caller, None, State]):
    """A request whose JSON becomes the handler's type at once: the framework would take "12" for 12."""

    async def json(self) -> Any:
        """The handler's `data`. Raises NotJson, NotJsonContentType, InvalidField."""
        mime = self.content_type[0]
        if mime and mime != "application/json" and not mime.endswith("+json"):
            raise NotJsonContentType(f"Send JSON with `Content-Type: application/json`, not {mime}.")
        field = self.route_handler.parsed_data_field
        return decode_body(await self.body(), field.raw if field is not None else Any)


def decode_body(body: bytes, kind: Any) -> Any:
    """A JSON body as `kind`. Raises NotJson, InvalidField."""
    unread = hasattr(kind, "documented_as")  # its parts come here again, one by one
    if not unread and b"\\u0000" in body and _NUL.search(body):
        raise InvalidField("A text holds the character NUL (\\u0000), which cannot be stored.")
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise invalid_field(error) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotJson(f"The body is no JSON: {error}.") from error
    except RecursionError as error:
        raise NotJson("The body is nested too deeply.") from error


def invalid_field(error: msgspec.ValidationError) -> InvalidField:
    """What msgspec found, with its place taken out of the sentence: `variants[0].price.amount_minor`."""
    sentence, _, place = str(error).rpartition(" - at ")
    path = place.removeprefix("`key` in ")
    if not sentence or not path.startswith("`$"):  # a field's own name may read so
        return InvalidField(str(error), "")
    return InvalidField(sentence, path.strip("`").removeprefix("$").removeprefix("."))
