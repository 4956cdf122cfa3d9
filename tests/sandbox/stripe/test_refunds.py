"""Money that goes back: refunds and disputes."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import stripe

from shop.kit.clock import clock
from tests.sandbox.support.stripe import StripeSandbox


async def refund(sandbox: StripeSandbox, session: dict[str, Any], **params: Any) -> Any:
    """Give money of a paid session back."""
    given: Any = {"payment_intent": session["payment_intent"], **params}
    return await sandbox.stripe.v1.refunds.create_async(given)


async def charge_of(sandbox: StripeSandbox, session: dict[str, Any]) -> Any:
    """The charge of a paid session."""
    intent = await sandbox.stripe.v1.payment_intents.retrieve_async(
        session["payment_intent"], {"expand": ["latest_charge"]}
    )
    return intent.latest_charge


async def test_a_refund_without_an_amount_returns_everything(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(4000)
    made = await refund(sandbox, session, reason="requested_by_customer", metadata={"ours": "1"})
    assert (made.amount, made.status, made.currency) == (4000, "succeeded", "eur")
    assert (made.payment_intent, made.metadata["ours"]) == (session["payment_intent"], "1")
    charge = await charge_of(sandbox, session)
    assert (charge.amount_refunded, charge.refunded) == (4000, True)


async def test_partial_refunds_add_up_and_are_told_in_order(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(4000)
    await refund(sandbox, session, amount=500)
    await refund(sandbox, session, amount=1500)
    await sandbox.arrived(5)
    events = await sandbox.stripe.v1.events.list_async({"types": ["refund.created", "charge.refunded"]})
    told = [(e.type, e.data.object["id"][:2]) for e in reversed(events.data)]
    assert told == [("refund.created", "re"), ("charge.refunded", "ch")] * 2
    last = events.data[0].to_dict()["data"]
    assert (last["object"]["amount_refunded"], last["object"]["refunded"]) == (2000, False)
    assert last["previous_attributes"] == {"amount_refunded": 500}


async def test_more_than_was_charged_cannot_be_refunded(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(3500, "usd")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await refund(sandbox, session, amount=4000)
    message = "Refund amount ($40.00) is greater than unrefunded amount on charge ($35.00)"
    assert (refused.value.user_message, refused.value.param) == (message, "amount")


async def test_a_refunded_charge_cannot_be_refunded_again(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid()
    await refund(sandbox, session)
    with pytest.raises(stripe.InvalidRequestError, match="has already been refunded") as refused:
        await refund(sandbox, session)
    assert refused.value.code == "charge_already_refunded"


async def test_concurrent_refunds_never_exceed_the_charge(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(1000)
    answers = await asyncio.gather(
        *(refund(sandbox, session, amount=300) for _ in range(8)), return_exceptions=True
    )
    assert sum(1 for each in answers if not isinstance(each, BaseException)) == 3
    assert (await charge_of(sandbox, session)).amount_refunded == 900


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"amount": 0}, "This value must be greater than or equal to 1."),
        (
            {"reason": "bored"},
            "Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer",
        ),
        ({"payment_intent": "pi_x"}, "No such payment_intent: 'pi_x'"),
    ],
)
async def test_wrong_refunds_are_refused_in_stripes_words(
    sandbox: StripeSandbox, params: dict[str, Any], message: str
) -> None:
    session = await sandbox.paid()
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await refund(sandbox, session, **params)
    assert refused.value.user_message == message


async def test_an_unpaid_payment_has_nothing_to_refund(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(outcome="delayed_ok")
    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge to refund"):
        await refund(sandbox, session)


async def test_a_succeeded_refund_may_come_back(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(1000)
    made = await refund(sandbox, session)
    failed = await sandbox.control(f"refunds/{made.id}/fail", {"reason": "lost_or_stolen_card"})
    assert (failed["status"], failed["failure_reason"]) == ("failed", "lost_or_stolen_card")
    assert "refund.failed" in await sandbox.arrived(4)
    assert (await charge_of(sandbox, session)).amount_refunded == 0
    assert (await refund(sandbox, session)).amount == 1000


async def test_a_card_may_let_its_refunds_fail_a_day_later(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(card="4000000000005126")
    made = await refund(sandbox, session)
    assert made.status == "succeeded"
    await clock.advance(timedelta(days=1, seconds=1))
    assert (await sandbox.stripe.v1.refunds.retrieve_async(made.id)).status == "failed"


async def test_a_pending_refund_counts_only_when_it_succeeds(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(card="4000000000007726")
    made = await refund(sandbox, session)
    assert (made.status, (await charge_of(sandbox, session)).amount_refunded) == ("pending", 0)
    assert await sandbox.arrived(2) == ["checkout.session.completed", "refund.created"]
    await clock.advance(timedelta(days=1, seconds=1))
    assert set(await sandbox.arrived(4)) >= {"refund.updated", "charge.refunded"}
    assert (await charge_of(sandbox, session)).amount_refunded == 1250


async def test_the_refunds_of_a_payment_can_be_listed(sandbox: StripeSandbox) -> None:
    session, other = await sandbox.paid(), await sandbox.paid()
    first, second = await refund(sandbox, session, amount=100), await refund(sandbox, session, amount=200)
    await refund(sandbox, other)
    listed = await sandbox.stripe.v1.refunds.list_async({"payment_intent": session["payment_intent"]})
    assert [each.id for each in listed.data] == [second.id, first.id]


async def test_a_dispute_takes_the_money_and_forbids_a_refund(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(1000)
    given = {"payment_intent": session["payment_intent"], "reason": "product_not_received"}
    dispute = await sandbox.control("disputes", given)
    assert (dispute["amount"], dispute["status"]) == (1000, "needs_response")
    assert await sandbox.arrived(3) == [
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "checkout.session.completed",
    ]
    assert (await charge_of(sandbox, session)).disputed is True
    with pytest.raises(stripe.InvalidRequestError, match="has been charged back") as refused:
        await refund(sandbox, session)
    assert refused.value.code == "charge_disputed"


async def test_a_won_dispute_brings_the_money_back(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid()
    dispute = await sandbox.control("disputes", {"payment_intent": session["payment_intent"]})
    closed = await sandbox.control(f"disputes/{dispute['id']}/close", {"status": "won"})
    assert (closed["status"], len(closed["balance_transactions"])) == ("won", 2)
    arrived = set(await sandbox.arrived(5))
    assert arrived >= {"charge.dispute.closed", "charge.dispute.funds_reinstated"}


async def test_a_merchant_may_accept_a_dispute(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid()
    dispute = await sandbox.control("disputes", {"payment_intent": session["payment_intent"]})
    assert (await sandbox.stripe.v1.disputes.close_async(dispute["id"])).status == "lost"
    with pytest.raises(stripe.InvalidRequestError, match="already closed"):
        await sandbox.stripe.v1.disputes.close_async(dispute["id"])


async def test_evidence_may_win_a_dispute(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(card="4000000000000259")
    listed = await sandbox.stripe.v1.disputes.list_async({"payment_intent": session["payment_intent"]})
    updated = await sandbox.stripe.v1.disputes.update_async(
        listed.data[0].id, {"evidence": {"uncategorized_text": "winning_evidence"}, "submit": True}
    )
    assert (listed.data[0].reason, updated.status) == ("fraudulent", "won")


async def test_a_fully_refunded_charge_cannot_be_disputed(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid()
    await refund(sandbox, session)
    await sandbox.control("disputes", {"payment_intent": session["payment_intent"]}, status=400)
