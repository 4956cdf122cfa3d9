"""Builds an item of the catalog's bulk upsert from the rows of one product, with every problem of these rows. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from shop.catalog.bulk.rows import ProductUpsert, VariantUpsert
from shop.catalog.rules import (
    MOST_LANGUAGES,
    MOST_VARIANTS,
    ProductFault,
    given_fields,
    product_faults,
    variant_faults,
)
from shop.spreadsheets.columns import Column, column_of
from shop.spreadsheets.conversions import (
    PRODUCT_CONVERSIONS,
    UNCHANGED,
    CellSettings,
    value_of,
    variant_fields,
)
from shop.spreadsheets.errors import CellRefused
from shop.spreadsheets.models import Severity

_OF_A_VARIANT = re.compile(r"variants\[(\d+)\]\.?(.*)")
_METAS_IMAGE_COLUMNS = ("image_link", "additional_image_link")


class RowProblem(msgspec.Struct, frozen=True):
    """What is wrong, the row's number and the name that the file gives to the column; stored as `ImportProblem`."""

    row: int
    column: str
    message: str
    severity: Severity = Severity.ERROR


class ParsedRow(msgspec.Struct, frozen=True):
    """A row that `parse_file` stored: its number, and its cells by their columns' meaning."""

    number: int
    cells: dict[str, str]


class BuiltProduct(msgspec.Struct, frozen=True):
    """A product of the file. `item` is None if one of its problems is an error."""

    rows: Sequence[ParsedRow]
    item: ProductUpsert | None
    problems: list[RowProblem]


class ProductBuilder:
    """Builds products from rows by the columns of their file and the settings of their merchant."""

    def __init__(self, columns: Sequence[Column], settings: CellSettings) -> None:
        self.columns, self.settings = columns, settings
        self._languages = sorted({c.field.partition("_")[2] for c in columns if _is_translated(c.field)})

    def build(self, rows: Sequence[ParsedRow]) -> BuiltProduct:
        """One product from all its rows."""
        problems: list[RowProblem] = []
        fields = self._product_fields(rows, problems)
        variants = [self._variant(row, problems) for row in rows]
        self._add_metas_images(rows, fields, variants)
        item = ProductUpsert(**fields, variants=[VariantUpsert(**each) for each in variants])
        problems.extend(
            self.problem_of(fault, rows) for fault in _faults(item, public_url=self.settings.public_url)
        )
        bad = any(problem.severity is Severity.ERROR for problem in problems)
        return BuiltProduct(rows, None if bad else item, problems)

    def problem_of(self, fault: ProductFault, rows: Sequence[ParsedRow]) -> RowProblem:
        """What the catalog says of an item, with the row and column from which it came."""
        found = _OF_A_VARIANT.match(fault.path)
        nth, word = (int(found.group(1)), found.group(2)) if found is not None else (0, fault.path)
        if (translated := re.fullmatch(r"translations\.([^.]+)\.(\w+)", word)) is not None:
            word = f"{translated.group(2)}_{translated.group(1)}"
        row = rows[nth] if nth < len(rows) else rows[0]
        if found is None:
            row = next((each for each in rows if each.cells.get(word, "").strip()), row)
        return RowProblem(row.number, column_of(self.columns, word), fault.message)

    def column_name(self, field: str) -> str:
        """What the file calls the column of that meaning; "" if it has none."""
        return next((column.name for column in self.columns if column.field == field), "")

    def _variant(self, row: ParsedRow, problems: list[RowProblem]) -> dict[str, Any]:
        def on_problem(field: str, message: str) -> None:
            problems.append(RowProblem(row.number, self.column_name(field), message))

        return variant_fields(row.cells, self.settings, on_problem)

    def _product_fields(self, rows: Sequence[ParsedRow], problems: list[RowProblem]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for column, conversion in PRODUCT_CONVERSIONS.items():
            if column not in rows[0].cells:
                continue
            row = self._first_with_text(rows, column, problems)
            try:
                value = value_of(conversion, row.cells[column], self.settings)
            except CellRefused as refused:
                problems.append(RowProblem(row.number, self.column_name(column), str(refused)))
                continue
            fields |= {conversion.field: value} if value is not UNSET else {}
        if self._languages:
            fields["translations"] = self._translations(rows, problems)
        return fields

    def _translations(
        self, rows: Sequence[ParsedRow], problems: list[RowProblem]
    ) -> dict[str, dict[str, str]]:
        """Titles and descriptions by language; an empty cell changes nothing."""
        found: dict[str, dict[str, str]] = {}
        for language in self._languages:
            for word in ("title", "description"):
                column = f"{word}_{language}"
                if column in rows[0].cells:
                    text = self._first_with_text(rows, column, problems).cells[column]
                    if text.strip() not in ("", UNCHANGED):
                        found.setdefault(language, {})[word] = text
        return found

    def _first_with_text(
        self, rows: Sequence[ParsedRow], column: str, problems: list[RowProblem]
    ) -> ParsedRow:
        """The first row with a text in that column; a later one with another text is a problem."""
        first = next((row for row in rows if row.cells[column].strip()), rows[0])
        for row in rows:
            text = row.cells[column]
            if text.strip() and text != first.cells[column]:
                said = (
                    f"Row {first.number} says something else of the same product, and the first row counts."
                )
                problems.append(RowProblem(row.number, self.column_name(column), said, Severity.WARNING))
        return first

    def _add_metas_images(
        self, rows: Sequence[ParsedRow], fields: dict[str, Any], variants: Sequence[dict[str, Any]]
    ) -> None:
        """From Meta's image columns, to each variant; to the product if it has one row and no `product`."""
        conversion = PRODUCT_CONVERSIONS["images"]
        for row, variant in zip(rows, variants, strict=True):
            given = [row.cells[name] for name in _METAS_IMAGE_COLUMNS if name in row.cells]
            if not given or any(text.strip() == UNCHANGED for text in given):
                continue
            found = [each for text in given for each in value_of(conversion, text, self.settings)]
            target = fields if len(rows) == 1 and not row.cells.get("product", "").strip() else variant
            target.setdefault("images", list(dict.fromkeys(found)))


def product_of(cells: Mapping[str, str]) -> str:
    """What a row shares with the other variants of its product."""
    return cells.get("product", "").strip()


def _faults(item: ProductUpsert, *, public_url: str) -> Iterator[ProductFault]:
    """Everything that the catalog would refuse whatever it has stored already."""
    if len(item.variants) > MOST_VARIANTS:
        yield ProductFault(
            "product", f"A product has at most {MOST_VARIANTS} variants; more rows than that share this one."
        )
        return
    if len(item.translations) > MOST_LANGUAGES:
        yield ProductFault(
            "title", f"There are {len(item.translations)} languages; {MOST_LANGUAGES} are allowed."
        )
    yield from product_faults(given_fields(item), public_url=public_url)
    for nth, each in enumerate(item.variants):
        yield from variant_faults(given_fields(each), f"variants[{nth}]", public_url=public_url)


def _is_translated(field: str) -> bool:
    word, _, language = field.partition("_")
    return word in ("title", "description") and language != ""
