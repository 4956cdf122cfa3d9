"""Cells of one row by their columns' meaning, as values of the catalog. Pure."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import UNSET

from shop.catalog.models import TaxClass
from shop.catalog.terms import AvailabilityMode, Condition
from shop.spreadsheets import cells
from shop.spreadsheets.columns import MORE_OPTIONS, OPTION, OPTION_COLUMNS, plain
from shop.spreadsheets.errors import CellRefused
from shop.spreadsheets.multi_values import split_addresses, split_pairs, split_words

UNCHANGED = "(unchanged)"  # a cell that says so is left alone
Reader = Callable[[str, "Setting"], Any]
Noted = Callable[[str, str], None]  # a column's meaning, and what is wrong in it


class Setting(msgspec.Struct, frozen=True):
    """What the merchant's cells are to be read by."""

    currency: str
    zone: ZoneInfo


class Reading(msgspec.Struct, frozen=True):
    """How a column's cells become a field. `empty` is what an empty cell says: nothing at all, or a blank value.

    A cell with nothing but spaces is empty, too, unless spaces may be the value.
    """

    field: str
    read: Reader
    empty: Any = UNSET
    may_be_spaces: bool = False


def _amount(text: str, setting: Setting) -> int:
    return cells.amount(text, setting.currency)


def _moment(text: str, setting: Setting, *, is_end: bool = False) -> Any:
    return cells.moment(text, setting.zone, is_end=is_end)


def _plainly(read: Callable[[str], Any]) -> Reader:
    return lambda text, _: read(text)


def _condition(text: str) -> Condition:
    """Meta also knows `used_like_new`, `used_good` and `used_fair`."""
    return Condition.USED if plain(text).startswith("used_") else cells.word_of(text, Condition)


OF_A_PRODUCT: dict[str, Reading] = {
    "title": Reading("title", _plainly(str)),
    "description": Reading("description", _plainly(str), empty="", may_be_spaces=True),
    "brand": Reading("brand", _plainly(str), empty="", may_be_spaces=True),
    "category": Reading("category", _plainly(str), empty=""),
    "condition": Reading("condition", _plainly(_condition)),
    "tags": Reading("tags", _plainly(split_words), empty=[]),
    "attributes": Reading("attributes", _plainly(split_pairs), empty={}),
    "tax_class": Reading("tax_class", _plainly(partial(cells.word_of, words=TaxClass))),
    "images": Reading("images", _plainly(split_addresses), empty=[]),
    "link": Reading("link", _plainly(str.strip), empty=""),
}
OF_A_VARIANT: dict[str, Reading] = {
    "sku": Reading("sku", _plainly(str.strip), empty=""),
    "price": Reading("price_minor", _amount),
    "sale_price": Reading("sale_price_minor", _amount, empty=None),
    "sale_starts_at": Reading("sale_starts_at", _moment, empty=None),
    "sale_ends_at": Reading("sale_ends_at", partial(_moment, is_end=True), empty=None),
    "compare_at_price": Reading("compare_at_price_minor", _amount, empty=None),
    "stock": Reading("stock", _plainly(cells.count)),
    "availability_mode": Reading(
        "availability_mode", _plainly(partial(cells.word_of, words=AvailabilityMode))
    ),
    "low_stock_mark": Reading("low_stock_mark", _plainly(cells.count), empty=None),
    "weight_grams": Reading("weight_grams", _plainly(cells.weight), empty=None),
    "shipping_weight": Reading("weight_grams", _plainly(cells.weight), empty=None),
    "variant_images": Reading("images", _plainly(split_addresses), empty=[]),
    "archived": Reading("archived", _plainly(cells.truth)),
}
_AVAILABILITY = {
    "in_stock": AvailabilityMode.BY_STOCK,
    "available_for_order": AvailabilityMode.BY_STOCK,
    "out_of_stock": AvailabilityMode.BY_STOCK,
    "preorder": AvailabilityMode.PREORDER,
    "discontinued": AvailabilityMode.DISCONTINUED,
}


def value_of(reading: Reading, text: str, setting: Setting) -> Any:
    """The cell's value, UNSET if it is to be left alone. Raises CellRefused."""
    if text.strip() == UNCHANGED:
        return UNSET
    is_empty = text == "" if reading.may_be_spaces else not text.strip()
    return reading.empty if is_empty else reading.read(text, setting)


def variant_fields(row: Mapping[str, str], setting: Setting, noted: Noted) -> dict[str, Any]:
    """All that a row says of its variant; what cannot be read is noted and left out."""
    fields: dict[str, Any] = {}
    for column, reading in OF_A_VARIANT.items():
        if column in row:
            try:
                value = value_of(reading, row[column], setting)
            except CellRefused as refused:
                noted(column, str(refused))
                continue
            fields |= {reading.field: value} if value is not UNSET else {}
    for read in (_currency, _sale_dates, _availability, _options):
        read(row, setting, fields, noted)
    return fields


def _currency(row: Mapping[str, str], setting: Setting, fields: dict[str, Any], noted: Noted) -> None:
    """The price's own column for it."""
    if row.get("currency", "").strip() not in ("", UNCHANGED):
        try:
            cells.check_currency(row["currency"], setting.currency)
        except CellRefused as refused:
            noted("currency", str(refused))


def _sale_dates(row: Mapping[str, str], setting: Setting, fields: dict[str, Any], noted: Noted) -> None:
    """Meta: "2026-11-20T00:00+01:00/2026-11-30T23:59+01:00"."""
    text = row.get("sale_price_effective_date")
    if text is None or text.strip() == UNCHANGED:
        return
    begin, slash, end = text.partition("/")
    try:
        if text.strip() and not slash:
            raise CellRefused(
                "A sale has two dates with a / between: 2026-11-20T00:00+01:00/2026-11-30T23:59+01:00."
            )
        fields["sale_starts_at"] = _moment(begin, setting) if begin.strip() else None
        fields["sale_ends_at"] = _moment(end, setting, is_end=True) if end.strip() else None
    except CellRefused as refused:
        noted("sale_price_effective_date", str(refused))


def _availability(row: Mapping[str, str], _: Setting, fields: dict[str, Any], noted: Noted) -> None:
    """Meta's word. "Out of stock" without a count is none at all."""
    text = row.get("availability", "").strip()
    if text in ("", UNCHANGED):
        return
    word = plain(text)
    if word not in _AVAILABILITY:
        noted("availability", f"“{text[:60]}” is none of: {', '.join(_AVAILABILITY)}.")
        return
    fields.setdefault("availability_mode", _AVAILABILITY[word])
    if word == "out_of_stock":
        fields.setdefault("stock", 0)


def _options(row: Mapping[str, str], _: Setting, fields: dict[str, Any], noted: Noted) -> None:
    """One column with all of them, or one for each."""
    columns = [name for name in row if name in OPTION_COLUMNS or name.startswith(OPTION)]
    lists = [name for name in ("options", MORE_OPTIONS) if name in row]
    if (not columns and not lists) or any(row[name].strip() == UNCHANGED for name in lists):
        return
    options: dict[str, str] = {}
    for name in lists:
        try:
            options |= split_pairs(row[name])
        except CellRefused as refused:
            noted(name, str(refused))
    for name in columns:
        if value := row[name].strip():
            options[name.removeprefix(OPTION)] = value
    fields["options"] = options
