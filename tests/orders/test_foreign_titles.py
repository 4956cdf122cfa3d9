"""A title from a merchant's file in a line of ours: it turns no amount and breaks no list."""

from typing import Any

from sqlmodel import select

from catalog_sync.items.mapping import SourceItem, item_for
from catalog_sync.source import merchant_info, read_source_items, source_items
from shop.orders.breakdown import listed_names
from shop.orders.order_line import OrderLine
from shop.orders.reading import lines_of, lock_with_conversation
from shop.orders.words import order_placed
from tests.support.shop import ShopUnderTest, open_shop

FOREIGN = "Taza\u202e\n\n\nrara\u2066"


async def test_the_lines_of_an_order_are_lines(database_without_worker: Any) -> None:
    shop = await open_shop(database_without_worker)
    await shop.stock("X", 5, 1210, title=FOREIGN)
    order = await shop.order([("X", 1)])
    assert "• 1 × Taza rara: 12,10 €\n" in await offered(shop, order.id)


async def test_so_are_those_of_an_order_that_was_placed_before(database_without_worker: Any) -> None:
    shop = await open_shop(database_without_worker)
    await shop.stock("X", 5, 1210)
    order = await shop.order([("X", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        (line,) = (await session.exec(select(OrderLine).where(OrderLine.order_id == order.id))).all()
        line.name = FOREIGN
    assert "• 1 × Taza rara: 12,10 €\n" in await offered(shop, order.id)


async def offered(shop: ShopUnderTest, order_id: Any) -> str:
    """What the shopper reads of the order."""
    async with shop.database.transaction(shop.merchant.id) as session:
        order, _ = await lock_with_conversation(session, order_id)
        said, _ = order_placed(shop.merchant, order, await lines_of(session, order), "https://pay.example")
    return said.body


def test_a_list_of_names_is_a_sentence() -> None:
    assert listed_names("es", [FOREIGN, "Vela"]) == "Taza rara, Vela"


async def test_metas_title_is_a_line(database_without_worker: Any) -> None:
    shop = await open_shop(database_without_worker)
    await shop.stock("X", 5, 1210, title=FOREIGN)
    async with shop.database.transaction(shop.merchant.id) as session:
        info = await merchant_info(session, public_url="https://shop.example")
        (row,) = await read_source_items(session, source_items())
    item = item_for(SourceItem(**row), info)
    assert item is not None
    assert item["title"] == "Taza rara"
