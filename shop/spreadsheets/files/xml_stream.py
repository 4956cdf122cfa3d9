"""Reads a large XML part of a workbook as a stream in little memory, whatever it holds."""

import zipfile
from collections.abc import Iterator
from typing import Any, Protocol
from xml.parsers import expat

from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.limits import LONGEST_CELL

_CHUNK = 65_536  # bytes
_LONGEST_TAG = 2_000_000  # bytes
_DEEPEST = 50  # elements within each other; a sheet needs six


class MalformedWorkbook(ValueError):
    """The workbook breaks its format."""


class XmlReader(Protocol):
    """What `stream` calls back. Names of elements come without their namespace's prefix."""

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""

    def end(self, tag: str, /) -> None:
        """An element ends."""

    def text(self, text: str, /) -> None:
        """A text, or a part of one."""


def stream(archive: zipfile.ZipFile, name: str, reader: XmlReader) -> Iterator[None]:
    """Call the reader for all elements and texts of a part; yields after each chunk of bytes.

    Raises MalformedWorkbook, ExpatError, and what `zipfile` raises for damaged entries.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    bounded = _BoundedDepth(reader)
    parser.StartElementHandler, parser.EndElementHandler = bounded.start, bounded.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse_declarations
    fed = 0
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                raise MalformedWorkbook("A tag has no end.")
            yield
    parser.Parse(b"", True)
    yield


class CellText:
    """Collects a text that comes in parts. Raises SpreadsheetRefused if it grows longer than any program's cells."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def add(self, part: str) -> None:
        """The next part."""
        self._parts.append(part)
        self._length += len(part)
        if self._length > LONGEST_CELL:
            raise SpreadsheetRefused(f"A cell has more than {LONGEST_CELL} characters.")

    def take(self) -> str:
        """All parts; the next text begins."""
        whole = "".join(self._parts)
        self._parts, self._length = [], 0
        return whole


class _BoundedDepth:
    """Passes elements on, without prefixes, unless too many stand within each other."""

    def __init__(self, reader: XmlReader) -> None:
        self._reader, self._depth = reader, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise MalformedWorkbook(f"More than {_DEEPEST} elements stand within each other.")
        self._reader.start(tag.rpartition(":")[2], attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._reader.end(tag.rpartition(":")[2])


def _refuse_declarations(*_: Any) -> None:
    raise MalformedWorkbook("A workbook declares no entities.")
