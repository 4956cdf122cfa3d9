"""The bank and the dashboard. Disputes, refunds that come back, events sent by hand."""

from typing import Any

from litestar import post
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from shop.sandbox.control.requests import ControlRequest, world_of
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.stripe.objects.values import new_id
from shop.sandbox.stripe.payments import disputes, refunds
from shop.sandbox.types import Json


class DisputeAsked(Struct, forbid_unknown_fields=True):
    """Which payment, and why. `inquiry` only asks, and takes no money yet."""

    charge: str | None = None
    payment_intent: str | None = None
    reason: str = "fraudulent"
    amount: int | None = None
    inquiry: bool = False


class DisputeOutcome(Struct, forbid_unknown_fields=True):
    """How a dispute ends."""

    status: str = "lost"


class RefundFailure(Struct, forbid_unknown_fields=True):
    """Why a refund fails."""

    reason: str = "expired_or_canceled_card"


class DashboardRefund(Struct, forbid_unknown_fields=True):
    """What the account's owner gives back by hand; without an amount all that is left. `pending`: it takes days."""

    payment_intent: str
    amount: int | None = None
    pending: bool = False


class EventAsked(Struct, forbid_unknown_fields=True):
    """An event of any type about any object."""

    type: str
    object: dict[str, Any]
    previous_attributes: dict[str, Any] | None = None
    secret_key: str | None = None


@post("/disputes", status_code=200)
async def open_dispute(request: ControlRequest, data: JSONBody[DisputeAsked]) -> Json:
    """The buyer's bank disputes a payment."""
    world = world_of(request).stripe
    if data.charge is None and data.payment_intent is None:
        raise Refused("Name a charge or a payment_intent.", param="charge")
    if data.charge is None:
        account, intent = world.find_object("payment_intent", str(data.payment_intent))
        charge = account.find("charge", intent["latest_charge"] or "")
    else:
        account, charge = world.find_object("charge", data.charge)
    return disputes.open_dispute(
        account, charge, reason=data.reason, amount=data.amount, inquiry=data.inquiry
    )


@post("/disputes/{key:str}/close", status_code=200)
async def close_dispute(request: ControlRequest, key: FromPath[str], data: JSONBody[DisputeOutcome]) -> Json:
    """The bank decides."""
    return disputes.close_dispute(*world_of(request).stripe.find_object("dispute", key), data.status)


@post("/refunds", status_code=200)
async def refund_at_dashboard(request: ControlRequest, data: JSONBody[DashboardRefund]) -> Json:
    """Money goes back in the dashboard, and no shop asked for it."""
    account, intent = world_of(request).stripe.find_object("payment_intent", data.payment_intent)
    if data.pending:
        account.later_events[intent["latest_charge"] or ""] = "refund_pends"
    amount = {} if data.amount is None else {"amount": data.amount}
    return refunds.create_refund(account, {"payment_intent": data.payment_intent, **amount})


@post("/refunds/{key:str}/fail", status_code=200)
async def fail_refund(request: ControlRequest, key: FromPath[str], data: JSONBody[RefundFailure]) -> Json:
    """A refund comes back, even one that had succeeded."""
    account, refund = world_of(request).stripe.find_object("refund", key)
    return refunds.decide_refund(account, refund, "failed", data.reason)


@post("/refunds/{key:str}/succeed", status_code=200)
async def complete_refund(request: ControlRequest, key: FromPath[str]) -> Json:
    """A pending refund arrives."""
    return refunds.decide_refund(*world_of(request).stripe.find_object("refund", key), "succeeded")


@post("/emit", status_code=200)
async def emit_event(request: ControlRequest, data: JSONBody[EventAsked]) -> Json:
    """Send a signed event of any type, such as a payment that is not the shop's."""
    world = world_of(request).stripe
    accounts = list(world.accounts.values())
    account = world.accounts.get(data.secret_key) if data.secret_key else next(iter(accounts), None)
    if account is None:
        raise Refused("No such account; register one first.", status=404, param="secret_key")
    row = {"id": new_id("obj"), **data.object}
    account.emit(data.type, row, data.previous_attributes)
    return next(account.table("event").newest_first())


@post("/events/{key:str}/resend", status_code=200)
async def resend_event(request: ControlRequest, key: FromPath[str]) -> Json:
    """Send an event once more, unchanged, to every endpoint that wants its type."""
    world = world_of(request).stripe
    account, event = world.find_object("event", key)
    world.resend(account, event)
    return event


routes = [
    open_dispute,
    close_dispute,
    refund_at_dashboard,
    fail_refund,
    complete_refund,
    emit_event,
    resend_event,
]
