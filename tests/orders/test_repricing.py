"""An unpaid order at today's prices is a new revision."""

import pytest
from sqlmodel import select

from shop.carts.check import check_variants
from shop.kit.clock import now
from shop.orders.models import Order, OrderStateConflict
from shop.orders.order_line import OrderLine
from shop.orders.reading import lines_of, lock_order
from shop.orders.repricing import reprice
from shop.payments.models import PaymentVerdict
from tests.support.shop import ShopUnderTest


async def reprice_today(shop: ShopUnderTest, order: Order) -> bool:
    async with shop.database.transaction(shop.merchant.id) as session:
        locked = await lock_order(session, order.id)
        assert locked is not None
        wanted = [(line.variant_id, line.quantity) for line in await lines_of(session, locked)]
        return await reprice(
            session, locked, await check_variants(session, wanted, locale="es", at=now()), at=now()
        )


async def test_the_same_prices_change_nothing(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    assert not await reprice_today(shop, order)
    assert (await shop.fresh(order)).revision == 1
    assert len(await shop.jobs("payments.create_link")) == 1


async def test_another_price_makes_a_new_revision_a_new_link_and_closes_the_old_one(
    shop: ShopUnderTest,
) -> None:
    order = await shop.order([("MUG", 2), ("FISH", 1)])
    await shop.set_price("MUG", 2420)
    assert await reprice_today(shop, order)
    fresh = await shop.fresh(order)
    assert (fresh.revision, fresh.total_minor) == (2, 2 * 2420 + 770)
    assert fresh.net_minor + fresh.tax_minor == fresh.total_minor
    assert sum(tax.gross_minor for tax in fresh.taxes) == fresh.total_minor
    assert len(await shop.jobs("payments.create_link")) == 2
    assert len(await shop.jobs("payments.close_links")) == 1
    line = await shop.one(select(OrderLine).where(OrderLine.sku == "MUG"))
    assert (line.unit_minor, line.claimed_minor, line.total_minor) == (2420, 1210, 4840)


async def test_paying_the_price_of_before_is_a_mismatch(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.set_price("MUG", 2420)
    await reprice_today(shop, order)
    payment = await shop.pay(order)  # the order as it was: revision 1, the old total
    assert payment is not None
    assert payment.verdict is PaymentVerdict.MISMATCH


async def test_paying_the_new_price_settles(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.set_price("MUG", 2420)
    await reprice_today(shop, order)
    payment = await shop.pay(await shop.fresh(order))
    assert payment is not None
    assert (payment.verdict, payment.amount_minor) == (PaymentVerdict.SETTLED, 2420)


async def test_what_is_no_longer_sold_keeps_its_price(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1), ("FISH", 1)])
    await shop.set_price("MUG", 9999)
    await shop.set_price("FISH", 800)
    await shop.archive("MUG")
    await reprice_today(shop, order)
    assert (await shop.fresh(order)).total_minor == 1210 + 800


async def test_a_paid_order_has_no_prices_to_change(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.pay(order)
    await shop.set_price("MUG", 1)
    with pytest.raises(OrderStateConflict):
        await reprice_today(shop, order)
