"""Hostile archives are refused before they are unpacked; what passes is read in little memory."""

import io
import resource
import struct
import zipfile

import pytest

from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.files.detect import detect_file_kind
from shop.spreadsheets.files.xlsx import open_xlsx
from shop.spreadsheets.limits import LARGEST_UNPACKED
from tests.spreadsheets.files.workbooks import read, sheet_of
from tests.support.files.importer import workbook

MB = 1_000_000
BOMB = "would unpack to more than we take"
DAMAGED = "is damaged"


def archive(*entries: tuple[str, bytes], **more: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return file.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(SpreadsheetRefused) as refusal:
        read(content)
    return str(refusal.value)


def test_what_unpacks_to_hundreds_of_times_its_size_is_refused() -> None:
    assert BOMB in refused(archive(("xl/workbook.xml", bytes(20 * MB))))


def test_what_unpacks_to_too_much_in_all_is_refused() -> None:
    book = bytearray(workbook(("sku",)))
    at = book.rfind(b"PK\x01\x02")
    struct.pack_into("<L", book, at + 20, LARGEST_UNPACKED // 2)  # packed, says the directory
    struct.pack_into("<L", book, at + 24, LARGEST_UNPACKED + 1)
    assert BOMB in refused(bytes(book))


def test_junk_beside_a_bomb_does_not_hide_it() -> None:
    junk = ("xl/media/1.png", bytes(range(256)) * 40_000)
    assert BOMB in refused(archive(junk, ("xl/workbook.xml", bytes(20 * MB))))


def test_many_thousand_entries_are_refused() -> None:
    assert BOMB in refused(archive(*((f"{n}.xml", b"") for n in range(3000))))


def test_a_directory_that_would_fill_the_memory_is_not_read() -> None:
    book = bytearray(workbook(("sku",)))
    at = book.rfind(b"PK\x05\x06")
    struct.pack_into("<L", book, at + 12, 40 * MB)
    assert BOMB in refused(bytes(book))


def test_sizes_that_lie_unpack_to_no_more_than_they_say() -> None:
    book = bytearray(sheet_of("<row><c><v>1</v></c></row>" * 100_000))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    at = book.find(b"PK\x01\x02")
    while struct.unpack_from("<L", book, at + 24)[0] != sheet.file_size:
        at = book.find(b"PK\x01\x02", at + 1)
    struct.pack_into("<L", book, at + 24, 1000)
    assert DAMAGED in refused(bytes(book))


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.99])
def test_half_a_workbook_is_refused(cut: float) -> None:
    book = workbook(("sku",), ("A",))
    assert DAMAGED in refused(book[: int(len(book) * cut)])


def test_a_workbook_with_broken_bytes_is_refused_or_read_and_never_more() -> None:
    book = workbook(("sku", "title"), *((f"S{n}", f"Soap {n}") for n in range(50)))
    for at in range(0, len(book), 7):
        broken = bytearray(book)
        broken[at] ^= 0xFF
        try:
            read(bytes(broken))
        except SpreadsheetRefused as refusal:
            assert str(refusal)  # noqa: PT017 - either will do, another exception will not


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (
            (("content.xml", b""), ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")),
            "OpenDocument",
        ),
        ((("word/document.xml", b""),), "text document"),
        ((("xl/workbook.bin", b""),), ".xlsb"),
        ((("Index/Document.iwa", b""),), "Numbers"),
        ((("goods.csv", b"sku\nA\n"),), "without a workbook"),
        ((("xl/workbook.xml", b"<workbook/>"),), DAMAGED),
        ((), "without a workbook"),
    ],
)
def test_other_archives_are_named(entries: tuple[tuple[str, bytes], ...], said: str) -> None:
    assert said in refused(archive(*entries))


def test_a_password_is_mentioned() -> None:
    book = bytearray(workbook(("sku",)))
    at = book.find(b"PK\x01\x02")
    struct.pack_into("<H", book, at + 8, 1)
    assert "password" in refused(bytes(book))


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ],
)
def test_declared_entities_are_refused_wherever_they_stand(before: str) -> None:
    assert DAMAGED in refused(sheet_of("<row/>", before=before))
    book = zipfile.ZipFile(io.BytesIO(workbook(("sku",))))
    entries = [(name, book.read(name)) for name in book.namelist()]
    for part in ("xl/workbook.xml", "xl/styles.xml"):
        bad = [(name, before.encode() + b"<x/>" if name == part else content) for name, content in entries]
        assert DAMAGED in refused(archive(*bad))
    book.close()


@pytest.mark.parametrize(
    "rows",
    [
        "<a/>" * 4_000_000,
        f"<row x='{'y' * 40_000_000}'/>",
        f"<row><c t='inlineStr'><is><t>{'y' * 40_000_000}</t></is></c></row>",
        f"<row><c t='inlineStr'><is>{'<t>y</t>' * 5_000_000}</is></c></row>",
        f"<row>{'<c><v>1</v></c>' * 1_000_000}</row>",
        "<a>" * 3_000_000,
    ],
    ids=["elements", "attribute", "text", "parts", "cells", "depth"],
)
def test_forty_megabytes_of_nonsense_cost_little_memory(rows: str) -> None:
    book = sheet_of(rows)
    with zipfile.ZipFile(io.BytesIO(book)) as made:
        size = made.getinfo("xl/worksheets/sheet1.xml").file_size
    assert size > 5 * MB
    del rows
    file = io.BytesIO(book)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SpreadsheetRefused):
        list(open_xlsx(file).rows)  # what is too dense would not even come here
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kB
    with pytest.raises(SpreadsheetRefused, match=BOMB):
        detect_file_kind(file)
