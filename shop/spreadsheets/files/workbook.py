"""The parts of an XLSX workbook beside its rows: which sheet to read, what its styles mean, the texts it shares.

Small parts are read as a tree (defusedxml: no entities), the large ones as a stream that keeps nothing: a tree of a
hundred megabytes of XML takes gigabytes.
"""

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element
from xml.parsers import expat

import msgspec
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.limits import LONGEST_CELL

_SMALL = 5_000_000  # bytes of a part that is read as a tree
_CHUNK = 65_536
_LONGEST_TAG = 2_000_000  # bytes in which nothing ends
_DEEPEST = 50  # elements within each other; a sheet needs six
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class Malformed(ValueError):
    """The workbook is not what it claims to be."""


class Workbook(msgspec.Struct, frozen=True):
    """The sheet to read, and what is needed to read it. `formats` are number formats by style."""

    title: str
    path: str
    sheets: int
    epoch: datetime
    formats: list[str]

    def is_date(self, style: int) -> bool:
        return style < len(self.formats) and bool(is_date_format(self.formats[style]))


def open_workbook(archive: zipfile.ZipFile) -> Workbook:
    """The first sheet that is shown. Raises Malformed, SpreadsheetRefused, and what damaged files make others raise."""
    root = _tree(archive, "xl/workbook.xml")
    targets = _targets(archive)
    sheets = [
        (str(sheet.get("name", "")), str(sheet.get("state", "visible")), targets[_relation_of(sheet)])
        for sheet in _all(root, "sheet")
        if _relation_of(sheet) in targets
    ]
    shown = [(title, path) for title, state, path in sheets if state == "visible"]
    if not shown:
        raise SpreadsheetRefused("The workbook has no sheet with cells in it.")
    title, path = shown[0]
    since_1904 = any(each.get("date1904") in ("1", "true") for each in _all(root, "workbookPr"))
    epoch = MAC_EPOCH if since_1904 else WINDOWS_EPOCH
    return Workbook(title[:100], path, len(sheets), epoch, _formats(archive))


def shared_texts(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells refer to by number; of one in several styles all parts, without how it is spoken."""
    name = next((each for each in archive.namelist() if each.lower() == "xl/sharedstrings.xml"), None)
    if name is None:
        return []
    found: list[str] = []
    reader = _Texts(found)
    for _ in stream(archive, name, reader.start, reader.end, reader.text):
        pass
    return found


def stream(
    archive: zipfile.ZipFile,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> Iterator[None]:
    """Call back for every element and text of a part; pauses now and then. Names come without their prefix."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def begin(tag: str, about: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Malformed("Elements in elements in elements.")
        start(tag.rpartition(":")[2], about)

    def finish(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(tag.rpartition(":")[2])

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.EntityDeclHandler = _refuse_declarations
    fed = 0
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                raise Malformed("A tag without an end.")
            yield
    parser.Parse(b"", True)
    yield


class Words:
    """A text that comes in parts. Raises SpreadsheetRefused if no spreadsheet program would take it."""

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
        """All of it; the next text begins."""
        whole = "".join(self._parts)
        self._parts, self._length = [], 0
        return whole


class _Texts:
    """Collects the texts of `<si>`: those of its `<t>`, but not within `<rPh>`."""

    def __init__(self, found: list[str]) -> None:
        self._found, self._words = found, Words()
        self._takes = self._is_spoken = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        if tag == "rPh":
            self._is_spoken = True
        self._takes = tag == "t" and not self._is_spoken

    def end(self, tag: str) -> None:
        self._takes = False
        if tag == "rPh":
            self._is_spoken = False
        elif tag == "si":
            self._found.append(self._words.take())

    def text(self, text: str) -> None:
        if self._takes:
            self._words.add(text)


def _refuse_declarations(*_: Any) -> None:
    raise Malformed("A workbook declares no entities.")


def _tree(archive: zipfile.ZipFile, name: str) -> Element:
    if archive.getinfo(name).file_size > _SMALL:
        raise Malformed(f"{name} is too large.")
    root: Element = fromstring(archive.read(name), forbid_dtd=True)
    return root


def _all(root: Element, tag: str) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == tag)


def _relation_of(sheet: Element) -> str:
    return sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or ""


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where the sheets with cells stand, by the names that the workbook has for them."""
    known = set(archive.namelist())
    found = {}
    for relation in _all(_tree(archive, "xl/_rels/workbook.xml.rels"), "Relationship"):
        target = str(relation.get("Target", ""))
        path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        if str(relation.get("Type", "")).endswith("/worksheet") and path in known:
            found[str(relation.get("Id", ""))] = path
    return found


def _formats(archive: zipfile.ZipFile) -> list[str]:
    if "xl/styles.xml" not in archive.namelist():
        return []
    root = _tree(archive, "xl/styles.xml")
    known = dict(BUILTIN_FORMATS)
    for each in _all(root, "numFmt"):
        known[int(each.get("numFmtId", "0"))] = each.get("formatCode", "")
    cells = next(_all(root, "cellXfs"), None)
    styles = list(_all(cells, "xf")) if cells is not None else []
    return [known.get(int(style.get("numFmtId", "0")), "") for style in styles]
