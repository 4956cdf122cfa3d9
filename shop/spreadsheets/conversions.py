"""How the cells of a row, by their columns' meaning, become values of the catalog. Pure."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import UNSET

from shop.catalog.enums import AvailabilityMode, Condition, TaxClass
from shop.spreadsheets import cells
from shop.spreadsheets.columns import MORE_OPTIONS, OPTION, OPTION_COLUMNS, normalized_header
from shop.spreadsheets.errors import CellRefused
from shop.spreadsheets.multi_values import split_pairs, split_tags, split_urls

# A cell with this text changes nothing.
UNCHANGED = "(unchanged)"
CellReader = Callable[[str, "CellSettings"], Any]
# Called with a column's meaning, and a sentence on what is wrong in its cell.
OnProblem = Callable[[str, str], None]


class CellSettings(msgspec.Struct, frozen=True):
    """What cells are read by: the merchant's currency and time zone, and where the installation is reached."""

    currency: str
    zone: ZoneInfo
    public_url: str


class CellConversion(msgspec.Struct, frozen=True):
    """How a column's cells become a field. `empty` is the value of an empty cell; UNSET changes nothing.

    A cell with nothing but spaces is empty, too, unless spaces may be the value.
    """

    field: str
    read: CellReader
    empty: Any = UNSET
    may_be_spaces: bool = False


def _amount(text: str, settings: CellSettings) -> int:
    return cells.amount(text, settings.currency)


def _timestamp(text: str, settings: CellSettings, *, is_end: bool = False) -> Any:
    return cells.timestamp(text, settings.zone, is_end=is_end)


def _without_settings(read: Callable[[str], Any]) -> CellReader:
    return lambda text, _: read(text)


def _condition(text: str) -> Condition:
    """Meta also knows `used_like_new`, `used_good` and `used_fair`."""
    return (
        Condition.USED if normalized_header(text).startswith("used_") else cells.enum_value(text, Condition)
    )


PRODUCT_CONVERSIONS: dict[str, CellConversion] = {
    "title": CellConversion("title", _without_settings(str)),
    "description": CellConversion("description", _without_settings(str), empty="", may_be_spaces=True),
    "brand": CellConversion("brand", _without_settings(str), empty="", may_be_spaces=True),
    "category": CellConversion("category", _without_settings(str), empty=""),
    "condition": CellConversion("condition", _without_settings(_condition)),
    "tags": CellConversion("tags", _without_settings(split_tags), empty=[]),
    "attributes": CellConversion("attributes", _without_settings(split_pairs), empty={}),
    "tax_class": CellConversion("tax_class", _without_settings(partial(cells.enum_value, members=TaxClass))),
    "requires_delivery": CellConversion("requires_delivery", _without_settings(cells.boolean)),
    "images": CellConversion("images", _without_settings(split_urls), empty=[]),
    "link": CellConversion("link", _without_settings(str.strip), empty=""),
}
VARIANT_CONVERSIONS: dict[str, CellConversion] = {
    "sku": CellConversion("sku", _without_settings(str.strip), empty=""),
    "price": CellConversion("price_minor", _amount),
    "sale_price": CellConversion("sale_price_minor", _amount, empty=None),
    "sale_starts_at": CellConversion("sale_starts_at", _timestamp, empty=None),
    "sale_ends_at": CellConversion("sale_ends_at", partial(_timestamp, is_end=True), empty=None),
    "compare_at_price": CellConversion("compare_at_price_minor", _amount, empty=None),
    "stock": CellConversion("stock", _without_settings(cells.count)),
    "availability_mode": CellConversion(
        "availability_mode", _without_settings(partial(cells.enum_value, members=AvailabilityMode))
    ),
    "low_stock_threshold": CellConversion("low_stock_threshold", _without_settings(cells.count), empty=None),
    "weight_grams": CellConversion("weight_grams", _without_settings(cells.weight), empty=None),
    "shipping_weight": CellConversion("weight_grams", _without_settings(cells.weight), empty=None),
    "variant_images": CellConversion("images", _without_settings(split_urls), empty=[]),
    "archived": CellConversion("archived", _without_settings(cells.boolean)),
}
_AVAILABILITY = {
    "in_stock": AvailabilityMode.BY_STOCK,
    "available_for_order": AvailabilityMode.BY_STOCK,
    "out_of_stock": AvailabilityMode.BY_STOCK,
    "preorder": AvailabilityMode.PREORDER,
    "discontinued": AvailabilityMode.DISCONTINUED,
}


def value_of(conversion: CellConversion, text: str, settings: CellSettings) -> Any:
    """The cell's value; UNSET if it changes nothing. Raises CellRefused."""
    if text.strip() == UNCHANGED:
        return UNSET
    is_empty = text == "" if conversion.may_be_spaces else not text.strip()
    return conversion.empty if is_empty else conversion.read(text, settings)


def variant_fields(row: Mapping[str, str], settings: CellSettings, on_problem: OnProblem) -> dict[str, Any]:
    """The fields of a row's variant; a cell that cannot be read is a problem and left out."""
    fields: dict[str, Any] = {}
    for column, conversion in VARIANT_CONVERSIONS.items():
        if column in row:
            try:
                value = value_of(conversion, row[column], settings)
            except CellRefused as refused:
                on_problem(column, str(refused))
                continue
            fields |= {conversion.field: value} if value is not UNSET else {}
    for read in (_currency, _sale_dates, _availability, _options):
        read(row, settings, fields, on_problem)
    return fields


def _currency(
    row: Mapping[str, str], settings: CellSettings, fields: dict[str, Any], on_problem: OnProblem
) -> None:
    """The price's currency, where it has a column of its own."""
    if row.get("currency", "").strip() not in ("", UNCHANGED):
        try:
            cells.check_currency(row["currency"], settings.currency)
        except CellRefused as refused:
            on_problem("currency", str(refused))


def _sale_dates(
    row: Mapping[str, str], settings: CellSettings, fields: dict[str, Any], on_problem: OnProblem
) -> None:
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
        fields["sale_starts_at"] = _timestamp(begin, settings) if begin.strip() else None
        fields["sale_ends_at"] = _timestamp(end, settings, is_end=True) if end.strip() else None
    except CellRefused as refused:
        on_problem("sale_price_effective_date", str(refused))


def _availability(
    row: Mapping[str, str], _: CellSettings, fields: dict[str, Any], on_problem: OnProblem
) -> None:
    """Meta's column: `out_of_stock`, without a count in another column, is a stock of 0."""
    text = row.get("availability", "").strip()
    if text in ("", UNCHANGED):
        return
    word = normalized_header(text)
    if word not in _AVAILABILITY:
        on_problem("availability", f"“{text[:60]}” is none of: {', '.join(_AVAILABILITY)}.")
        return
    fields.setdefault("availability_mode", _AVAILABILITY[word])
    if word == "out_of_stock":
        fields.setdefault("stock", 0)


def _options(row: Mapping[str, str], _: CellSettings, fields: dict[str, Any], on_problem: OnProblem) -> None:
    """From one column with all options, and from columns for one option each."""
    columns = [name for name in row if name in OPTION_COLUMNS or name.startswith(OPTION)]
    lists = [name for name in ("options", MORE_OPTIONS) if name in row]
    if (not columns and not lists) or any(row[name].strip() == UNCHANGED for name in lists):
        return
    options: dict[str, str] = {}
    for name in lists:
        try:
            options |= split_pairs(row[name])
        except CellRefused as refused:
            on_problem(name, str(refused))
    for name in columns:
        if value := row[name].strip():
            options[name.removeprefix(OPTION)] = value
    fields["options"] = options
