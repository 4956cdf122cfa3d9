"""Disputes, inquiries and early warnings of fraud: shown on the order until nothing is left to be done."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from shop.attention.models import Attention, AttentionKind
from shop.payments.disputes.models import Dispute
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.models import Payment
from shop.sandbox.stripe.payments import disputes
from tests.payments.buyers import never_asked, open_kinds, paid, read_news, standing
from tests.payments.stripe_under_test import StripeUnderTest


async def test_a_dispute_is_shown_with_its_deadline(at_stripe: StripeUnderTest) -> None:
    order, payment = await paid(at_stripe)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (charge,) = account.table("charge").rows.values()
    made = disputes.open_dispute(account, charge, reason="product_not_received")
    await read_news(at_stripe)
    (dispute,) = await at_stripe.shop.all(select(Dispute))
    due = datetime.fromtimestamp(made["evidence_details"]["due_by"], UTC)
    assert (dispute.payment_id, dispute.status, dispute.due_at) == (payment.id, "needs_response", due)
    (call,) = await at_stripe.shop.all(select(Attention).where(Attention.kind == AttentionKind.DISPUTE))
    assert (call.due_at, call.subject_id) == (due, order.id)
    assert f"{due:%Y-%m-%d}" in call.detail
    disputes.close_dispute(account, account.find("dispute", made["id"]), "lost")
    await read_news(at_stripe)
    (dispute,) = await at_stripe.shop.all(select(Dispute))
    assert dispute.status == "lost"
    assert await open_kinds(at_stripe.shop, order) == {AttentionKind.DISPUTE_LOST}
    assert "the dispute is lost, and €24.20 went back" in (await at_stripe.shop.attention(order) or "")


async def test_events_of_a_dispute_in_any_order_end_where_it_stands(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (charge,) = account.table("charge").rows.values()
    made = disputes.open_dispute(account, charge, reason="fraudulent")
    disputes.close_dispute(account, made, "won")
    await read_news(at_stripe, newest_first=True)
    (dispute,) = await at_stripe.shop.all(select(Dispute))
    assert dispute.status == "won"
    assert AttentionKind.DISPUTE not in await open_kinds(at_stripe.shop, order)


async def test_a_dispute_that_is_won_after_all_leaves_a_paid_order(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (charge,) = account.table("charge").rows.values()
    made = disputes.open_dispute(account, charge, reason="fraudulent")
    await read_news(at_stripe)
    assert await standing(at_stripe, order) is FinancialStatus.DISPUTED
    disputes.close_dispute(account, account.find("dispute", made["id"]), "lost")
    await read_news(at_stripe)
    assert await standing(at_stripe, order) is FinancialStatus.CHARGED_BACK
    won = {**account.find("dispute", made["id"]), "status": "won"}
    late = await at_stripe.shop.tell(won, "charge.dispute.updated", created=int(time.time()) + 60)
    await at_stripe.shop.job("payments.settle", event_id=late)
    assert await standing(at_stripe, order) is FinancialStatus.PAID
    assert await open_kinds(at_stripe.shop, order) == set()


async def test_whoever_disputed_before_we_confirmed_is_not_asked_for_a_favour(
    at_stripe: StripeUnderTest,
) -> None:
    order, _ = await paid(at_stripe)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (charge,) = account.table("charge").rows.values()
    disputes.open_dispute(account, charge, reason="fraudulent")
    await read_news(at_stripe)
    await at_stripe.shop.job("payments.tell_paid", order_id=order.id)
    (message,) = await at_stripe.shop.messages(reason="order.paid")
    assert "ha reclamado el pago de este pedido" in str(message.content)
    assert await never_asked(at_stripe)


async def test_an_inquiry_asks_and_takes_nothing(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (charge,) = account.table("charge").rows.values()
    disputes.open_dispute(account, charge, reason="general", inquiry=True)
    await read_news(at_stripe)
    assert "asks about €24.20" in (await at_stripe.shop.attention(order) or "")


async def warn_of_fraud(
    at_stripe: StripeUnderTest, payment: Payment, event: str = "created", *, actionable: bool = True
) -> None:
    thing = {
        "id": "issfr_1",
        "object": "radar.early_fraud_warning",
        "actionable": actionable,
        "charge": "ch_1",
    }
    event_id = await at_stripe.shop.tell(
        {**thing, "payment_intent": {"id": payment.payment_intent}}, f"radar.early_fraud_warning.{event}"
    )
    await at_stripe.shop.job("payments.settle", event_id=event_id)


async def test_an_early_warning_of_fraud_is_told(at_stripe: StripeUnderTest) -> None:
    order, payment = await paid(at_stripe)
    await warn_of_fraud(at_stripe, payment)
    assert await open_kinds(at_stripe.shop, order) == {AttentionKind.FRAUD_WARNING}


async def test_a_warning_of_fraud_that_asks_for_nothing_any_more_is_resolved(
    at_stripe: StripeUnderTest,
) -> None:
    order, payment = await paid(at_stripe)
    await warn_of_fraud(at_stripe, payment)
    await warn_of_fraud(at_stripe, payment, "updated", actionable=False)
    assert await open_kinds(at_stripe.shop, order) == set()


async def test_the_earliest_deadline_of_several_is_shown_until_it_is_met(at_stripe: StripeUnderTest) -> None:
    order, payment = await paid(at_stripe)
    soon, late = (int(time.time()) + days * 86_400 for days in (1, 9))
    thing = {"payment_intent": payment.payment_intent, "currency": "eur", "reason": "general", "amount": 100}
    for name, due in (("du_1", soon), ("du_2", late)):
        dispute = {**thing, "id": name, "status": "needs_response", "evidence_details": {"due_by": due}}
        await settle(at_stripe, dispute, "charge.dispute.created")
    (call,) = await at_stripe.shop.all(select(Attention).where(Attention.kind == AttentionKind.DISPUTE))
    assert call.due_at == datetime.fromtimestamp(soon, UTC)
    assert call.detail.count("disputes €1.00") == 2
    await settle(at_stripe, {**thing, "id": "du_1", "status": "won"}, "charge.dispute.closed")
    (call,) = await at_stripe.shop.all(select(Attention).where(Attention.kind == AttentionKind.DISPUTE))
    assert call.due_at == datetime.fromtimestamp(late, UTC)
    assert call.detail.count("disputes €1.00") == 1
    assert await open_kinds(at_stripe.shop, order) == {AttentionKind.DISPUTE}


async def test_a_dispute_ends_with_what_it_took_in_the_end(at_stripe: StripeUnderTest) -> None:
    order, payment = await paid(at_stripe)
    thing = {"id": "du_1", "payment_intent": payment.payment_intent, "currency": "eur", "reason": "general"}
    await settle(at_stripe, {**thing, "amount": 500, "status": "needs_response"}, "charge.dispute.created")
    await settle(at_stripe, {**thing, "amount": 2420, "status": "lost"}, "charge.dispute.closed")
    assert "€24.20 went back" in (await at_stripe.shop.attention(order) or "")
    assert await standing(at_stripe, order) is FinancialStatus.CHARGED_BACK


@pytest.mark.parametrize("over_first", [True, False])
async def test_a_warning_that_is_over_stays_over_in_any_order(
    at_stripe: StripeUnderTest, over_first: bool
) -> None:
    order, payment = await paid(at_stripe)
    told = [("updated", False), ("created", True)]
    for event, actionable in told if over_first else reversed(told):
        await warn_of_fraud(at_stripe, payment, event, actionable=actionable)
    assert await open_kinds(at_stripe.shop, order) == set()


async def test_a_warning_about_another_payment_of_the_order_stays(at_stripe: StripeUnderTest) -> None:
    order, payment = await paid(at_stripe)
    await at_stripe.shop.pay(order)
    other = await at_stripe.shop.one(select(Payment).where(Payment.id != payment.id))
    for each in (payment, other):
        await warn_of_fraud(at_stripe, each)
    await warn_of_fraud(at_stripe, other, "updated", actionable=False)
    assert AttentionKind.FRAUD_WARNING in await open_kinds(at_stripe.shop, order)
    await warn_of_fraud(at_stripe, payment, "updated", actionable=False)
    assert AttentionKind.FRAUD_WARNING not in await open_kinds(at_stripe.shop, order)


async def settle(at_stripe: StripeUnderTest, thing: dict[str, Any], kind: str) -> None:
    event = await at_stripe.shop.tell(thing, kind, created=int(time.time()))
    await at_stripe.shop.job("payments.settle", event_id=event)
