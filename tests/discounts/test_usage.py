"""Uses are taken, released and confirmed with their orders."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.discounts.evaluation import DiscountKind
from shop.discounts.loading import load_rules
from shop.discounts.models import Discount, DiscountUse, UseState
from shop.discounts.usage import confirm_uses, release_uses, take_uses
from shop.kit.clock import now
from shop.kit.db.columns import new_id
from tests.discounts.given import MerchantWithDiscounts
from tests.discounts.rules import reasons


async def release(shop: MerchantWithDiscounts, order_id: UUID) -> None:
    async with shop.database.transaction(shop.merchant_id) as session:
        await release_uses(session, order_id, at=now())


async def confirm(shop: MerchantWithDiscounts, order_id: UUID) -> None:
    async with shop.database.transaction(shop.merchant_id) as session:
        await confirm_uses(session, order_id, at=now())


async def test_a_use_is_held_with_what_it_took_off(shop: MerchantWithDiscounts) -> None:
    discount = await shop.discount("VERANO10", max_uses=1)
    customer_id, order_id = await shop.customer(), new_id()
    await shop.order(" verano10", customer_id=customer_id, order_id=order_id)
    use = await shop.use(order_id)
    assert (use.discount_id, use.customer_id) == (discount.id, customer_id)
    assert (use.amount_minor, use.state, use.is_over_limit) == (1000, UseState.HELD, False)
    assert use.code_id is not None
    assert await shop.uses(discount) == 1
    assert reasons(await shop.order("VERANO10")) == {"VERANO10": "used_up"}


async def test_a_released_use_can_be_used_by_others(shop: MerchantWithDiscounts) -> None:
    discount = await shop.discount("VERANO10", max_uses=1)
    order_id = new_id()
    await shop.order("VERANO10", order_id=order_id)
    await release(shop, order_id)
    await release(shop, order_id)  # twice is once
    assert await shop.uses(discount) == 0
    assert (await shop.order("VERANO10")).total_minor == 1000
    assert await shop.uses(discount) == 1


async def test_what_is_paid_stays_used(shop: MerchantWithDiscounts) -> None:
    discount = await shop.discount("VERANO10", max_uses=1)
    order_id = new_id()
    await shop.order("VERANO10", order_id=order_id)
    await confirm(shop, order_id)
    await confirm(shop, order_id)
    await release(shop, order_id)
    assert (await shop.use(order_id)).state is UseState.USED
    assert await shop.uses(discount) == 1


async def test_money_for_an_order_that_had_ended_counts_above_the_limit_and_is_marked(
    shop: MerchantWithDiscounts,
) -> None:
    discount = await shop.discount("VERANO10", max_uses=1)
    late, quick = new_id(), new_id()
    await shop.order("VERANO10", order_id=late)
    await release(shop, late)
    await shop.order("VERANO10", order_id=quick)
    await confirm(shop, late)
    assert (await shop.use(late)).is_over_limit
    assert await shop.uses(discount) == 2
    await confirm(shop, quick)
    assert not (await shop.use(quick)).is_over_limit


async def test_money_within_the_limit_is_not_marked(shop: MerchantWithDiscounts) -> None:
    await shop.discount("VERANO10", max_uses=1, of_code={"max_uses": 1}, max_uses_per_customer=1)
    late = new_id()
    await shop.order("VERANO10", order_id=late)
    await release(shop, late)
    await confirm(shop, late)
    assert not (await shop.use(late)).is_over_limit


async def test_an_order_priced_anew_forgets_what_it_had(shop: MerchantWithDiscounts) -> None:
    """Paid after it expired, it takes again what it was priced with last."""
    ten = await shop.discount("DIEZ")
    five = await shop.discount("CINCO", kind=DiscountKind.AMOUNT, percent_hundredths=None, amount_minor=500)
    customer_id, order_id = await shop.customer(), new_id()
    await shop.order("DIEZ", customer_id=customer_id, order_id=order_id)
    async with shop.database.transaction(shop.merchant_id) as session:
        await release_uses(session, order_id, at=now())
        await shop.place(session, order_id, customer_id, ["CINCO"])
    await release(shop, order_id)
    await confirm(shop, order_id)
    assert (await shop.use(order_id)).discount_id == five.id
    assert (await shop.uses(ten), await shop.uses(five)) == (0, 1)


async def test_priced_anew_without_a_discount_it_has_none(shop: MerchantWithDiscounts) -> None:
    discount = await shop.discount("DIEZ")
    customer_id, order_id = await shop.customer(), new_id()
    await shop.order("DIEZ", customer_id=customer_id, order_id=order_id)
    async with shop.database.transaction(shop.merchant_id) as session:
        await release_uses(session, order_id, at=now())
        await shop.place(session, order_id, customer_id, [])
    await confirm(shop, order_id)
    async with shop.database.transaction(shop.merchant_id) as session:
        assert (await session.exec(select(DiscountUse))).all() == []
    assert await shop.uses(discount) == 0


async def test_nothing_is_half_taken(shop: MerchantWithDiscounts) -> None:
    plenty = await shop.discount("MUCHO", is_combinable=True)
    scarce = await shop.discount("POCO", is_combinable=True, max_uses=1)
    customer_id = await shop.customer()
    async with shop.database.transaction(shop.merchant_id) as session:
        evaluation = await shop.evaluation(session, customer_id, ["MUCHO", "POCO"])
        await shop.order("POCO")
        refused = await take_uses(session, new_id(), customer_id, evaluation, at=now())
        assert await shop.uses(plenty) == 0
        await shop.order("MUCHO")  # who was refused has let go of its lock
    assert [(each.code, each.reason.value, each.discount_id) for each in refused] == [
        ("POCO", "used_up", scarce.id)
    ]
    assert (await shop.uses(plenty), await shop.uses(scarce)) == (1, 1)


async def test_what_was_archived_or_deleted_meanwhile_is_refused(shop: MerchantWithDiscounts) -> None:
    archived = await shop.discount(is_combinable=True)
    deleted = await shop.discount(is_combinable=True)
    customer_id = await shop.customer()
    async with shop.database.transaction(shop.merchant_id) as session:
        evaluation = await shop.evaluation(session, customer_id)
        await _end(shop, archived.id, deleted.id)
        refused = await take_uses(session, new_id(), customer_id, evaluation, at=now())
    assert {each.discount_id: each.reason.value for each in refused} == {
        archived.id: "over",
        deleted.id: "unknown",
    }


async def _end(shop: MerchantWithDiscounts, archived: UUID, deleted: UUID) -> None:
    async with shop.database.transaction(shop.merchant_id) as session:
        (await session.get_one(Discount, (shop.merchant_id, archived))).archive()
        await session.delete(await session.get_one(Discount, (shop.merchant_id, deleted)))


async def test_names_come_in_the_shoppers_language(shop: MerchantWithDiscounts) -> None:
    await shop.discount(translations={"es": "Diez por ciento"})
    async with shop.database.transaction(shop.merchant_id) as session:
        assert await names(session, "es-MX") == ["Diez por ciento"]
        assert await names(session, "fr") == ["Ten percent"]
        assert await names(session, None) == ["Ten percent"]


async def names(session: AsyncSession, locale: str | None) -> list[str]:
    return [rule.name for rule in await load_rules(session, codes=[], at=now(), locale=locale)]


async def test_only_what_may_matter_is_loaded(shop: MerchantWithDiscounts) -> None:
    await shop.discount(starts_at=now() + timedelta(days=1))
    await shop.discount(ends_at=now() - timedelta(days=1))
    runs = await shop.discount(starts_at=now() - timedelta(days=1), ends_at=now() + timedelta(days=1))
    over = await shop.discount("AYER", "ANTEAYER", ends_at=now() - timedelta(days=1))
    await shop.discount("OTRO")
    async with shop.database.transaction(shop.merchant_id) as session:
        rules = await load_rules(session, codes=["ayer", "nada", ""], at=now())
    assert {rule.id for rule in rules} == {runs.id, over.id}
    assert [code.shown for rule in rules for code in rule.codes] == ["AYER"]
