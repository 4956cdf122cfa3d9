"""Refunds by people of the shop: whole, by line, by amount, several of one payment, never above what was paid."""

import asyncio

import pytest
from sqlmodel import select

from shop.attention.models import AttentionKind
from shop.events.models import Event
from shop.kit.errors import Conflict, NotFound
from shop.orders.order_line import OrderLine
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.models import Payment
from shop.payments.refunds.allowance import (
    NothingToRefund,
    OtherCurrency,
    PaymentDisputed,
    RefundAboveWhatIsLeft,
    SeveralPayments,
)
from shop.payments.refunds.models import Refund, RefundReason, RefundState
from shop.payments.refunds.shares import LineRefunded, UnknownLine
from shop.sandbox.stripe.payments import disputes
from tests.payments.buyers import open_kinds, paid, read_news, refunds_at_stripe, send, standing
from tests.payments.refunds.wanting import TILL, decide, pieces, refunds_here, want
from tests.payments.stripe_under_test import StripeUnderTest
from tests.support.shop import ShopUnderTest


async def test_parts_and_the_rest_are_the_whole(at_stripe: StripeUnderTest) -> None:
    order, payment = await paid(at_stripe)
    await want(at_stripe.shop, order, amount_minor=500, note="scratched", reason=RefundReason.DAMAGED)
    await want(at_stripe.shop, order, lines=pieces((1, 1)))
    await want(at_stripe.shop, order)
    await send(at_stripe)
    kept = await refunds_here(at_stripe.shop)
    assert [each.amount_minor for each in kept] == [500, 1210, 710]
    assert {each.state for each in kept} == {RefundState.SUCCEEDED}
    assert (kept[0].note, kept[0].reason, kept[0].actor) == ("scratched", RefundReason.DAMAGED, str(TILL))
    made = refunds_at_stripe(at_stripe)
    assert {each["id"] for each in made} == {each.stripe_refund_id for each in kept}
    assert sum(each["amount"] for each in made) == payment.amount_minor
    await read_news(at_stripe)
    assert len(await refunds_here(at_stripe.shop)) == 3
    assert await standing(at_stripe, order) is FinancialStatus.RETURNED


async def test_a_part_leaves_an_order_that_is_partly_refunded(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    refund = await want(at_stripe.shop, order, amount_minor=500)
    await send(at_stripe)
    assert await standing(at_stripe, order) is FinancialStatus.PARTLY_REFUNDED
    events = await at_stripe.shop.all(select(Event).where(Event.subject_id == refund.id))
    actors = {event.kind: event.actor for event in events}
    assert actors == {"refund.requested": str(TILL), "refund.succeeded": "vendor:stripe"}


@pytest.mark.parametrize("at_once", [2, 20])
async def test_however_many_at_once_never_more_than_was_paid(
    at_stripe: StripeUnderTest, at_once: int
) -> None:
    order, payment = await paid(at_stripe)  # 24.20
    answers = await asyncio.gather(
        *(want(at_stripe.shop, order, amount_minor=1300) for _ in range(at_once)), return_exceptions=True
    )
    refused = [each for each in answers if isinstance(each, BaseException)]
    assert len(refused) == at_once - 1
    assert all(isinstance(each, RefundAboveWhatIsLeft) for each in refused)
    assert "€11.20 is left" in str(refused[0])
    await send(at_stripe)
    assert [each["amount"] for each in refunds_at_stripe(at_stripe)] == [1300]
    assert payment.amount_minor == 2420


async def test_pieces_at_once_are_each_refunded_once(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    asked = (want(at_stripe.shop, order, lines=pieces((1, 1))) for _ in range(20))
    answers = await asyncio.gather(*asked, return_exceptions=True)
    made = [each for each in answers if isinstance(each, Refund)]
    assert [each.amount_minor for each in made] == [1210, 1210]
    assert all(isinstance(each, Refund | Conflict) for each in answers)


async def test_pieces_come_to_exactly_what_was_paid_for_the_line(shop: ShopUnderTest) -> None:
    await shop.stock("PEN", 10, 333)
    order = await shop.order([("PEN", 3)])
    async with shop.database.transaction(shop.merchant.id) as session:
        line = (await session.exec(select(OrderLine).where(OrderLine.order_id == order.id))).one()
        line.total_minor = 998  # as a discount leaves it
    await shop.pay(order)
    amounts = [(await want(shop, order, lines=pieces((1, 1)))).amount_minor for _ in range(3)]
    assert amounts == [333, 333, 332]


async def test_a_line_gives_no_more_pieces_than_it_has(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    await want(at_stripe.shop, order, lines=pieces((1, 1)))
    with pytest.raises(LineRefunded, match="1 of 2 are left"):
        await want(at_stripe.shop, order, lines=pieces((1, 2)))
    for wrong in (pieces((7, 1)), pieces((1, 1), (1, 1))):
        with pytest.raises(UnknownLine):
            await want(at_stripe.shop, order, lines=wrong)


async def test_what_failed_can_be_refunded_again(at_stripe: StripeUnderTest) -> None:
    """Thirty days later the bank sends it back."""
    order, _ = await paid(at_stripe)
    refund = await want(at_stripe.shop, order, lines=pieces((1, 2)))
    await send(at_stripe)
    with pytest.raises(NothingToRefund, match="all of it is back"):
        await want(at_stripe.shop, order, amount_minor=1)
    (refund,) = await refunds_here(at_stripe.shop)
    decide(at_stripe, refund, "failed")
    await read_news(at_stripe)
    assert AttentionKind.REFUND_FAILED in await open_kinds(at_stripe.shop, order)
    again = await want(at_stripe.shop, order, lines=pieces((1, 2)))
    assert again.amount_minor == 2420
    await send(at_stripe)
    assert AttentionKind.REFUND_FAILED not in await open_kinds(at_stripe.shop, order)


async def test_one_refund_makes_good_only_one_of_two_that_failed(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    for _ in range(2):
        await want(at_stripe.shop, order, amount_minor=600)
    await send(at_stripe)
    for refund in await refunds_here(at_stripe.shop):
        decide(at_stripe, refund, "failed")
    await read_news(at_stripe)
    for is_over in (False, True):
        await want(at_stripe.shop, order, amount_minor=600)
        await send(at_stripe)
        assert (AttentionKind.REFUND_FAILED not in await open_kinds(at_stripe.shop, order)) is is_over


async def test_other_goods_do_not_make_good_what_failed(at_stripe: StripeUnderTest) -> None:
    shop = at_stripe.shop
    order = await shop.order([("MUG", 1), ("FISH", 1)])
    await shop.pay(order)
    await want(shop, order, lines=pieces((2, 1)))
    (payment,) = await shop.all(select(Payment))
    (refund,) = await refunds_here(shop)
    thing = {"id": "re_1", "amount": 770, "payment_intent": payment.payment_intent}
    thing["metadata"] = {"refund_id": str(refund.id)}
    event = await shop.tell({**thing, "status": "failed"}, "refund.failed")
    await shop.job("payments.settle", event_id=event)
    other = await want(shop, order, lines=pieces((1, 1)))
    made = {
        **thing,
        "id": "re_2",
        "amount": 1210,
        "status": "succeeded",
        "metadata": {"refund_id": str(other.id)},
    }
    await shop.job("payments.settle", event_id=await shop.tell(made, "refund.created"))
    assert AttentionKind.REFUND_FAILED in await open_kinds(shop, order)


async def test_a_disputed_payment_is_not_refunded(at_stripe: StripeUnderTest) -> None:
    order, payment = await paid(at_stripe)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (charge,) = account.table("charge").rows.values()
    opened = disputes.open_dispute(account, charge, reason="fraudulent")
    await read_news(at_stripe)
    with pytest.raises(PaymentDisputed):
        await want(at_stripe.shop, order)
    disputes.close_dispute(account, account.find("dispute", opened["id"]), "lost")
    await read_news(at_stripe)
    with pytest.raises(NothingToRefund):
        await want(at_stripe.shop, order)
    assert payment.amount_minor == 2420


async def test_a_dispute_that_is_told_too_late_fails_the_refund(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (charge,) = account.table("charge").rows.values()
    await want(at_stripe.shop, order, amount_minor=100)
    disputes.open_dispute(account, charge, reason="fraudulent")
    await send(at_stripe)
    (refund,) = await refunds_here(at_stripe.shop)
    assert (refund.state, refund.failure) == (RefundState.FAILED, "charge_disputed")
    assert AttentionKind.REFUND_FAILED in await open_kinds(at_stripe.shop, order)


async def test_a_payment_of_another_currency_is_not_refunded_here(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.pay(order, currency="usd")
    with pytest.raises(OtherCurrency, match="is in USD"):
        await want(shop, order)


async def test_an_unpaid_order_and_a_free_one_have_nothing_to_refund(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    with pytest.raises(NothingToRefund, match="is pending"):
        await want(shop, order)
    await shop.stock("GIFT", 3, 0)
    free = await shop.order([("GIFT", 1)])
    await shop.job("payments.create_link", order_id=free.id)
    with pytest.raises(NothingToRefund, match="cost nothing"):
        await want(shop, free)


async def test_a_payment_that_did_not_fit_can_be_refunded_and_named(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    first = await shop.pay(order, amount_total=1200)
    assert first is not None
    with pytest.raises(NothingToRefund, match="did not settle"):
        await want(shop, order, lines=pieces((1, 1)))
    second = await shop.pay(order, amount_total=1100)
    assert second is not None
    with pytest.raises(SeveralPayments, match="payment_id"):
        await want(shop, order)
    assert (await want(shop, order, payment_id=second.id)).amount_minor == 1100
    with pytest.raises(NotFound):
        await want(shop, order, payment_id=order.id)
