"""Rows of one product become an item of the catalog's bulk upsert, with every problem that the rows show. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from shop.catalog.bulk_rows import ProductUpsert, VariantUpsert
from shop.catalog.rules import MOST_LANGUAGES, MOST_VARIANTS, Fault, named, product_faults, variant_faults
from shop.spreadsheets.columns import Column, column_of
from shop.spreadsheets.conversions import OF_A_PRODUCT, UNCHANGED, Setting, value_of, variant_fields
from shop.spreadsheets.errors import CellRefused
from shop.spreadsheets.models import Severity

_OF_A_VARIANT = re.compile(r"variants\[(\d+)\]\.?(.*)")
_PICTURES = ("image_link", "additional_image_link")


class Problem(msgspec.Struct, frozen=True):
    """What is wrong, and where the spreadsheet shows it."""

    row: int
    column: str
    message: str
    severity: Severity = Severity.ERROR


class Row(msgspec.Struct, frozen=True):
    """A row as it was read: its number, and its cells by their columns' meaning."""

    number: int
    cells: dict[str, str]


class Assembled(msgspec.Struct, frozen=True):
    """A product of the file. `item` is None if a problem stands against it."""

    rows: Sequence[Row]
    item: ProductUpsert | None
    problems: list[Problem]


class Assembler:
    """Reads rows by the columns of their file and the setting of their merchant."""

    def __init__(self, columns: Sequence[Column], setting: Setting) -> None:
        self.columns, self.setting = columns, setting
        self._languages = sorted({c.field.partition("_")[2] for c in columns if _is_translated(c.field)})

    def assemble(self, rows: Sequence[Row]) -> Assembled:
        """The rows of one product."""
        problems: list[Problem] = []
        fields = self._product_fields(rows, problems)
        variants = [self._variant(row, problems) for row in rows]
        self._share_pictures(rows, fields, variants)
        item = ProductUpsert(**fields, variants=[VariantUpsert(**each) for each in variants])
        problems.extend(self.located(fault, rows) for fault in _faults(item))
        bad = any(problem.severity is Severity.ERROR for problem in problems)
        return Assembled(rows, None if bad else item, problems)

    def located(self, fault: Fault, rows: Sequence[Row]) -> Problem:
        """The row and column of something that the catalog says."""
        found = _OF_A_VARIANT.match(fault.path)
        nth, word = (int(found.group(1)), found.group(2)) if found is not None else (0, fault.path)
        if (translated := re.fullmatch(r"translations\.([^.]+)\.(\w+)", word)) is not None:
            word = f"{translated.group(2)}_{translated.group(1)}"
        row = rows[nth] if nth < len(rows) else rows[0]
        if found is None:
            row = next((each for each in rows if each.cells.get(word, "").strip()), row)
        return Problem(row.number, column_of(self.columns, word), fault.message)

    def _variant(self, row: Row, problems: list[Problem]) -> dict[str, Any]:
        def noted(field: str, message: str) -> None:
            problems.append(Problem(row.number, self.named(field), message))

        return variant_fields(row.cells, self.setting, noted)

    def _product_fields(self, rows: Sequence[Row], problems: list[Problem]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for column, reading in OF_A_PRODUCT.items():
            if column not in rows[0].cells:
                continue
            row = self._speaking(rows, column, problems)
            try:
                value = value_of(reading, row.cells[column], self.setting)
            except CellRefused as refused:
                problems.append(Problem(row.number, self.named(column), str(refused)))
                continue
            fields |= {reading.field: value} if value is not UNSET else {}
        if self._languages:
            fields["translations"] = self._translations(rows, problems)
        return fields

    def _translations(self, rows: Sequence[Row], problems: list[Problem]) -> dict[str, dict[str, str]]:
        """What is said in other languages; an empty cell leaves alone what is known."""
        found: dict[str, dict[str, str]] = {}
        for language in self._languages:
            for word in ("title", "description"):
                column = f"{word}_{language}"
                if column in rows[0].cells:
                    text = self._speaking(rows, column, problems).cells[column]
                    if text.strip() not in ("", UNCHANGED):
                        found.setdefault(language, {})[word] = text
        return found

    def _speaking(self, rows: Sequence[Row], column: str, problems: list[Problem]) -> Row:
        """The first row that says something there. One that says something else later is told so."""
        first = next((row for row in rows if row.cells[column].strip()), rows[0])
        for row in rows:
            text = row.cells[column]
            if text.strip() and text != first.cells[column]:
                said = (
                    f"Row {first.number} says something else of the same product, and the first row counts."
                )
                problems.append(Problem(row.number, self.named(column), said, Severity.WARNING))
        return first

    def _share_pictures(
        self, rows: Sequence[Row], fields: dict[str, Any], variants: Sequence[dict[str, Any]]
    ) -> None:
        """Meta's columns for pictures: those of a variant, or of a product that has but one."""
        reading = OF_A_PRODUCT["images"]
        for row, variant in zip(rows, variants, strict=True):
            given = [row.cells[name] for name in _PICTURES if name in row.cells]
            if not given or any(text.strip() == UNCHANGED for text in given):
                continue
            found = [each for text in given for each in value_of(reading, text, self.setting)]
            target = fields if len(rows) == 1 and not row.cells.get("product", "").strip() else variant
            target.setdefault("images", list(dict.fromkeys(found)))

    def named(self, field: str) -> str:
        """What the file calls the column of that meaning."""
        return next((column.name for column in self.columns if column.field == field), "")


def product_of(cells: Mapping[str, str]) -> str:
    """What a row shares with the other variants of its product."""
    return cells.get("product", "").strip()


def _faults(item: ProductUpsert) -> Iterator[Fault]:
    """Everything that the catalog would refuse whatever is stored."""
    if len(item.variants) > MOST_VARIANTS:
        yield Fault(
            "product", f"A product has at most {MOST_VARIANTS} variants; more rows than that share this one."
        )
        return
    if len(item.translations) > MOST_LANGUAGES:
        yield Fault("title", f"There are {len(item.translations)} languages; {MOST_LANGUAGES} are allowed.")
    yield from product_faults(named(item))
    for nth, each in enumerate(item.variants):
        yield from variant_faults(named(each), f"variants[{nth}]")


def _is_translated(field: str) -> bool:
    word, _, language = field.partition("_")
    return word in ("title", "description") and language != ""
