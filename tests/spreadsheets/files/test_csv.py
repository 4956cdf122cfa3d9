"""CSV as people send it: encodings, separators, quotes, remarks; every row with the number that programs show."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.files.csv import open_csv
from shop.spreadsheets.files.detect import FileKind, detect_file_kind
from tests.support.files.importer import Importer

GOODS = "sku,title\nA,Jabón de Güímar\nB,“Té”\n"


def read(content: bytes | str) -> tuple[list[str], list[tuple[int, list[str]]], list[str]]:
    """The header, the rows that are not blank, the notes."""
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    assert detect_file_kind(file) is FileKind.CSV
    sheet = open_csv(file)
    return (
        sheet.header_row.cells,
        [(line.number, line.cells) for line in sheet.rows if not line.is_blank],
        sheet.notes,
    )


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "The file was read as UTF-16."),
        ("utf-16-le", "The file was read as UTF-16-LE."),
        ("utf-16-be", "The file was read as UTF-16-BE."),
        ("utf-32", "The file was read as UTF-32."),
        ("cp1252", "The file is not UTF-8; it was read as Windows-1252."),
    ],
)
def test_an_encoding_is_found_out_and_said(encoding: str, note: str) -> None:
    head, rows, notes = read(GOODS.encode(encoding))
    assert head == ["sku", "title"]
    assert rows == [(2, ["A", "Jabón de Güímar"]), (3, ["B", "“Té”"])]
    assert [each[: len(note)] for each in notes] == ([note] if note else [])


def test_what_is_not_even_windows_1252_is_latin_1() -> None:
    _, rows, notes = read(b"sku,title\nA,caf\xe9 \x81\n")
    assert rows == [(2, ["A", "café \x81"])]
    assert "Latin-1" in notes[0]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_separator_is_found_out_and_said(separator: str) -> None:
    head, rows, notes = read(
        separator.join(("sku", "title", "price")) + "\n" + separator.join(("A", "a b", "1")) + "\n"
    )
    assert head == ["sku", "title", "price"]
    assert rows == [(2, ["A", "a b", "1"])]
    assert len(notes) == (separator != ",")


def test_a_decimal_comma_beside_semicolons_is_no_separator() -> None:
    assert read("sku;price;title\nA;12,50;Taza, azul\n")[1] == [(2, ["A", "12,50", "Taza, azul"])]


def test_the_separator_that_the_file_names_itself_counts() -> None:
    head, rows, _ = read("sep=;\r\nsku;price\r\nA;12,50\r\n")
    assert (head, rows) == (["sku", "price"], [(2, ["A", "12,50"])])


def test_rows_are_counted_as_programs_show_them() -> None:
    file = '# Required | The unique ID of the item,# Required | Title\nsku,title\n\nA,"two\r\nlines, ""quoted"""\n\nB,b\n'
    head, rows, _ = read(file)
    assert head == ["sku", "title"]
    assert rows == [(4, ["A", 'two\r\nlines, "quoted"']), (6, ["B", "b"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_end_of_line_is_one(end: str) -> None:
    assert read(end.join(("sku,title", "A,a", "B,b")))[1] == [(2, ["A", "a"]), (3, ["B", "b"])]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf", "holds no rows"),
        (b"\n\n\n", "holds no rows"),
        (b"\xff\xfes\x00k\x00u\x00\n", "begins as UTF-16"),
        (b"\xef\xbb\xbfsku\nA\xff\n", "begins as UTF-8"),
        (b'sku,title\nA,"open\n' + b"B,b\n" * 10, "Row 2 cannot be taken apart"),
        ("sku,title\nA,áéíóú".encode() + b"\xe9\n", "1 of its characters are broken"),
        (b'sku,title\nA,"a" b\n', "Row 2 cannot be taken apart"),
        (b"sku,title\nA," + b"x" * 200_000, "more than 131072 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(SpreadsheetRefused, match=said):
        read(content)


@given(
    content=st.binary(max_size=300)
    | st.text(st.sampled_from(list('sku,;\t\n\r"\0é')), max_size=60).map(str.encode)
)
def test_whatever_bytes_come_they_are_rows_or_refused(content: bytes) -> None:
    try:
        head, rows, _ = read(content)
    except (SpreadsheetRefused, AssertionError):
        return
    assert isinstance(head, list)
    assert [number for number, _ in rows] == sorted({number for number, _ in rows})


async def test_formulas_are_read_as_texts(importer: Importer) -> None:
    await importer.import_file("sku,title,price\n'=1,=SUM(A1),1\n'-x,+34 600,1\n@s,'@home,1\n")
    goods = await importer.variants()
    assert {sku: row.title for sku, row in goods.items()} == {
        "=1": "=SUM(A1)",
        "-x": "+34 600",
        "@s": "@home",
    }


async def test_a_nul_or_half_a_character_is_told_with_its_row(importer: Importer) -> None:
    imported = await importer.import_file("sku,title,price\nA,a\0b,1\nB,b,1\n")
    said = "A text holds a NUL or half a character, which cannot be stored."
    assert await importer.problems(imported) == [(2, "title", said)]
    assert set(await importer.variants()) == {"B"}
    half = "sku,title,price\nC,\ud83dx,1\nD,d,1\n".encode("utf-16-le", "surrogatepass")
    imported = await importer.import_file(b"\xff\xfe" + half)
    assert await importer.problems(imported) == [(2, "title", said)]
    imported = await importer.import_file("sku,title,price\nC,\ud83dx,1\n".encode("utf-8", "surrogatepass"))
    assert await importer.problems(imported) == [(2, "title", said)]
    assert set(await importer.variants()) == {"B", "D"}


async def test_a_header_may_hold_what_cannot_be_stored(importer: Importer) -> None:
    imported = await importer.import_file("sku,title,price,a\0b\nA,a,1,2\n")
    assert (imported.created, imported.errors) == (1, 0)


async def test_a_sku_or_a_product_of_any_length_spoils_nothing(importer: Importer) -> None:
    long = "x" * 100_000
    imported = await importer.import_file(
        f"sku,product,title,price\n{long},,a,1\nB,{long},b,1\nC,{long},,1\n"
    )
    ((row, column, said),) = await importer.problems(imported)
    assert (row, column) == (2, "sku")
    assert "100 are allowed" in said
    goods = await importer.variants()
    assert goods["B"].product_id == goods["C"].product_id
