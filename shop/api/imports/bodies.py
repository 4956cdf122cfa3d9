"""What `POST /imports` is sent: a file in a form, or as the body itself; written to disk as it comes."""

import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import BinaryIO

import msgspec
from litestar.enums import RequestEncodingType
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType

from shop.api.authentication import ApiRequest
from shop.api.http.uploads import (
    FORM_OVERHEAD,
    PART,
    BodyTooLarge,
    receive_form_file,
    upload_folder,
    upload_limits,
)
from shop.kit.errors import ShopError
from shop.spreadsheets.limits import LARGEST_FILE

LARGEST_BODY = LARGEST_FILE + FORM_OVERHEAD
LONGEST_NAME = 200
PATIENCE = 900.0  # seconds: 50 MB over a slow line
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BARE = "application/octet-stream"
# Browsers on Windows say of a CSV that it is Excel's.
_BODIES = frozenset(
    {
        "",
        CSV,
        XLSX,
        BARE,
        "application/csv",
        "text/plain",
        "text/tab-separated-values",
        "application/vnd.ms-excel",
    }
)
_TOO_LARGE = f"The file is larger than {LARGEST_FILE // 10**6} MB. Send it in parts."


class NotASpreadsheet(ShopError):
    """The body says that it is something else."""

    status_code = 415


class UploadedFile(msgspec.Struct, frozen=True):
    """A file that arrived, and what it is called, "" if nobody said."""

    file: BinaryIO
    name: str


@asynccontextmanager
async def receive_upload(request: ApiRequest) -> AsyncGenerator[UploadedFile, None]:
    """The file, on disk until the block ends. Raises NotASpreadsheet, and as `upload_limits` does."""
    with tempfile.TemporaryFile(dir=upload_folder(request.app.state.settings)) as file:
        async with upload_limits("file", seconds=PATIENCE, too_large=_TOO_LARGE):
            name = await _receive(request, file)
        if file.tell() > LARGEST_FILE:
            raise BodyTooLarge(_TOO_LARGE)
        yield UploadedFile(file, name)


async def _receive(request: ApiRequest, file: BinaryIO) -> str:
    """Write the file; its name."""
    mime, _ = request.content_type
    if mime == RequestEncodingType.MULTI_PART:
        return _storable(await receive_form_file(request, file.write, what="file"))
    if mime not in _BODIES:
        raise NotASpreadsheet(
            f"Send CSV or XLSX: a form with the file as `{PART}`, or the file as the body; not {mime}."
        )
    async for chunk in request.stream():
        file.write(chunk)
    return ""


def _storable(name: str) -> str:
    """Without what PostgreSQL or a terminal would stumble over."""
    return "".join(c for c in name if c.isprintable())[:LONGEST_NAME]


@dataclass
class ImportUploadOperation(Operation):
    """Several kinds of body, which the framework cannot tell from the handler."""

    def __post_init__(self) -> None:
        bare = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        described = Schema(
            type=OpenAPIType.STRING,
            format=OpenAPIFormat.BINARY,
            description=f"CSV or XLSX, up to {LARGEST_FILE // 10**6} MB.",
        )
        form = Schema(type=OpenAPIType.OBJECT, properties={PART: described}, required=[PART])
        table = Schema(
            type=OpenAPIType.STRING,
            examples=["sku,title,price,stock\nTAZA,Taza del faro,12.50,40\n"],
        )
        self.request_body = RequestBody(
            required=True,
            content={
                RequestEncodingType.MULTI_PART.value: OpenAPIMediaType(schema=form),
                CSV: OpenAPIMediaType(schema=table),
                BARE: OpenAPIMediaType(schema=bare),
            },
        )
