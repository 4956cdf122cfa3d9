"""What goes out again when the shopper writes, and what stays shown."""

import pytest
from sqlmodel import col, select

from shop.carts.check import check_variants
from shop.inbox.models import Message, MessageStatus
from shop.kit.clock import now
from shop.orders.models import Order
from shop.orders.reading import lines_of, lock_with_conversation
from shop.orders.repricing import reprice
from tests.notices.refusing import fresh, refuses, said, writes
from tests.support.shop import ShopUnderTest


async def reprice_at(shop: ShopUnderTest, order: Order, sku: str, minor: int) -> None:
    """The merchant has changed a price, and the order takes it."""
    await shop.set_price(sku, minor)
    async with shop.database.transaction(shop.merchant.id) as session:
        locked, _ = await lock_with_conversation(session, order.id)
        wanted = [(line.variant_id, line.quantity) for line in await lines_of(session, locked)]
        assert await reprice(
            session, locked, await check_variants(session, wanted, locale="es", at=now()), at=now()
        )


async def messages_about(shop: ShopUnderTest, about: str | None) -> list[Message]:
    async with shop.database.transaction(shop.merchant.id) as session:
        found = select(Message).where(col(Message.about) == about)
        return list((await session.exec(found.order_by(col(Message.id)))).all())


@pytest.mark.parametrize("code", [131053, None])
async def test_one_message_that_is_cured_leaves_the_other_shown(
    shop: ShopUnderTest, code: int | None
) -> None:
    order = await shop.order([("MUG", 1)])
    await refuses(shop, await said(shop, order, "paid"), 131026)
    await refuses(shop, await said(shop, order, "cancelled"), code)
    await writes(shop, order)
    assert f"is cancelled did not reach the shopper ({code or '-'})" in (await shop.attention(order) or "")


async def test_a_link_is_not_sent_again_once_money_has_come(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    link = await said(shop, order, "order")
    await refuses(shop, link, 131026)
    session = {**shop.session_of(order), "amount_total": order.total_minor - 1}
    await shop.job("payments.settle", event_id=await shop.tell(session))
    await writes(shop, order)
    assert (await fresh(shop, link)).status is MessageStatus.FAILED


async def test_a_link_whose_order_has_new_prices_is_said_anew_with_them(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    link = await said(shop, order)
    await refuses(shop, link, 131026)
    await reprice_at(shop, order, "MUG", 2420)
    await writes(shop, order)
    assert (await fresh(shop, link)).status is MessageStatus.FAILED
    (anew,) = [each for each in await messages_about(shop, link.about) if each.id != link.id]
    assert anew.status is MessageStatus.QUEUED
    assert "24,20" in str(anew.content)
    assert await shop.attention(order) is None


async def test_what_a_later_word_has_overtaken_is_neither_sent_again_nor_shown(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    old = await said(shop, order)
    await refuses(shop, old, 131026)
    await said(shop, order)  # this one arrived
    await refuses(shop, await said(shop, order, "cancelled"), 131026)
    await writes(shop, order)
    assert (await fresh(shop, old)).status is MessageStatus.FAILED
    assert await shop.attention(order) is None
