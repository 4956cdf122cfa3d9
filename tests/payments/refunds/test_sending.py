"""A payment goes back by itself: asked of Stripe once, whatever fails on the way, and followed until it is there."""

import asyncio

import pytest
from sqlmodel import select

from shop.attention.models import AttentionKind
from shop.events.models import SHOPPER
from shop.inbox.conversations.models import Holder
from shop.kit.clock import now
from shop.orders.attention import order_subject
from shop.orders.models import Order
from shop.payments.gateway import PaymentUnavailable
from shop.payments.models import Payment, PaymentVerdict
from shop.payments.refunds.models import Refund, RefundReason, RefundState
from shop.payments.refunds.sending import refund_payment
from shop.sandbox.faults import StripeFaults
from tests.payments.buyers import buy, open_kinds, read_news, refunds_at_stripe, send
from tests.payments.stripe_under_test import StripeUnderTest


async def paid_twice(at_stripe: StripeUnderTest) -> tuple[Order, Payment]:
    """An order paid in two tabs; the second payment."""
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.create(order)
    sessions = [await buy(at_stripe, order, pay=False) for _ in range(2)]
    for session in sessions:
        await buy(at_stripe, order, session=session)
    await read_news(at_stripe)
    payments = await at_stripe.shop.all(select(Payment))
    assert sorted(payment.verdict for payment in payments) == ["settled", "surplus"]
    (second,) = [payment for payment in payments if payment.verdict is PaymentVerdict.SURPLUS]
    return order, second


async def test_a_second_payment_goes_back_by_itself_and_both_sides_are_told(
    at_stripe: StripeUnderTest,
) -> None:
    order, second = await paid_twice(at_stripe)
    await send(at_stripe)
    (refund,) = await at_stripe.shop.all(select(Refund))
    assert (refund.payment_id, refund.state) == (second.id, RefundState.SUCCEEDED)
    assert (refund.amount_minor, refund.reason) == (1210, RefundReason.DUPLICATE)
    (made,) = refunds_at_stripe(at_stripe)
    assert (made["id"], made["payment_intent"]) == (refund.stripe_refund_id, second.payment_intent)
    assert "second time" in (await at_stripe.shop.attention(order) or "")
    await at_stripe.shop.after_payment(order)
    (told,) = await at_stripe.shop.messages(reason="payment.surplus")
    assert "te devolvemos el segundo pago de 12,10" in told.text
    assert (await at_stripe.shop.conversation(order)).held_by is Holder.BOT


async def test_it_is_asked_for_once_however_often_the_job_runs(at_stripe: StripeUnderTest) -> None:
    await paid_twice(at_stripe)
    await send(at_stripe)
    await send(at_stripe)
    await asyncio.gather(*(send(at_stripe) for _ in range(4)))
    assert len(refunds_at_stripe(at_stripe)) == 1


@pytest.mark.parametrize("how", [{"http_status": 500}, {"lose_answer": True}, {"garbage": True}])
async def test_trouble_at_stripe_is_tried_again_and_gives_back_once(
    at_stripe: StripeUnderTest, how: dict[str, object]
) -> None:
    await paid_twice(at_stripe)
    at_stripe.fail(**how)
    with pytest.raises(PaymentUnavailable):
        await send(at_stripe)
    at_stripe.world.faults.stripe = StripeFaults()
    await send(at_stripe)
    (refund,) = await at_stripe.shop.all(select(Refund))
    assert refund.state is RefundState.SUCCEEDED
    assert len(refunds_at_stripe(at_stripe)) == 1


async def test_an_answer_lost_for_more_than_a_day_is_found_again(at_stripe: StripeUnderTest) -> None:
    """Stripe forgets keys after a day; the refund carries our id."""
    await paid_twice(at_stripe)
    at_stripe.fail(lose_answer=True)
    with pytest.raises(PaymentUnavailable):
        await send(at_stripe)
    at_stripe.world.faults.stripe = StripeFaults()
    at_stripe.world.stripe.accounts[at_stripe.key].answers.clear()
    await send(at_stripe)
    (refund,) = await at_stripe.shop.all(select(Refund))
    assert refund.state is RefundState.SUCCEEDED
    assert refund.stripe_refund_id == refunds_at_stripe(at_stripe)[0]["id"]


async def test_what_somebody_gave_back_before_us_is_no_failure(at_stripe: StripeUnderTest) -> None:
    order, second = await paid_twice(at_stripe)
    await refund_at_dashboard(at_stripe, second)
    await send(at_stripe)
    await read_news(at_stripe)
    states = {refund.reason: refund.state for refund in await at_stripe.shop.all(select(Refund))}
    assert states == {
        RefundReason.DUPLICATE: RefundState.CANCELLED,
        RefundReason.AT_STRIPE: RefundState.SUCCEEDED,
    }
    assert AttentionKind.REFUND_FAILED not in await open_kinds(at_stripe.shop, order)


async def refund_at_dashboard(at_stripe: StripeUnderTest, payment: Payment) -> None:
    answer = await at_stripe.gateway.make_refund(
        at_stripe.key, str(payment.payment_intent), reason="duplicate", metadata={"refund_id": "theirs"}
    )
    assert answer["status"] == "succeeded"


async def test_a_refusal_calls_a_person_and_tells_the_shopper_the_truth(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid_twice(at_stripe)
    del at_stripe.world.stripe.accounts[at_stripe.key]
    await send(at_stripe)
    (refund,) = await at_stripe.shop.all(select(Refund))
    assert refund.state is RefundState.FAILED
    assert AttentionKind.REFUND_FAILED in await open_kinds(at_stripe.shop, order)
    assert (await at_stripe.shop.conversation(order)).held_by is Holder.NOBODY
    (job,) = await at_stripe.shop.jobs("payments.tell_refund")
    for _ in range(2):
        await at_stripe.shop.job("payments.tell_refund", **job)
    (told,) = await at_stripe.shop.messages(reason="refund.failed")
    assert "Aún no hemos podido devolverte el pago de 12,10" in told.text


async def test_an_outage_without_end_calls_a_person_and_may_still_end_well(
    at_stripe: StripeUnderTest,
) -> None:
    order, _ = await paid_twice(at_stripe)
    (refund,) = await at_stripe.shop.all(select(Refund))
    await at_stripe.shop.give_up("payments.send_refund", "down", refund_id=refund.id)
    assert AttentionKind.REFUND_FAILED in await open_kinds(at_stripe.shop, order)
    await send(at_stripe)
    (refund,) = await at_stripe.shop.all(select(Refund))
    assert refund.state is RefundState.SUCCEEDED
    assert AttentionKind.REFUND_FAILED not in await open_kinds(at_stripe.shop, order)


async def test_deciding_twice_is_one_refund(at_stripe: StripeUnderTest) -> None:
    order, second = await paid_twice(at_stripe)
    shop = at_stripe.shop
    async with shop.database.transaction(shop.merchant.id) as session:
        payment = await session.get_one(Payment, (shop.merchant.id, second.id))
        again = await refund_payment(session, payment, RefundReason.REQUESTED, actor=SHOPPER, at=now())
    (refund,) = await shop.all(select(Refund))
    assert again is not None
    assert again.id == refund.id
    assert order_subject(order).id == refund.order_id


async def test_settling_closes_the_link_and_every_session_that_is_open(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.create(order)
    others = [await buy(at_stripe, order, pay=False) for _ in range(3)]
    await buy(at_stripe, order)
    await read_news(at_stripe)
    assert {"order_id": str(order.id)} in await at_stripe.shop.jobs("payments.close_links")
    await at_stripe.close(order)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    assert {account.find("checkout.session", each["id"])["status"] for each in others} == {"expired"}
    assert not at_stripe.links()[0]["active"]
    assert (await at_stripe.known())[0].closed_at is not None


async def test_more_open_sessions_than_one_page_shows_are_all_closed(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.create(order)
    others = [await buy(at_stripe, order, pay=False) for _ in range(120)]
    await buy(at_stripe, order)
    await read_news(at_stripe)
    await at_stripe.close(order)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    assert {account.find("checkout.session", each["id"])["status"] for each in others} == {"expired"}


async def test_a_link_that_is_recorded_after_its_payment_is_closed(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    at_stripe.fail(lose_answer=True)
    with pytest.raises(PaymentUnavailable):
        await at_stripe.create(order)
    at_stripe.world.faults.stripe = StripeFaults()
    await buy(at_stripe, order)
    at_stripe.fail(delay_seconds=0.3, times=1)
    working = asyncio.create_task(at_stripe.create(order))
    await asyncio.sleep(0.1)
    await read_news(at_stripe)
    await working
    (link,) = await at_stripe.known()
    assert link.state == "paid"
    await at_stripe.close(order)
    assert (await at_stripe.known())[0].closed_at is not None
    assert not at_stripe.links()[0]["active"]
