"""A payment goes back by itself: asked of Stripe once, whatever fails on the way, and followed until it is there."""

import asyncio

import pytest
from sqlmodel import select

from shop.attention.models import AttentionKind
from shop.events.models import SHOPPER
from shop.inbox.conversations.models import Holder
from shop.kit.clock import now
from shop.orders.attention import subject_of
from shop.orders.models import Order
from shop.payments.gateway import PaymentUnavailable
from shop.payments.models import Payment, PaymentVerdict
from shop.payments.refunds.models import Refund, RefundReason, RefundState
from shop.payments.refunds.sending import refund_payment
from shop.sandbox.faults import StripeFaults
from tests.payments.stripe_news import buy, open_kinds, read_news, refunds_at_stripe, send
from tests.payments.till import Till


async def paid_twice(till: Till) -> tuple[Order, Payment]:
    """An order paid in two tabs; the second payment."""
    order = await till.backroom.order([("MUG", 1)])
    await till.create(order)
    sessions = [await buy(till, order, pay=False) for _ in range(2)]
    for session in sessions:
        await buy(till, order, session=session)
    await read_news(till)
    payments = await till.backroom.all(select(Payment))
    assert sorted(payment.verdict for payment in payments) == ["settled", "surplus"]
    (second,) = [payment for payment in payments if payment.verdict is PaymentVerdict.SURPLUS]
    return order, second


async def test_a_second_payment_goes_back_by_itself_and_both_sides_are_told(till: Till) -> None:
    order, second = await paid_twice(till)
    await send(till)
    (refund,) = await till.backroom.all(select(Refund))
    assert (refund.payment_id, refund.state) == (second.id, RefundState.SUCCEEDED)
    assert (refund.amount_minor, refund.reason) == (1210, RefundReason.DUPLICATE)
    (made,) = refunds_at_stripe(till)
    assert (made["id"], made["payment_intent"]) == (refund.stripe_refund_id, second.payment_intent)
    assert "second time" in (await till.backroom.attention(order) or "")
    await till.backroom.after_payment(order)
    (told,) = await till.backroom.messages(reason="payment.surplus")
    assert "te devolvemos el segundo pago de 12,10" in told.text
    assert (await till.backroom.conversation(order)).held_by is Holder.BOT


async def test_it_is_asked_for_once_however_often_the_job_runs(till: Till) -> None:
    await paid_twice(till)
    await send(till)
    await send(till)
    await asyncio.gather(*(send(till) for _ in range(4)))
    assert len(refunds_at_stripe(till)) == 1


@pytest.mark.parametrize("how", [{"http_status": 500}, {"lose_answer": True}, {"garbage": True}])
async def test_trouble_at_stripe_is_tried_again_and_gives_back_once(
    till: Till, how: dict[str, object]
) -> None:
    await paid_twice(till)
    till.fail(**how)
    with pytest.raises(PaymentUnavailable):
        await send(till)
    till.world.faults.stripe = StripeFaults()
    await send(till)
    (refund,) = await till.backroom.all(select(Refund))
    assert refund.state is RefundState.SUCCEEDED
    assert len(refunds_at_stripe(till)) == 1


async def test_an_answer_lost_for_more_than_a_day_is_found_again(till: Till) -> None:
    """Stripe forgets keys after a day; the refund carries our id."""
    await paid_twice(till)
    till.fail(lose_answer=True)
    with pytest.raises(PaymentUnavailable):
        await send(till)
    till.world.faults.stripe = StripeFaults()
    till.world.stripe.accounts[till.key].answers.clear()
    await send(till)
    (refund,) = await till.backroom.all(select(Refund))
    assert refund.state is RefundState.SUCCEEDED
    assert refund.stripe_refund_id == refunds_at_stripe(till)[0]["id"]


async def test_what_somebody_gave_back_before_us_is_no_failure(till: Till) -> None:
    order, second = await paid_twice(till)
    await refund_at_dashboard(till, second)
    await send(till)
    await read_news(till)
    states = {refund.reason: refund.state for refund in await till.backroom.all(select(Refund))}
    assert states == {
        RefundReason.DUPLICATE: RefundState.CANCELLED,
        RefundReason.AT_STRIPE: RefundState.SUCCEEDED,
    }
    assert AttentionKind.REFUND_FAILED not in await open_kinds(till.backroom, order)


async def refund_at_dashboard(till: Till, payment: Payment) -> None:
    answer = await till.gateway.make_refund(
        till.key, str(payment.payment_intent), reason="duplicate", metadata={"refund_id": "theirs"}
    )
    assert answer["status"] == "succeeded"


async def test_a_refusal_calls_a_person_and_tells_the_shopper_the_truth(till: Till) -> None:
    order, _ = await paid_twice(till)
    del till.world.stripe.accounts[till.key]
    await send(till)
    (refund,) = await till.backroom.all(select(Refund))
    assert refund.state is RefundState.FAILED
    assert AttentionKind.REFUND_FAILED in await open_kinds(till.backroom, order)
    assert (await till.backroom.conversation(order)).held_by is Holder.NOBODY
    (job,) = await till.backroom.jobs("payments.tell_refund")
    for _ in range(2):
        await till.backroom.job("payments.tell_refund", **job)
    (told,) = await till.backroom.messages(reason="refund.failed")
    assert "Aún no hemos podido devolverte el pago de 12,10" in told.text


async def test_an_outage_without_end_calls_a_person_and_may_still_end_well(till: Till) -> None:
    order, _ = await paid_twice(till)
    (refund,) = await till.backroom.all(select(Refund))
    await till.backroom.give_up("payments.send_refund", "down", refund_id=refund.id)
    assert AttentionKind.REFUND_FAILED in await open_kinds(till.backroom, order)
    await send(till)
    (refund,) = await till.backroom.all(select(Refund))
    assert refund.state is RefundState.SUCCEEDED
    assert AttentionKind.REFUND_FAILED not in await open_kinds(till.backroom, order)


async def test_deciding_twice_is_one_refund(till: Till) -> None:
    order, second = await paid_twice(till)
    backroom = till.backroom
    async with backroom.database.transaction(backroom.merchant.id) as session:
        payment = await session.get_one(Payment, (backroom.merchant.id, second.id))
        again = await refund_payment(session, payment, RefundReason.REQUESTED, actor=SHOPPER, at=now())
    (refund,) = await backroom.all(select(Refund))
    assert again.id == refund.id
    assert subject_of(order).id == refund.order_id


async def test_settling_closes_the_link_and_every_session_that_is_open(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    await till.create(order)
    others = [await buy(till, order, pay=False) for _ in range(3)]
    await buy(till, order)
    await read_news(till)
    assert {"order_id": str(order.id)} in await till.backroom.jobs("payments.close_links")
    await till.close(order)
    account = till.world.stripe.accounts[till.key]
    assert {account.find("checkout.session", each["id"])["status"] for each in others} == {"expired"}
    assert not till.links()[0]["active"]
    assert (await till.known())[0].closed_at is not None


async def test_more_open_sessions_than_one_page_shows_are_all_closed(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    await till.create(order)
    others = [await buy(till, order, pay=False) for _ in range(120)]
    await buy(till, order)
    await read_news(till)
    await till.close(order)
    account = till.world.stripe.accounts[till.key]
    assert {account.find("checkout.session", each["id"])["status"] for each in others} == {"expired"}


async def test_a_link_that_is_recorded_after_its_payment_is_closed(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    till.fail(lose_answer=True)
    with pytest.raises(PaymentUnavailable):
        await till.create(order)
    till.world.faults.stripe = StripeFaults()
    await buy(till, order)
    till.fail(delay_seconds=0.3, times=1)
    working = asyncio.create_task(till.create(order))
    await asyncio.sleep(0.1)
    await read_news(till)
    await working
    (link,) = await till.known()
    assert link.state == "paid"
    await till.close(order)
    assert (await till.known())[0].closed_at is not None
    assert not till.links()[0]["active"]
