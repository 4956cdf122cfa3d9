"""A code on an unpaid order: what it takes off, why it does nothing, and limits that hold whoever types at once."""

import asyncio

import pytest
from sqlmodel import select

from shop.discounts.evaluation import DiscountKind, RefusalReason
from shop.discounts.models import Discount, DiscountUse, UseState
from shop.kit.clock import now
from shop.orders.cancelling import cancel_order
from shop.orders.cost.codes import CodeOutcome, apply_code
from shop.orders.models import Order, OrderStateConflict
from tests.support.checkout.deliveries import discount
from tests.support.shop import ShopUnderTest


async def types(shop: ShopUnderTest, order: Order, code: str) -> CodeOutcome:
    async with shop.database.transaction(shop.merchant.id) as session:
        return (await apply_code(session, order.id, code, at=now()))[1]


async def uses(shop: ShopUnderTest) -> int:
    found: Discount = await shop.one(select(Discount))
    return found.uses


async def test_it_is_a_new_revision_at_another_total(shop: ShopUnderTest) -> None:
    await discount(shop, DiscountKind.PERCENTAGE, percent_hundredths=1000, code="FARO10")
    order = await shop.order([("MUG", 1)])
    outcome = await types(shop, order, " faro-10 ")
    priced = await shop.fresh(order)
    assert outcome.applied is not None
    assert (priced.total_minor, priced.discount_minor, priced.revision, priced.codes) == (
        1089,
        121,
        2,
        ["FARO10"],
    )
    await shop.pay(priced)
    assert (await shop.fresh(order)).is_paid
    assert [use.state for use in await shop.all(select(DiscountUse))] == [UseState.USED]


async def test_the_same_code_twice_is_one(shop: ShopUnderTest) -> None:
    await discount(shop, DiscountKind.AMOUNT, amount_minor=100, code="UNO")
    order = await shop.order([("MUG", 1)])
    for _ in range(3):
        await types(shop, order, "uno")
    assert ((await shop.fresh(order)).total_minor, (await shop.fresh(order)).revision, await uses(shop)) == (
        1110,
        2,
        1,
    )


async def test_its_own_hold_stands_in_its_way_nowhere(shop: ShopUnderTest) -> None:
    await discount(
        shop, DiscountKind.AMOUNT, amount_minor=100, code="UNO", max_uses=1, max_uses_per_customer=1
    )
    await discount(shop, DiscountKind.AMOUNT, amount_minor=50, code="DOS", is_combinable=True)
    order = await shop.order([("MUG", 1)])
    await types(shop, order, "uno")
    outcome = await types(shop, order, "dos")
    assert outcome.refused is not None
    assert outcome.refused.reason is RefusalReason.NOT_TOGETHER
    assert (await shop.fresh(order)).codes == ["UNO"]


@pytest.mark.parametrize(
    ("code", "reason"), [("NADA", RefusalReason.UNKNOWN), ("GRANDE", RefusalReason.TOO_LITTLE)]
)
async def test_what_does_nothing_says_why_and_changes_nothing(
    shop: ShopUnderTest, code: str, reason: RefusalReason
) -> None:
    await discount(shop, DiscountKind.AMOUNT, amount_minor=100, code="GRANDE", min_value_minor=5000)
    order = await shop.order([("MUG", 1)])
    outcome = await types(shop, order, code)
    assert outcome.refused is not None
    assert outcome.refused.reason is reason
    assert (await shop.fresh(order)).revision == 1


async def test_an_order_that_ends_unpaid_gives_its_use_back(shop: ShopUnderTest) -> None:
    await discount(shop, DiscountKind.AMOUNT, amount_minor=100, code="UNO", max_uses=1)
    order = await shop.order([("MUG", 1)])
    await types(shop, order, "UNO")
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_order(session, order.id, at=now())
    assert await uses(shop) == 0
    with pytest.raises(OrderStateConflict):
        await types(shop, order, "UNO")


async def test_forty_at_once_with_ten_uses_left(shop: ShopUnderTest) -> None:
    await shop.stock("TAZON", 100, 1000)
    await discount(shop, DiscountKind.AMOUNT, amount_minor=100, code="DIEZ", max_uses=10)
    orders = [await shop.order([("TAZON", 1)]) for _ in range(40)]
    outcomes = await asyncio.gather(*(types(shop, order, "DIEZ") for order in orders))
    refused = [each.refused.reason for each in outcomes if each.refused is not None]
    assert (len([each for each in outcomes if each.applied]), len(refused)) == (10, 30)
    assert set(refused) == {RefusalReason.USED_UP}
    totals = sorted([(await shop.fresh(order)).total_minor for order in orders])
    assert totals == [900] * 10 + [1000] * 30
    assert await uses(shop) == 10


async def test_an_automatic_discount_runs_out_while_carts_are_ordered(shop: ShopUnderTest) -> None:
    await shop.stock("TAZON", 100, 1000)
    await discount(shop, DiscountKind.AMOUNT, amount_minor=100, max_uses=5)
    orders = await asyncio.gather(*(shop.order([("TAZON", 1)]) for _ in range(12)))
    assert sorted(order.total_minor for order in orders) == [900] * 5 + [1000] * 7
