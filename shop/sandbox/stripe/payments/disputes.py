"""Disputes and inquiries: opened by the buyer's bank (control API), answered or accepted through the API."""

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.stripe.objects.metadata import merge_metadata
from shop.sandbox.stripe.objects.values import new_id, present, token, words
from shop.sandbox.types import Json

KIND = "dispute"
DAY = 86_400
REASONS = words(
    "bank_cannot_process check_returned credit_not_processed customer_initiated debit_not_authorized "
    "duplicate fraudulent general incorrect_account_details insufficient_funds noncompliant "
    "product_not_received product_unacceptable subscription_canceled unrecognized"
)
EVIDENCE = words(
    "access_activity_log billing_address cancellation_policy cancellation_policy_disclosure "
    "cancellation_rebuttal customer_communication customer_email_address customer_name customer_purchase_ip "
    "customer_signature duplicate_charge_documentation duplicate_charge_explanation duplicate_charge_id "
    "product_description receipt refund_policy refund_policy_disclosure refund_refusal_explanation "
    "service_date service_documentation shipping_address shipping_carrier shipping_date "
    "shipping_documentation shipping_tracking_number uncategorized_file uncategorized_text"
)
CLOSED = ("won", "lost", "warning_closed", "prevented")


def open_dispute(
    account: AccountRecord, charge: Json, *, reason: str, amount: int | None = None, inquiry: bool = False
) -> Json:
    """The bank takes the money back, or (an inquiry) only asks. Raises Refused."""
    if reason not in REASONS:
        raise Refused(f"Invalid reason: must be one of {', '.join(REASONS)}", param="reason")
    open_amount = charge["amount"] - charge["amount_refunded"]
    if charge["status"] != "succeeded" or open_amount == 0:
        raise Refused(f"Charge {charge['id']} holds no money that could be disputed.")
    if amount is not None and not 0 < amount <= open_amount:
        raise Refused(f"The amount must lie between 1 and {open_amount}.", param="amount")
    dispute = _fresh(account, charge, reason, amount or open_amount, inquiry)
    account.table(KIND).add(dispute, parents=(charge["id"], charge["payment_intent"]))
    account.emit("charge.dispute.created", dispute)
    if not inquiry:
        account.table("charge").replace(charge["id"], disputed=True)
        dispute = _book(account, dispute, -dispute["amount"])
        account.emit("charge.dispute.funds_withdrawn", dispute)
    return dispute


def update_dispute(account: AccountRecord, dispute: Json, given: Json) -> Json:
    """Stage or submit evidence; `winning_evidence`, `losing_evidence` decide it, as in Stripe's sandbox."""
    if dispute["status"] in CLOSED:
        raise Refused("This dispute is already closed", param="dispute")
    evidence = {**dispute["evidence"], **given.get("evidence", {})}
    submit = given.get("submit", True) and "evidence" in given
    details = {**dispute["evidence_details"], "has_evidence": any(evidence.values())}
    if submit:
        details |= {"submission_count": details["submission_count"] + 1, "submission_method": "manual"}
    warning = dispute["status"].startswith("warning")
    status = ("warning_under_review" if warning else "under_review") if submit else dispute["status"]
    metadata = (
        merge_metadata(dispute["metadata"], given["metadata"]) if "metadata" in given else dispute["metadata"]
    )
    changes = {"evidence": evidence, "evidence_details": details, "status": status, "metadata": metadata}
    fresh = account.table(KIND).replace(dispute["id"], **changes)
    account.emit("charge.dispute.updated", fresh, {"status": dispute["status"]})
    outcome = {"winning_evidence": "won", "losing_evidence": "lost"}.get(
        evidence.get("uncategorized_text") or ""
    )
    return close_dispute(account, fresh, outcome) if submit and outcome else fresh


def close_dispute(account: AccountRecord, dispute: Json, status: str) -> Json:
    """End it: won (the money comes back), lost, warning_closed or prevented. Raises Refused."""
    if dispute["status"] in CLOSED:
        raise Refused("This dispute is already closed", param="dispute")
    if status not in CLOSED:
        raise Refused(f"Invalid status: must be one of {', '.join(CLOSED)}", param="status")
    fresh = account.table(KIND).replace(dispute["id"], status=status, is_charge_refundable=status != "lost")
    account.emit("charge.dispute.closed", fresh, {"status": dispute["status"]})
    if status == "won":
        fresh = _book(account, fresh, dispute["amount"])
        account.emit("charge.dispute.funds_reinstated", fresh)
    return fresh


def _fresh(account: AccountRecord, charge: Json, reason: str, amount: int, inquiry: bool) -> Json:
    created = present()
    return {
        "id": new_id("du"),
        "object": KIND,
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": created,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {**dict.fromkeys(EVIDENCE), "enhanced_evidence": {}},
        "evidence_details": {
            "due_by": created + 9 * DAY,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "intended_submission_method": None,
        "is_charge_refundable": inquiry,
        "livemode": account.livemode,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method_details": _method_details(charge, inquiry=inquiry),
        "reason": reason,
        "status": "warning_needs_response" if inquiry else "needs_response",
    }


def _method_details(charge: Json, *, inquiry: bool) -> Json:
    kind = charge["payment_method_details"]["type"]
    if kind != "card":
        return {"type": kind}
    case = "inquiry" if inquiry else "chargeback"
    card = {"brand": "visa", "case_type": case, "network": "visa", "network_reason_code": "10.4"}
    return {"card": card, "type": kind}


def _book(account: AccountRecord, dispute: Json, amount: int) -> Json:
    """Withdraw or reinstate the disputed money."""
    entry = {
        "id": f"txn_1{token(23)}",
        "object": "balance_transaction",
        "amount": amount,
        "available_on": present(),
        "balance_type": "payments",
        "created": present(),
        "currency": dispute["currency"],
        "description": f"Chargeback for {dispute['charge']}",
        "exchange_rate": None,
        "fee": 0,
        "fee_details": [],
        "net": amount,
        "reporting_category": "dispute" if amount < 0 else "dispute_reversal",
        "source": dispute["id"],
        "status": "available",
        "type": "adjustment",
    }
    return account.table(KIND).replace(
        dispute["id"], balance_transactions=[*dispute["balance_transactions"], entry]
    )
