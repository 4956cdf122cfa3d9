"""The store of picture files: an interface, and a folder on disk that implements it.

A name says what is in the file, so a file never changes, and writing it twice is writing it once. Any number of
processes may share the folder.
"""

import asyncio
import contextlib
import errno
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from shop.kit.errors import ShopError

_NAME = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


class StoreFull(ShopError):
    """The disk is full; the operator must make room."""

    status_code = 507


class ImageStore(Protocol):
    """Keeps JPEG files by name (64 hexadecimal digits)."""

    async def put(self, name: str, content: bytes) -> None:
        """Write the file, whole or not at all. Raises StoreFull."""

    async def open(self, name: str) -> BinaryIO | None:
        """The file, opened to read; None if there is none. The caller closes it."""

    async def delete(self, name: str) -> None:
        """Delete the file; no error if there is none."""


def is_name(name: str) -> bool:
    """Can there be a file of that name?"""
    return _NAME.fullmatch(name) is not None


class DiskStore:
    """Files in a folder, spread over 256 folders by the name's beginning."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def put(self, name: str, content: bytes) -> None:
        """See ImageStore."""
        with telling_room():
            await asyncio.to_thread(_write, self._path(name), content)

    async def open(self, name: str) -> BinaryIO | None:
        """See ImageStore."""
        return await asyncio.to_thread(_open, self._path(name))

    async def delete(self, name: str) -> None:
        """See ImageStore."""
        await asyncio.to_thread(self._path(name).unlink, missing_ok=True)

    def _path(self, name: str) -> Path:
        """Raises ValueError for what is no name: nothing else may become part of a path."""
        if not is_name(name):
            raise ValueError("That is no image's name.")
        return self.folder / name[:2] / f"{name}.jpg"


@contextlib.contextmanager
def telling_room() -> Iterator[None]:
    """A full disk, or a used-up quota, becomes StoreFull."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise StoreFull("There is no room for pictures at the moment; nothing was stored.") from error


def _open(path: Path) -> BinaryIO | None:
    try:
        return path.open("rb")
    except FileNotFoundError:
        return None


def _write(path: Path, content: bytes) -> None:
    """Write under another name, then rename: any process sees the whole file or none."""
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            unfinished.unlink()
