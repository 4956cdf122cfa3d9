"""What is exported can be imported again, and nothing changes: no value, no version, no movement."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import UNSET

from shop.catalog.bulk.batch import UpsertOutcome
from shop.catalog.bulk.rows import ProductUpsert, VariantUpsert
from shop.catalog.bulk.upsert import upsert_products
from shop.catalog.enums import AvailabilityMode, Condition, TaxClass
from shop.kit.clock import now
from shop.kit.db.database import Database
from tests.support.files.importer import Importer, make_importer

CURRENCIES = ("EUR", "JPY", "KWD", "CLF")
# What the catalog takes: everything but NUL and half characters. Many of what files and lists are made of.
LETTERS = st.one_of(
    st.sampled_from(list("=+-@'\",;|:\\\t\r\n _x000D_<>&%ñ€\x01\x0b\x7f\x85\u2028\ufeff\uffff😀＝")),
    st.characters(codec="utf-8", exclude_characters="\0"),
)
TEXT = st.text(LETTERS, max_size=12)
WORD = TEXT.filter(str.strip)
TITLE = st.one_of(
    WORD, st.sampled_from(["_x000D_", "'=1", "''=1", "(unchanged)", "-", "1e5", "=A1", '"', "''"])
)
PATH = st.lists(
    st.sampled_from(["a", ",b", ";", "|c", "w_1,h_2", ",https://x.example/", "/d", ":", "="]), max_size=4
)
ADDRESS = st.builds(
    lambda host, path: f"https://{host}.example/{''.join(path)}", st.sampled_from("abc"), PATH
)
PICTURE = ADDRESS | PATH.map(lambda path: "/images" + "".join(path))
PRICE = st.integers(0, 10**12)
MOMENT = st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def variants(draw: st.DrawFn, sku: str) -> VariantUpsert:
    """Anything that the catalog takes."""
    price = draw(PRICE)
    sale: dict[str, Any] = {}
    if price and draw(st.booleans()):
        begin = draw(st.none() | MOMENT)
        ends = draw(st.none() | st.timedeltas(timedelta(microseconds=1), timedelta(hours=20)))
        end = ends if ends is None else (begin or datetime(2030, 1, 1, tzinfo=UTC)) + ends
        sale = {
            "sale_price_minor": draw(st.integers(0, price - 1)),
            "sale_starts_at": begin,
            "sale_ends_at": end,
        }
    return VariantUpsert(
        sku=sku,
        price_minor=price,
        **sale,
        compare_at_price_minor=draw(st.none() | st.integers(price + 1, 10**12)) if price < 10**12 else None,
        options=draw(st.dictionaries(WORD, WORD, max_size=3)),
        availability_mode=draw(st.sampled_from(AvailabilityMode)),
        low_stock_threshold=draw(st.none() | st.integers(0, 10**9)),
        weight_grams=draw(st.none() | st.integers(0, 10**8)),
        images=draw(st.lists(PICTURE, max_size=3)),
        archived=draw(st.booleans()),
        stock=draw(st.integers(0, 10**9)),
    )


@st.composite
def products(draw: st.DrawFn, nth: int) -> ProductUpsert:
    """With one to three variants."""
    begin = st.sampled_from(["=", "-1+", "00", "S", "'@", "1E", "ñ, "])
    skus = [f"{draw(begin)}{nth}-{n}" for n in range(draw(st.integers(1, 3)))]
    words: st.SearchStrategy[Any] = st.fixed_dictionaries({}, optional={"title": TITLE, "description": TEXT})
    return ProductUpsert(
        title=draw(TITLE),
        description=draw(TEXT),
        brand=draw(TEXT),
        category=draw(st.lists(WORD, max_size=2).map(" > ".join)),
        condition=draw(st.sampled_from(Condition)),
        tags=draw(st.lists(WORD, max_size=3)),
        attributes=draw(st.dictionaries(WORD, TEXT, max_size=3)),
        tax_class=draw(st.sampled_from(TaxClass)),
        requires_delivery=draw(st.booleans()),
        images=draw(st.lists(PICTURE, max_size=3)),
        link=draw(st.just("") | ADDRESS),
        translations=draw(st.dictionaries(st.sampled_from(["en", "pt_BR", "ca-ES"]), words, max_size=2)),
        variants=[draw(variants(sku)) for sku in skus],
    )


@st.composite
def product_lists(draw: st.DrawFn) -> list[ProductUpsert]:
    return [draw(products(nth)) for nth in range(draw(st.integers(1, 8)))]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(items=product_lists(), currency=st.sampled_from(CURRENCIES))
async def test_importing_an_export_changes_nothing(
    database_without_worker: Database, kind: str, items: list[ProductUpsert], currency: str
) -> None:
    importer = await make_importer(database_without_worker, currency=currency)
    stored = await fill(importer, items)
    before, moved = await importer.variants(), await importer.count("stock_movement")
    imported = await importer.import_file(await importer.export(kind))
    assert await importer.problems(imported) == []
    assert (imported.unchanged, imported.created, imported.changed, imported.refused) == (stored, 0, 0, 0)
    assert await importer.variants() == before
    assert await importer.count("stock_movement") == moved


async def fill(importer: Importer, items: list[ProductUpsert]) -> int:
    """Store what of it can be stored; how many products that were."""
    async with importer.database.transaction(importer.merchant.id) as session:
        results = await upsert_products(
            session, items, currency=importer.merchant.currency, at=now(), actor="tests"
        )
    return sum(result.outcome is UpsertOutcome.CREATED for result in results)


async def test_a_text_too_long_for_a_workbooks_cell_is_left_alone(importer: Importer) -> None:
    pictures = [f"https://a.example/{n}{'x' * 2000}" for n in range(21)]
    item = ProductUpsert(
        title="Long", images=pictures, variants=[VariantUpsert(sku="A", price_minor=1, stock=UNSET)]
    )
    assert await fill(importer, [item]) == 1
    imported = await importer.import_file(await importer.export("xlsx"))
    assert (imported.unchanged, imported.errors) == (1, 0)
    assert (await importer.variants())["A"].pictures == pictures


async def test_an_edited_export_changes_what_was_edited(importer: Importer) -> None:
    items = [
        ProductUpsert(title=f"Mug {n}", variants=[VariantUpsert(sku=f"M{n}", price_minor=1000, stock=3)])
        for n in range(3)
    ]
    await fill(importer, [msgspec.structs.replace(item) for item in items])
    edited = (await importer.export()).decode("utf-8-sig").replace("Mug 1", "Taza 1")
    imported = await importer.import_file(edited)
    assert (imported.changed, imported.unchanged) == (1, 2)
    goods = await importer.variants()
    assert [(row.title, row.version) for row in goods.values()] == [("Mug 0", 1), ("Taza 1", 2), ("Mug 2", 1)]
