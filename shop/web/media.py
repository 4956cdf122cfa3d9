"""`/media/{name}`: files that lie in the data folder, such as the pictures of a first shop."""

from pathlib import Path
from typing import Any

from litestar import Request, Router
from litestar.static_files import create_static_files_router

from shop.kit.errors import NotFound

LONGEST_NAME = 255  # bytes, of a file's or a folder's name


def media_files(folder: Path) -> Router:
    """The files of a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    return create_static_files_router(
        path="/media", directories=[folder], include_in_schema=False, before_request=_refuse_what_is_no_name
    )


def _refuse_what_is_no_name(request: Request[Any, Any, Any]) -> None:
    names = request.scope["path"].encode("utf-8", "surrogateescape").split(b"/")
    if any(len(name) > LONGEST_NAME or b"\0" in name for name in names):
        raise NotFound("There is no such file.")
