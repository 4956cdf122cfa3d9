"""Limits hold whoever else takes at the same moment."""

import asyncio
from uuid import UUID

from shop.discounts.evaluation import DiscountKind
from shop.discounts.usage import confirm_uses, release_uses
from shop.kit.clock import now
from shop.kit.db.columns import new_id
from tests.discounts.given import MerchantWithDiscounts
from tests.discounts.rules import reasons
from tests.support.postgres.waiting import while_uncommitted

AT_ONCE = 100


async def test_a_hundred_at_once_use_what_is_left_exactly(shop: MerchantWithDiscounts) -> None:
    """Ten uses are left of fifteen."""
    discount = await shop.discount("VERANO10", max_uses=15)
    for _ in range(5):
        await shop.order("VERANO10")
    people = [await shop.customer() for _ in range(AT_ONCE)]
    found = await asyncio.gather(*(shop.order("VERANO10", customer_id=person) for person in people))
    assert [each.total_minor for each in found].count(1000) == 10
    assert [reasons(each) for each in found].count({"VERANO10": "used_up"}) == 90
    assert await shop.uses(discount) == 15


async def test_whoever_waited_for_the_last_use_is_told_that_it_is_gone(shop: MerchantWithDiscounts) -> None:
    """The second has evaluated with the use still there, and waits for the first."""
    await shop.discount("ULTIMO", max_uses=1)
    first, second = await shop.customer(), await shop.customer()
    async with while_uncommitted(
        shop.database,
        shop.merchant_id,
        lambda session: shop.place(session, new_id(), first, ["ULTIMO"]),
        lambda session: shop.place(session, new_id(), second, ["ULTIMO"]),
    ) as waiting:
        assert reasons(waiting.result()) == {"ULTIMO": "used_up"}  # type: ignore[arg-type]


async def test_a_one_time_code_by_two_people_at_once_is_used_by_one(shop: MerchantWithDiscounts) -> None:
    discount = await shop.discount("UNICO", of_code={"max_uses": 1})
    people = [await shop.customer() for _ in range(2)]
    found = await asyncio.gather(*(shop.order("UNICO", customer_id=person) for person in people))
    assert sorted(each.total_minor for each in found) == [0, 1000]
    assert {"UNICO": "already_used_code"} in [reasons(each) for each in found]
    assert await shop.uses(discount) == 1


async def test_one_customers_limit_holds_for_two_orders_at_once(shop: MerchantWithDiscounts) -> None:
    await shop.discount("UNA", max_uses_per_customer=1)
    person, other = await shop.customer(), await shop.customer()
    found = await asyncio.gather(*(shop.order("UNA", customer_id=person) for _ in range(8)))
    assert sorted(each.total_minor for each in found) == [0] * 7 + [1000]
    assert [reasons(each) for each in found].count({"UNA": "used_by_you"}) == 7
    assert (await shop.order("UNA", customer_id=other)).total_minor == 1000


async def test_several_discounts_in_any_order_never_deadlock(shop: MerchantWithDiscounts) -> None:
    """A deadlock would be an error of one of them. Some run out on the way: who is refused lets go of all locks."""
    names = ["A", "B", "C", "D"]
    discounts = [
        await shop.discount(name, is_combinable=True, priority=n % 2, max_uses=30 + 5 * n)
        for n, name in enumerate(names)
    ]
    turns = [names[n % 4 :] + names[: n % 4] for n in range(AT_ONCE)]
    people = [await shop.customer() for _ in range(AT_ONCE)]
    orders = [new_id() for _ in people]
    await asyncio.gather(
        *(
            shop.order(*codes, customer_id=person, order_id=order)
            for codes, person, order in zip(turns, people, orders, strict=True)
        )
    )
    assert [await shop.uses(each) for each in discounts] == [30, 35, 40, 45]
    await asyncio.gather(*(end(shop, order, n) for n, order in enumerate(orders)))
    for each in discounts:
        await shop.uses(each)  # the counters still say what the rows say


async def end(shop: MerchantWithDiscounts, order_id: UUID, n: int) -> None:
    """A third of the orders end unpaid, a third are paid, a third end and are paid after all."""
    async with shop.database.transaction(shop.merchant_id) as session:
        if n % 3 != 1:
            await release_uses(session, order_id, at=now())
    async with shop.database.transaction(shop.merchant_id) as session:
        if n % 3 != 0:
            await confirm_uses(session, order_id, at=now())


async def test_an_automatic_discount_that_ran_out_meanwhile_is_left_out(shop: MerchantWithDiscounts) -> None:
    scarce = await shop.discount(max_uses=10)
    other = await shop.discount(kind=DiscountKind.AMOUNT, percent_hundredths=None, amount_minor=1)
    people = [await shop.customer() for _ in range(40)]
    found = await asyncio.gather(*(shop.order(customer_id=person) for person in people))
    assert sorted(each.total_minor for each in found) == [1] * 30 + [1000] * 10
    assert (await shop.uses(scarce), await shop.uses(other)) == (10, 30)
