"""Refunds: whole or in part, never more than was charged; some fail after they succeeded."""

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused, missing, no_such
from shop.sandbox.stripe.objects.metadata import merge_metadata
from shop.sandbox.stripe.objects.money import spell
from shop.sandbox.stripe.objects.values import present, token
from shop.sandbox.types import Json

KIND = "refund"
REASONS = ("duplicate", "fraudulent", "requested_by_customer")
OUTCOMES = ("succeeded", "failed", "canceled")
COUNTED = ("pending", "requires_action", "succeeded")


def create_refund(account: AccountRecord, given: Json) -> Json:
    """Give money back. Raises Refused with Stripe's own sentences."""
    charge = _charge_of(account, given)
    amount = _checked_amount(account, charge, given)
    later = account.later_events.get(charge["id"], "")
    pending = later == "refund_pends" or charge["payment_method_details"]["type"] != "card"
    refund = _fresh(account, charge, given, amount, "pending" if pending else "succeeded")
    account.table(KIND).add(refund, parents=(charge["id"], charge["payment_intent"]))
    account.emit("refund.created", refund)
    if not pending:
        _count(account, charge, amount)
    return refund


def decide_refund(
    account: AccountRecord, refund: Json, status: str, reason: str = "expired_or_canceled_card"
) -> Json:
    """What becomes of a refund: a pending one ends somehow, a succeeded one may still fail."""
    possible = OUTCOMES if refund["status"] != "succeeded" else ("failed",)
    if status not in possible or refund["status"] in ("failed", "canceled"):
        raise Refused(f"A refund that is {refund['status']} cannot become {status}.")
    changes: Json = {"status": status}
    if status == "failed":
        changes |= {"failure_reason": reason, "failure_balance_transaction": f"txn_1{token(23)}"}
    fresh = account.table(KIND).replace(refund["id"], **changes)
    charge = account.find("charge", refund["charge"])
    if status == "succeeded":
        _count(account, charge, refund["amount"])
    elif refund["status"] == "succeeded":
        _count(account, charge, -refund["amount"])
    account.emit(
        "refund.failed" if status == "failed" else "refund.updated", fresh, {"status": refund["status"]}
    )
    return fresh


def cancel_refund(account: AccountRecord, refund: Json) -> Json:
    """Only a refund that waits for the customer can be canceled. Raises Refused."""
    if refund["status"] != "requires_action":
        raise Refused(
            f"Refund {refund['id']} has a status of {refund['status']}. Only refunds with status "
            "requires_action can be canceled."
        )
    return decide_refund(account, refund, "canceled")


def update_refund(account: AccountRecord, refund: Json, given: Json) -> Json:
    """Only metadata can be changed."""
    metadata = (
        merge_metadata(refund["metadata"], given["metadata"]) if "metadata" in given else refund["metadata"]
    )
    fresh = account.table(KIND).replace(refund["id"], metadata=metadata)
    if metadata != refund["metadata"]:
        account.emit("refund.updated", fresh, {"metadata": refund["metadata"]})
    return fresh


def promised(account: AccountRecord, charge_id: str) -> int:
    """What has been given back or is under way, in minor units: no further refund may use it again."""
    return sum(r["amount"] for r in account.table(KIND).of(charge_id) if r["status"] in COUNTED)


def _charge_of(account: AccountRecord, given: Json) -> Json:
    if "charge" in given:
        charge = account.table("charge").get(given["charge"])
        if charge is None:
            raise no_such("charge", given["charge"])
        return charge
    if "payment_intent" not in given:
        raise missing("payment_intent")
    intent = account.table("payment_intent").get(given["payment_intent"])
    if intent is None:
        raise no_such("payment_intent", given["payment_intent"], param="payment_intent")
    if intent["status"] != "succeeded":
        message = f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund."
        raise Refused(message, param="payment_intent")
    return account.find("charge", intent["latest_charge"])


def _checked_amount(account: AccountRecord, charge: Json, given: Json) -> int:
    if charge["status"] != "succeeded":
        raise Refused(f"Charge {charge['id']} is {charge['status']} and cannot be refunded.", param="charge")
    if any(
        not d["is_charge_refundable"]
        for d in account.table("dispute").of(charge["id"])
        if d["status"] != "won"
    ):
        message = f"Charge {charge['id']} has been charged back; cannot issue a refund."
        raise Refused(message, code="charge_disputed")
    left = charge["amount"] - promised(account, charge["id"])
    if left == 0:
        raise Refused(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    amount = int(given.get("amount", left))
    if amount > left:
        asked, there = spell(amount, charge["currency"]), spell(left, charge["currency"])
        raise Refused(
            f"Refund amount ({asked}) is greater than unrefunded amount on charge ({there})", param="amount"
        )
    return amount


def _fresh(account: AccountRecord, charge: Json, given: Json, amount: int, status: str) -> Json:
    kind = charge["payment_method_details"]["type"]
    reference = {
        "reference_status": "pending",
        "reference_type": "acquirer_reference_number",
        "type": "refund",
    }
    refund = {
        "id": f"{'re' if kind == 'card' else 'pyr'}_3{token(23)}",
        "object": KIND,
        "amount": amount,
        "balance_transaction": f"txn_3{token(23)}",
        "charge": charge["id"],
        "created": present(),
        "currency": charge["currency"],
        "customer": charge["customer"],
        "customer_account": None,
        "destination_details": {kind: reference if kind == "card" else {}, "type": kind},
        "metadata": merge_metadata({}, given.get("metadata")),
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
        "reason": given.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": status,
        "transfer_reversal": None,
    }
    if status == "pending":
        refund["pending_reason"] = "processing"
    return refund


def _count(account: AccountRecord, charge: Json, amount: int) -> None:
    """What was given back in all stands on the charge; `refunded` only when it is the whole."""
    total = charge["amount_refunded"] + amount
    whole = total == charge["amount"]
    fresh = account.table("charge").replace(charge["id"], amount_refunded=total, refunded=whole)
    if amount > 0:
        account.emit("charge.refunded", fresh, {"amount_refunded": charge["amount_refunded"]})
    else:
        account.emit("charge.updated", fresh, {"amount_refunded": charge["amount_refunded"]})
