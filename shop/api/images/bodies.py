"""What `POST /images` is sent: a file in a form, read as it comes and never past the limit; or an address."""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from litestar.enums import RequestEncodingType
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from msgspec import Meta
from multipart import (  # type: ignore[import-untyped]
    MultipartSegment,
    ParserError,
    ParserLimitReached,
    PushMultipartParser,
)

from shop.api.authentication import ApiRequest
from shop.api.http.json_bodies import InvalidField, NotJsonContentType, decode
from shop.api.openapi.config import RawSchema
from shop.images.limits import LARGEST_FILE, LONGEST_URL
from shop.kit.errors import ShopError

LARGEST_BODY = LARGEST_FILE + 100_000  # the form around the file
PART = "file"
_MOST_PARTS = 20
_LARGEST_JSON = 65_536

_TOO_LARGE = f"The picture is larger than {LARGEST_FILE // 10**6} MB. Send a smaller one."


class BodyTooLarge(ShopError):
    """The body was not read to its end."""

    status_code = 413


class BodyTooSlow(ShopError):
    """The body did not arrive in time."""

    status_code = 408


class NotAForm(ShopError):
    """The body claims to be a form and is none."""


class ImageUrl(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a picture can be fetched."""

    url: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=LONGEST_URL,
            pattern=r"^https?://\S+$",
            description="Public http or https; fetched once, by a worker.",
            examples=["https://shop.example/taza.jpg"],
        ),
    ]


def is_form(request: ApiRequest) -> bool:
    """A form with a picture, or JSON? Raises NotJsonType if neither."""
    mime, _ = request.content_type
    if mime == RequestEncodingType.MULTI_PART:
        return True
    if mime and mime != RequestEncodingType.JSON and not mime.endswith("+json"):
        raise NotJsonContentType(
            f"Send a form (multipart/form-data) with the picture as `{PART}`, or JSON with `url`; not {mime}."
        )
    return False


async def read_url(request: ApiRequest) -> ImageUrl:
    """The address. Raises TooLarge, NotJson, DoesNotFit."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_JSON:
            raise BodyTooLarge(
                f"An address fits into {_LARGEST_JSON} bytes; send a picture as a form's `{PART}`."
            )
    found: ImageUrl = decode(bytes(body), ImageUrl)
    return found


async def read_form(request: ApiRequest, *, seconds: float) -> bytes:
    """The picture, if it arrives in time: who sends slowly holds room that others wait for.

    Raises TooLarge, TooSlow, NoForm, DoesNotFit.
    """
    try:
        async with asyncio.timeout(seconds):
            found = await _parts(request)
    except TimeoutError as error:
        raise BodyTooSlow(f"The picture did not arrive within {seconds:g} seconds.") from error
    except RequestEntityTooLarge as error:
        raise BodyTooLarge(_TOO_LARGE) from error
    except (ParserError, ParserLimitReached, UnicodeError) as error:
        raise NotAForm(f"The form cannot be read: {error}.") from error
    if len(found) != 1:
        raise InvalidField(f"Send one picture in one call, as `{PART}`; there were {len(found)}.", PART)
    if len(found[0]) > LARGEST_FILE:
        raise BodyTooLarge(_TOO_LARGE)
    return bytes(found[0])


async def _parts(request: ApiRequest) -> list[bytearray]:
    """The bytes of every part named `file`; other parts are passed over."""
    boundary = request.content_type[1].get("boundary", "")
    if not boundary:
        raise NotAForm("The form's Content-Type names no boundary.")
    found: list[bytearray] = []
    with PushMultipartParser(boundary, max_segment_count=_MOST_PARTS) as parser:
        part: bytearray | None = None
        async for chunk in request.stream():
            if parser.closed:
                continue  # what follows the form is read, so that the connection can be used again
            for event in parser.parse(chunk):
                part = _take(event, part, found)
    return found


def _take(event: Any, part: bytearray | None, found: list[bytearray]) -> bytearray | None:
    """What the parser saw: a part's head, some of its bytes, or (None) its end."""
    if isinstance(event, MultipartSegment):
        if event.name != PART:
            return None
        found.append(bytearray())
        return found[-1]
    if part is not None and event:
        part += event
    return part if event else None


@dataclass
class ImageUploadOperation(Operation):
    """Two kinds of body, which the framework cannot tell from the handler."""

    def __post_init__(self) -> None:
        _, schemas = msgspec.json.schema_components((ImageUrl,))
        form = Schema(
            type=OpenAPIType.OBJECT,
            properties={
                PART: Schema(
                    type=OpenAPIType.STRING,
                    format=OpenAPIFormat.BINARY,
                    description=f"JPEG, PNG, WebP or GIF, up to {LARGEST_FILE // 10**6} MB.",
                )
            },
            required=[PART],
        )
        self.request_body = RequestBody(
            required=True,
            content={
                RequestEncodingType.MULTI_PART.value: OpenAPIMediaType(schema=form),
                RequestEncodingType.JSON.value: OpenAPIMediaType(
                    schema=RawSchema(written=schemas["ImageUrl"])
                ),
            },
        )
