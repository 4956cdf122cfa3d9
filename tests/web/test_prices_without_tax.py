"""A merchant who enters prices without tax: whatever a shopper reads is the price with it (Directive 98/6/EC)."""

from datetime import UTC, datetime
from decimal import Decimal

import httpx
import pytest
from sqlmodel import select

from catalog_sync.items.mapping import SourceItem, item_for
from catalog_sync.source import merchant_info, read_source_items, source_items
from shop.api.orders.views import LineView
from shop.carts.check import check_cart_message
from shop.carts.models import Cart
from shop.carts.offers import offers_by_sku
from shop.catalog.enums import TaxClass
from shop.catalog.prices.shown import shown_prices, with_tax
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.orders.order_line import OrderLine
from shop.orders.reading import lines_of, lock_with_conversation
from shop.orders.repricing import reprice
from shop.orders.words import order_placed
from shop.recovery.models import Recovery
from shop.recovery.subjects import load_subject
from shop.whatsapp.incoming import CartMessageLine
from tests.support.shop import ShopUnderTest, open_shop
from tests.web.pay_links import PHONE, token_of


@pytest.fixture
async def net_shop(database_without_worker: Database) -> ShopUnderTest:
    """Two hundred without tax is 242 to pay; a reduced good beside it."""
    made = await open_shop(database_without_worker, prices_include_tax=False)
    await made.stock("LAMP", 10, 20_000, title="Lámpara")
    await made.stock("FISH", 10, 1_000, title="Anchoas", tax_class=TaxClass.REDUCED)
    return made


async def items(shop: ShopUnderTest) -> dict[str, str]:
    """What Meta's catalog and the feed show, by SKU."""
    async with shop.database.transaction(shop.merchant.id) as session:
        info = await merchant_info(session, public_url="https://shop.test")
        rows = await read_source_items(session, source_items())
    made = [item_for(SourceItem(**row), info) for row in rows if row["sku"] in ("LAMP", "FISH")]
    return {item["id"]: item["price"] for item in made if item is not None}


async def test_the_catalog_shows_the_price_with_tax(net_shop: ShopUnderTest) -> None:
    assert await items(net_shop) == {"LAMP": "242.00 EUR", "FISH": "11.00 EUR"}


async def test_a_sale_shows_its_price_with_tax(net_shop: ShopUnderTest) -> None:
    async with net_shop.database.transaction(net_shop.merchant.id) as session:
        info = await merchant_info(session, public_url="https://shop.test")
        (row,) = [r for r in await read_source_items(session, source_items()) if r["sku"] == "LAMP"]
    item = item_for(SourceItem(**{**row, "sale_price_minor": 10_000}), info)
    assert item is not None
    assert (item["price"], item["sale_price"]) == ("242.00 EUR", "121.00 EUR")


async def test_the_chat_answers_with_tax(net_shop: ShopUnderTest) -> None:
    async with net_shop.database.transaction(net_shop.merchant.id) as session:
        offer = (await offers_by_sku(session, ["LAMP"], at=now(), lock=False))["LAMP"]
    assert offer.unit_minor == 24_200


@pytest.mark.parametrize(("claimed", "differs"), [("242.00", False), ("200.00", True)])
async def test_what_a_phone_claims_is_compared_with_what_the_catalog_shows(
    net_shop: ShopUnderTest, claimed: str, differs: bool
) -> None:
    line = CartMessageLine(retailer_id="LAMP", quantity=1, price=Decimal(claimed), currency="EUR")
    async with net_shop.database.transaction(net_shop.merchant.id) as session:
        check = await check_cart_message(session, [line], currency="EUR", locale="es", at=now())
    assert check.lines[0].price_differs is differs


async def test_the_page_of_a_cart_shows_what_is_charged(
    doors: httpx.AsyncClient, net_shop: ShopUnderTest
) -> None:
    token = await token_of(net_shop, await net_shop.open_cart([("LAMP", 1), ("FISH", 2)]))
    shown = (await doors.get(f"/pay/{token}", headers=PHONE)).text
    order = await net_shop.order([("LAMP", 1), ("FISH", 2)])
    assert order.total_minor == 26_400
    assert "264,00 €" in shown
    assert "242,00 €" in shown
    assert "200,00" not in shown


async def test_a_reminder_of_a_cart_names_the_price_with_tax(net_shop: ShopUnderTest) -> None:
    cart_id = await net_shop.open_cart([("LAMP", 1)])
    await token_of(net_shop, cart_id)
    async with net_shop.database.transaction(net_shop.merchant.id) as session:
        cart = await session.get_one(Cart, (net_shop.merchant.id, cart_id))
        recovery = Recovery(
            merchant_id=net_shop.merchant.id,
            cart_id=cart_id,
            conversation_id=cart.conversation_id,
            due_at=now(),
            created_at=now(),
        )
        subject = await load_subject(session, net_shop.merchant, recovery, at=now())
        template = await subject.reminder(session, net_shop.merchant, at=now())
    assert any("242,00" in value for value in template.body)


async def test_an_order_whose_price_moved_names_both_prices_with_tax(net_shop: ShopUnderTest) -> None:
    order = await net_shop.order([("LAMP", 1)])
    await net_shop.set_price("LAMP", 10_000)
    async with net_shop.database.transaction(net_shop.merchant.id) as session:
        locked, _ = await lock_with_conversation(session, order.id)
        line = CartMessageLine(retailer_id="LAMP", quantity=1, price=None, currency=None)
        check = await check_cart_message(session, [line], currency="EUR", locale="es", at=now())
        assert await reprice(session, locked, check, at=now())
        said, _ = order_placed(net_shop.merchant, locked, await lines_of(session, locked), "https://x.test")
    assert "121,00" in said.body
    assert "242,00" in said.body
    assert "100,00" not in said.body
    assert "200,00" not in said.body


@pytest.mark.parametrize(
    ("net", "shown", "pieces"),
    [(826, 999, 10), (207, 250, 7), (1_239, 1_499, 12), (3, 4, 100), (20_000, 24_200, 1)],
)
async def test_so_many_pieces_cost_so_many_times_what_one_is_shown_at(
    net_shop: ShopUnderTest, net: int, shown: int, pieces: int
) -> None:
    await net_shop.stock("PEN", 200, net)
    order = await net_shop.order([("PEN", pieces)])
    assert order.total_minor == pieces * shown
    assert order.net_minor + order.tax_minor == order.total_minor
    (line,) = await net_shop.all(select(OrderLine).where(OrderLine.order_id == order.id))
    assert (line.unit_minor, line.total_minor) == (shown, pieces * shown)
    assert order.prices_include_tax


@pytest.mark.parametrize(("include", "price"), [(True, 24_200), (False, 20_000)])
async def test_an_unpaid_order_costs_the_same_when_the_merchant_enters_the_other_kind_of_price(
    database_without_worker: Database, include: bool, price: int
) -> None:
    made = await open_shop(database_without_worker, prices_include_tax=not include)
    await made.stock("LAMP", 10, 20_000 if include else 24_200, title="Lámpara")
    order = await made.order([("LAMP", 2)])
    assert order.total_minor == 48_400
    await made.change_merchant(prices_include_tax=include)
    await made.set_price("LAMP", price)
    async with made.database.transaction(made.merchant.id) as session:
        locked, _ = await lock_with_conversation(session, order.id)
        line = CartMessageLine(retailer_id="LAMP", quantity=2, price=None, currency=None)
        check = await check_cart_message(session, [line], currency="EUR", locale="es", at=now())
        assert not await reprice(session, locked, check, at=now())
    assert (await made.fresh(order)).total_minor == 48_400


async def test_an_order_that_was_placed_without_tax_is_priced_anew_with_it(net_shop: ShopUnderTest) -> None:
    """As orders were before they took the prices that are shown."""
    order = await net_shop.order([("LAMP", 1)])
    async with net_shop.database.transaction(net_shop.merchant.id) as session:
        locked, _ = await lock_with_conversation(session, order.id)
        locked.prices_include_tax = False
        (line,) = await lines_of(session, locked)
        line.unit_minor = 20_000
    await net_shop.set_price("LAMP", 10_000)
    async with net_shop.database.transaction(net_shop.merchant.id) as session:
        locked, _ = await lock_with_conversation(session, order.id)
        wanted = CartMessageLine(retailer_id="LAMP", quantity=1, price=None, currency=None)
        check = await check_cart_message(session, [wanted], currency="EUR", locale="es", at=now())
        assert await reprice(session, locked, check, at=now())
        (line,) = await lines_of(session, locked)
        assert (locked.total_minor, line.unit_minor, line.claimed_minor) == (12_100, 12_100, 24_200)


def test_the_day_in_the_merchants_zone_decides_the_rate() -> None:
    eve = datetime(2025, 6, 30, 20, 30, tzinfo=UTC)  # Estonia: 22 % until June 2025, then 24 %
    for at, percent in ((eve, 22), (eve.replace(hour=21), 24)):
        prices = shown_prices(country="EE", time_zone="Europe/Tallinn", prices_include_tax=False, at=at)
        assert prices.shown(10_000, "standard") == 10_000 + percent * 100


def test_without_a_known_rate_there_is_no_price_to_show() -> None:
    prices = shown_prices(country="US", time_zone="UTC", prices_include_tax=False, at=now())
    assert prices.shown(100, "standard") is None
    own = shown_prices(country="US", time_zone="UTC", prices_include_tax=True, at=now())
    assert own.shown(100, "standard") == 100


@pytest.mark.parametrize(
    ("minor", "percent", "shown"), [(99, "21", 120), (50, "21", 61), (0, "21", 0), (1000, "5.5", 1055)]
)
def test_a_price_is_rounded_half_up(minor: int, percent: str, shown: int) -> None:
    assert with_tax(minor, Decimal(percent)) == shown


@pytest.mark.parametrize(
    ("claimed", "shown"), [(24_200, None), (20_000, 20_000), (23_000, 23_000), (None, None)]
)
async def test_the_api_names_a_claimed_price_only_where_the_phone_showed_another(
    net_shop: ShopUnderTest, claimed: int | None, shown: int | None
) -> None:
    order = await net_shop.order([("LAMP", 1)])
    async with net_shop.database.transaction(net_shop.merchant.id) as session:
        (line,) = await lines_of(session, order)
    line.claimed_minor = claimed
    told = LineView.of(line, order).claimed
    assert (told.amount_minor if told else None) == shown
