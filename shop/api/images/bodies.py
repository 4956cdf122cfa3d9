"""What `POST /images` is sent: a file in a form, read as it comes and never past the limit; or an address."""

import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from litestar.enums import RequestEncodingType
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from msgspec import Meta

from shop.api.authentication import ApiRequest
from shop.api.http.json_bodies import NotJsonContentType, decode_body
from shop.api.http.uploads import (
    FORM_OVERHEAD,
    PART,
    BodyTooLarge,
    receive_form_file,
    upload_folder,
    upload_limits,
)
from shop.api.openapi.config import RawSchema
from shop.images.limits import LARGEST_FILE, LONGEST_URL

LARGEST_BODY = LARGEST_FILE + FORM_OVERHEAD
_LARGEST_JSON = 65_536

_TOO_LARGE = f"The picture is larger than {LARGEST_FILE // 10**6} MB. Send a smaller one."


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
    """A form with a picture, or JSON? Raises NotJsonContentType if neither."""
    mime, _ = request.content_type
    if mime == RequestEncodingType.MULTI_PART:
        return True
    if mime and mime != RequestEncodingType.JSON and not mime.endswith("+json"):
        raise NotJsonContentType(
            f"Send a form (multipart/form-data) with the picture as `{PART}`, or JSON with `url`; not {mime}."
        )
    return False


async def read_url(request: ApiRequest) -> ImageUrl:
    """The address. Raises BodyTooLarge, and what `decode_body` raises."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_JSON:
            raise BodyTooLarge(
                f"An address fits into {_LARGEST_JSON} bytes; send a picture as a form's `{PART}`."
            )
    found: ImageUrl = decode_body(bytes(body), ImageUrl)
    return found


@asynccontextmanager
async def receive_picture(request: ApiRequest, *, seconds: float) -> AsyncGenerator[Path, None]:
    """The picture, if it arrives in time, on disk until the block ends.

    Raises BodyTooLarge, BodyTooSlow, NotAForm, InvalidField.
    """
    with tempfile.NamedTemporaryFile(dir=upload_folder(request.app.state.settings)) as file:
        async with upload_limits("picture", seconds=seconds, too_large=_TOO_LARGE):
            await receive_form_file(request, file.write, what="picture")
        if file.tell() > LARGEST_FILE:
            raise BodyTooLarge(_TOO_LARGE)
        file.flush()
        yield Path(file.name)


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
