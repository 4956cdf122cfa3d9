"""Debits beside other money: others that wait, events in any order, refunds, the other mode."""

from datetime import timedelta

import pytest
from sqlmodel import select

from shop.attention.models import AttentionKind
from shop.events.models import Actor, ActorKind
from shop.kit.clock import now
from shop.kit.secrets import encrypt
from shop.merchants.creation import StripePart
from shop.merchants.updating import update_stripe
from shop.orders.models import BANK, HOLD
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.gateway import Gateway
from shop.payments.models import LinkState, Payment, PaymentLink, PaymentVerdict
from shop.sandbox.stripe.checkout import paying
from shop.sandbox.stripe.payments import refunds
from tests.payments.buyers import buy, give_link, open_kinds, read_news, standing, waits_for_bank
from tests.payments.stripe_under_test import StripeUnderTest
from tests.support.shop import ShopUnderTest

KEY = Actor(ActorKind.API_KEY, "key")


async def test_money_that_comes_after_its_failure_counts(shop: ShopUnderTest) -> None:
    """Stripe's events come in any order; the link was made anew, at the same price."""
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    session = shop.session_of(order)
    for kind in ("async_payment_failed", "async_payment_succeeded"):
        event = await shop.tell(session, f"checkout.session.{kind}")
        await shop.job("payments.settle", event_id=event)
    payment = await shop.one(select(Payment))
    assert payment.verdict is PaymentVerdict.SETTLED
    fresh = await shop.fresh(order)
    assert (fresh.is_paid, fresh.revision) == (True, 2)


async def test_another_debit_that_waits_keeps_goods_and_link(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 3)])
    await give_link(shop, order)
    first, second = ({**shop.session_of(order), "payment_status": "unpaid"} for _ in range(2))
    for session in (first, second):
        await shop.job("payments.settle", event_id=await shop.tell(session))
    failed = await shop.tell(first, "checkout.session.async_payment_failed")
    await shop.job("payments.settle", event_id=failed)
    fresh = await shop.fresh(order)
    assert fresh.revision == 1
    assert fresh.held_until is not None
    assert fresh.held_until - now() > BANK - timedelta(hours=1)
    paid = await shop.tell({**second, "payment_status": "paid"}, "checkout.session.async_payment_succeeded")
    await shop.job("payments.settle", event_id=paid)
    assert (await shop.fresh(order)).is_paid
    assert await shop.stock_of("MUG") == (7, 0)


async def test_a_debit_that_does_not_fit_and_goes_back_keeps_no_goods(at_stripe: StripeUnderTest) -> None:
    shop = at_stripe.shop
    order = await shop.order([("MUG", 3)])
    await give_link(shop, order)
    session = {**shop.session_of(order, amount_total=1), "payment_status": "unpaid"}
    await shop.job("payments.settle", event_id=await shop.tell(session))
    arrived = await shop.tell(
        {**session, "payment_status": "paid"}, "checkout.session.async_payment_succeeded"
    )
    await shop.job("payments.settle", event_id=arrived)
    fresh = await shop.fresh(order)
    assert fresh.held_until is not None
    assert fresh.held_until - now() <= HOLD
    refund = {"id": "re_1", "amount": 1, "status": "succeeded", "payment_intent": session["payment_intent"]}
    await shop.job("payments.settle", event_id=await shop.tell(refund, "refund.created"))
    assert (await shop.fresh(order)).revision == 2  # the spent link is replaced, once
    again = await shop.tell({**refund, "object": "refund"}, "refund.updated")
    await shop.job("payments.settle", event_id=again)
    assert (await shop.fresh(order)).revision == 2
    assert (await standing(at_stripe, order)) is FinancialStatus.NOTHING


async def test_a_refund_read_before_the_debit_arrived_is_told_and_nothing_is_invoiced(
    at_stripe: StripeUnderTest,
) -> None:
    shop = at_stripe.shop
    order = await shop.order([("MUG", 2)])
    await at_stripe.create(order)
    session = await buy(at_stripe, order, "delayed_ok")
    await read_news(at_stripe)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    paying.decide_delayed(account, account.find("checkout.session", session["id"]), succeeds=True)
    refunds.create_refund(account, {"payment_intent": session["payment_intent"]})
    await read_news(at_stripe, "refund.created", "charge.refunded")
    await read_news(at_stripe)
    assert await standing(at_stripe, order) is FinancialStatus.RETURNING
    assert await open_kinds(shop, order) == {AttentionKind.REFUNDED_AT_STRIPE}
    assert await shop.jobs("invoices.issue") == []
    assert await shop.jobs("payments.tell_returned") != []


async def test_the_failure_of_a_debit_that_is_known_counts_in_any_mode(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    payment = await waits_for_bank(shop, order)
    session = {
        **shop.session_of(order),
        "id": payment.session_id,
        "livemode": True,
        "payment_status": "unpaid",
    }
    failed = await shop.tell(session, "checkout.session.async_payment_failed")
    await shop.job("payments.settle", event_id=failed)
    assert (await shop.one(select(Payment))).verdict is PaymentVerdict.FAILED


@pytest.mark.parametrize("kind", ["checkout.session.completed", "checkout.session.async_payment_failed"])
async def test_what_is_told_of_the_other_mode_without_money_changes_nothing(
    shop: ShopUnderTest, kind: str
) -> None:
    order = await shop.order([("MUG", 1)])
    live = {**shop.session_of(order, livemode=True), "payment_status": "unpaid"}
    await shop.job("payments.settle", event_id=await shop.tell(live, kind))
    assert await shop.all(select(Payment)) == []
    assert (await shop.fresh(order)).revision == 1
    assert await shop.messages() == []


async def test_orders_that_wait_get_other_links_when_the_key_is_another_ones(
    at_stripe: StripeUnderTest,
) -> None:
    shop = at_stripe.shop
    order = await shop.order([("MUG", 1)])
    await at_stripe.create(order)
    await shop.pay(await shop.order([("MUG", 1)]))
    live = StripePart(secret_key=at_stripe.key.replace("_test_", "_live_"), webhook_secrets=["whsec_1"])
    async with shop.database.transaction(shop.merchant.id) as session:
        await update_stripe(session, live)
        await update_stripe(session, live)
    (left,) = await shop.jobs("payments.leave_account")
    await shop.job("payments.leave_account", {Gateway: at_stripe.gateway}, **left)
    assert not at_stripe.links()[0]["active"]  # at the old account nobody pays it any more
    (renewed,) = await shop.jobs("payments.renew_link")
    await shop.job("payments.renew_link", order_id=renewed["order_id"])
    at_stripe.world.stripe.add_account(live.secret_key, country="ES", currency="eur", name="Shop")
    await at_stripe.create(order)
    await at_stripe.close(order)
    first, second = await shop.all(
        select(PaymentLink).where(PaymentLink.order_id == order.id).order_by(PaymentLink.revision)  # type: ignore[arg-type]
    )
    assert first.closed_at is not None  # the live account does not know it: nobody is held up by that
    assert (second.revision, second.state) == (2, LinkState.ACTIVE)


async def test_a_key_that_is_revoked_holds_up_no_new_link(at_stripe: StripeUnderTest) -> None:
    shop = at_stripe.shop
    order = await shop.order([("MUG", 1)])
    await at_stripe.create(order)
    at_stripe.fail(http_status=401, path="/v1/payment_links")
    await shop.job("payments.leave_account", {Gateway: at_stripe.gateway}, sealed_key=encrypt(at_stripe.key))
    assert len(await shop.jobs("payments.renew_link")) == 1
