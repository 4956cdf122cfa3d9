"""`/exports`: all products as a file that can be imported again."""

import csv
import io
from typing import Any

import asyncpg
import openpyxl
import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db import sql
from shop.kit.db.lost import DatabaseLost
from shop.spreadsheets import exports
from tests.api.conftest import Api, mug


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_every_variant_is_a_row_with_all_that_is_known_of_it(api: Api) -> None:
    price = {"amount_minor": 1250, "currency": "EUR"}
    made = await api.ok(
        "POST",
        "/products",
        mug(
            variants=[
                {"sku": "AZUL", "price": price, "stock": 4, "options": {"color": "azul"}},
                {"sku": "ROJO", "price": price, "sale_price": {"amount_minor": 990, "currency": "EUR"}},
            ],
            tags=["verano", "a, b"],
            category="Hogar > Tazas",
            translations={"en": {"title": "Mug"}},
        ),
    )
    answer = await api.call("GET", "/exports/products.csv")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="products.csv"'
    blue, red = rows_of(answer.content)
    assert blue["product"] == red["product"] == made["id"]
    assert (blue["sku"], blue["title"], blue["title_en"], blue["price"]) == (
        "AZUL",
        "Taza del faro",
        "Mug",
        "12.50",
    )
    assert (blue["currency"], blue["stock"], blue["options"]) == ("EUR", "4", "color: azul")
    assert (blue["tags"], blue["category"], red["sale_price"]) == ("verano, a\\, b", "Hogar > Tazas", "9.90")


async def test_a_formula_in_a_title_stays_a_text(api: Api) -> None:
    await api.ok("POST", "/products", mug(title="=HYPERLINK(1)"))
    (row,) = rows_of((await api.call("GET", "/exports/products.csv")).content)
    assert row["title"] == "'=HYPERLINK(1)"
    book = openpyxl.load_workbook(io.BytesIO((await api.call("GET", "/exports/products.xlsx")).content))
    head, first = book.active.iter_rows()  # type: ignore[union-attr]
    cell = first[[each.value for each in head].index("title")]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


async def test_amounts_and_counts_are_numbers_in_a_workbook(api: Api) -> None:
    await api.ok("POST", "/products", mug("00123"))
    content = (await api.call("GET", "/exports/products.xlsx")).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    head, first = book.active.iter_rows(values_only=True)  # type: ignore[union-attr]
    row = dict(zip(head, first, strict=True))
    assert (row["sku"], row["price"], row["stock"], row["brand"]) == ("00123", 12.5, 40, None)


async def test_archived_products_can_be_left_out(api: Api) -> None:
    await api.ok("POST", "/products", mug("A"))
    gone = await api.ok("POST", "/products", mug("B"))
    await api.ok("PUT", f"/products/{gone['id']}/archival")
    everything = rows_of((await api.call("GET", "/exports/products.csv")).content)
    active = await api.call("GET", "/exports/products.csv", params={"status": "active"})
    assert [row["sku"] for row in everything] == ["A", "B"]
    assert [row["sku"] for row in rows_of(active.content)] == ["A"]


async def test_a_shop_without_products_exports_the_names_of_the_columns(api: Api) -> None:
    answer = await api.call("GET", "/exports/products.csv")
    assert answer.content.decode("utf-8-sig").startswith("product,sku,title,description,")
    assert rows_of(answer.content) == []


async def test_exporting_needs_its_scope(api: Api) -> None:
    stranger = await api.with_scopes("orders:read", "products:write")
    assert (await stranger.call("GET", "/exports/products.csv")).status_code == 403
    assert (await stranger.call("GET", "/exports/products.xlsx")).status_code == 403


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_connection_that_is_lost_at_the_first_page_is_said_and_no_broken_file(
    api: Api, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    await api.ok("POST", "/products", mug())

    async def fetch(session: AsyncSession, statement: str, *values: Any) -> list[asyncpg.Record]:
        if "variant.sku" in statement:
            raise DatabaseLost
        return await sql.fetch(session, statement, *values)

    monkeypatch.setattr(exports, "fetch", fetch)
    answer = await api.call("GET", f"/exports/products.{kind}")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
