"""Columns known by their names: ours, Meta's, and those that merchants write."""

import pytest

from shop.spreadsheets.columns import column_of, field_of, read_header
from shop.spreadsheets.errors import SpreadsheetRefused


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("sku", "sku"),
        ("id", "sku"),
        (" Variant SKU ", "sku"),
        ("item_group_id", "product"),
        ("Handle", "product"),
        ("Título", "title"),
        ("title_en", "title_en"),
        ("description_pt_BR", "description_pt_BR"),
        ("Title_EN", "title_en"),
        ("title_klingon", None),
        ("Precio", "price"),
        ("quantity_to_sell_on_facebook", "stock"),
        ("product_type", "category"),
        ("option: Talla", "option:Talla"),
        ("color", "color"),
        ("low_stock_mark", "low_stock_threshold"),
        ("Variant Requires Shipping", "requires_delivery"),
        ("Requiere envío", "requires_delivery"),
        ("Requer entrega", "requires_delivery"),
        ("gtin", None),
        ("", None),
    ],
)
def test_a_column_is_known_by_its_name(name: str, field: str | None) -> None:
    assert field_of(name) == field


def test_our_own_name_counts_before_another_for_the_same() -> None:
    header = read_header(["id", "sku", "title", "nombre"])
    assert [(column.field, column.at) for column in header.columns] == [("sku", 1), ("title", 2)]
    assert header.notes == ["Of columns that mean the same one is read; these are not: id, nombre."]


def test_the_place_of_a_fault_is_the_files_own_word_for_it() -> None:
    columns = read_header(["id", "precio", "sale_price_effective_date", "color"]).columns
    assert column_of(columns, "price") == "precio"
    assert column_of(columns, "sale_ends_at") == "sale_price_effective_date"
    assert column_of(columns, "options") == "color"
    assert column_of(columns, "brand") == ""


def test_more_columns_than_anybody_needs_are_refused() -> None:
    with pytest.raises(SpreadsheetRefused, match="501 columns"):
        read_header(["sku", *(f"c{n}" for n in range(500))])
