"""The parts of an XLSX workbook beside its rows: which sheet to read, its number formats, the texts that cells share.

Small parts are read as a tree (defusedxml: no entities), large ones as a stream that keeps nothing: a tree of a
hundred megabytes of XML takes gigabytes. Format: ECMA-376 part 1, 18.2, 18.4 and 18.8.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

import msgspec
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.files.xlsx_numbers import EPOCH_1900, EPOCH_1904, GENERAL, NumberFormat, number_format
from shop.spreadsheets.files.xml_stream import CellText, MalformedWorkbook, stream

_LARGEST_TREE = 5_000_000  # bytes of a part that is read as a tree
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class Workbook(msgspec.Struct, frozen=True):
    """The sheet to read, how many there are, the day from which dates are counted, and number formats by style."""

    title: str
    path: str
    sheets: int
    epoch: datetime
    formats: list[NumberFormat]

    def format_of(self, style: int) -> NumberFormat:
        """General for a style that the workbook does not have."""
        return self.formats[style] if style < len(self.formats) else GENERAL


def open_workbook(archive: zipfile.ZipFile) -> Workbook:
    """The first visible sheet of an XLSX file. Raises SpreadsheetRefused, and `xlsx.MALFORMED` for a damaged file."""
    root = _tree(archive, "xl/workbook.xml")
    targets = _targets(archive)
    sheets = [
        (str(sheet.get("name", "")), str(sheet.get("state", "visible")), targets[_relation_of(sheet)])
        for sheet in _elements(root, "sheet")
        if _relation_of(sheet) in targets
    ]
    visible = [(title, path) for title, state, path in sheets if state == "visible"]
    if not visible:
        raise SpreadsheetRefused("The workbook has no sheet with cells in it.")
    title, path = visible[0]
    since_1904 = any(each.get("date1904") in ("1", "true") for each in _elements(root, "workbookPr"))
    return Workbook(
        title[:100], path, len(sheets), EPOCH_1904 if since_1904 else EPOCH_1900, _formats(archive)
    )


def read_shared_texts(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells refer to by number; of a text in several styles all parts, without its pronunciation."""
    name = next((each for each in archive.namelist() if each.lower() == "xl/sharedstrings.xml"), None)
    if name is None:
        return []
    reader = _SharedTextReader()
    for _ in stream(archive, name, reader):
        pass
    return reader.found


class _SharedTextReader:
    """Collects the texts of `<si>`: those of its `<t>`, but not within `<rPh>`, the pronunciation."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._text = CellText()
        self._in_text = self._in_pronunciation = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        if tag == "rPh":
            self._in_pronunciation = True
        self._in_text = tag == "t" and not self._in_pronunciation

    def end(self, tag: str) -> None:
        self._in_text = False
        if tag == "rPh":
            self._in_pronunciation = False
        elif tag == "si":
            self.found.append(self._text.take())

    def text(self, text: str) -> None:
        if self._in_text:
            self._text.add(text)


def _tree(archive: zipfile.ZipFile, name: str) -> Element:
    if archive.getinfo(name).file_size > _LARGEST_TREE:
        raise MalformedWorkbook(f"{name} is too large.")
    root: Element = fromstring(archive.read(name), forbid_dtd=True)
    return root


def _elements(root: Element, tag: str) -> Iterator[Element]:
    """All elements of that name, in whatever namespace: strict and transitional files have different ones."""
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == tag)


def _relation_of(sheet: Element) -> str:
    return sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or ""


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The paths of the sheets with cells, by the ids of their relations."""
    known = set(archive.namelist())
    found = {}
    for relation in _elements(_tree(archive, "xl/_rels/workbook.xml.rels"), "Relationship"):
        target = str(relation.get("Target", ""))
        path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        if str(relation.get("Type", "")).endswith("/worksheet") and path in known:
            found[str(relation.get("Id", ""))] = path
    return found


def _formats(archive: zipfile.ZipFile) -> list[NumberFormat]:
    if "xl/styles.xml" not in archive.namelist():
        return []
    root = _tree(archive, "xl/styles.xml")
    codes = {int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in _elements(root, "numFmt")}
    cells = next(_elements(root, "cellXfs"), None)
    styles = list(_elements(cells, "xf")) if cells is not None else []
    return [number_format(int(style.get("numFmtId", "0")), codes) for style in styles]
