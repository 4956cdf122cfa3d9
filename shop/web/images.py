"""`/images/{name}.jpg`: merchants' pictures, for Meta's crawler and everybody's phone.

No API key and no database: the name cannot be guessed, and a file never changes, so caches may keep it for ever.
"""

import asyncio
from collections.abc import AsyncGenerator
from os import SEEK_END
from typing import Any, BinaryIO

from litestar import Request, Response, route
from litestar.params import FromPath
from litestar.response import Stream

from shop.images.pipeline import ImagePipeline
from shop.images.store import is_name
from shop.kit.errors import NotFound

_CHUNK = 256 * 1024
_SUFFIX = ".jpg"
_HEADERS = {
    "Content-Type": "image/jpeg",
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@route(
    "/images/{file:str}",
    http_method=["GET", "HEAD"],
    include_in_schema=False,
)
async def show_picture(request: Request[Any, Any, Any], file: FromPath[str]) -> Response[Any]:
    """The JPEG; 304 if `If-None-Match` names it. Raises NotFound."""
    name = file.removesuffix(_SUFFIX)
    if not file.endswith(_SUFFIX) or not is_name(name):  # before anything becomes part of a path
        raise NotFound("There is no such image.")
    headers = {**_HEADERS, "ETag": f'"{name}"'}
    if _has(request.headers.get("if-none-match", ""), name):
        return Response(b"", status_code=304, headers=headers)
    pipeline: ImagePipeline = request.app.state.image_pipeline
    picture = await pipeline.store.open(name)
    if picture is None:
        raise NotFound("There is no such image.")
    headers["Content-Length"] = str(picture.seek(0, SEEK_END))
    if request.method == "HEAD":
        picture.close()
        return Response(b"", headers=headers)
    return Stream(_chunks(picture), headers=headers)


def _has(condition: str, name: str) -> bool:
    """Does `If-None-Match` name it? Compared weakly (RFC 9110, 13.1.2)."""
    tags = {tag.strip().removeprefix("W/") for tag in condition.split(",")}
    return f'"{name}"' in tags or "*" in tags


async def _chunks(picture: BinaryIO) -> AsyncGenerator[bytes, None]:
    """The file in chunks: a slow caller holds one chunk in memory, not the file."""
    with picture:
        picture.seek(0)
        while chunk := await asyncio.to_thread(picture.read, _CHUNK):
            yield chunk
