"""Charges: one attempt to take the money of a payment intent."""

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.values import present, token, words
from shop.sandbox.stripe.payments.methods import charged_with
from shop.sandbox.types import Json

DECLINES = {  # decline code: message
    "generic_decline": "Your card was declined.",
    "insufficient_funds": "Your card has insufficient funds.",
}


def create_charge(
    account: AccountRecord, intent: Json, pay_with: Json, *, status: str, decline_code: str = ""
) -> Json:
    """A charge of the whole intent. It takes the intent's metadata as it is now."""
    paid, kind = status == "succeeded", pay_with["type"]
    nulls = (
        "application application_fee application_fee_amount balance_transaction customer "
        "failure_balance_transaction failure_code failure_message on_behalf_of receipt_email "
        "receipt_number receipt_url review shipping source source_transfer statement_descriptor "
        "statement_descriptor_suffix transfer_data transfer_group"
    )
    charge = {
        "id": f"{'ch' if kind == 'card' else 'py'}_3{token(23)}",
        "object": "charge",
        **dict.fromkeys(words(nulls)),
        "amount": intent["amount"],
        "amount_captured": intent["amount"] if paid else 0,
        "amount_refunded": 0,
        "billing_details": pay_with["billing_details"],
        "calculated_statement_descriptor": "TRASTIENDA",
        "captured": paid,
        "created": present(),
        "currency": intent["currency"],
        "customer": intent["customer"],
        "description": intent["description"],
        "disputed": False,
        "fraud_details": {},
        "livemode": account.livemode,
        "metadata": intent["metadata"],
        "outcome": _outcome(status, decline_code),
        "paid": paid,
        "payment_intent": intent["id"],
        "payment_method": pay_with["id"],
        "payment_method_details": {kind: charged_with(pay_with), "type": kind},
        "radar_options": {},
        "refunded": False,
        "shipping": intent["shipping"],
        "status": status,
    }
    if decline_code:
        code = "card_declined"
        charge |= {"failure_code": code, "failure_message": DECLINES[decline_code]}
    if "presentment_details" in intent:
        charge["presentment_details"] = intent["presentment_details"]
    return account.table("charge").add(charge, parents=(intent["id"],))


def _outcome(status: str, decline_code: str) -> Json:
    if status == "failed":
        network, message = (
            "declined_by_network",
            "The bank did not return any further details with this decline.",
        )
        return {
            "advice_code": "try_again_later",
            "network_advice_code": None,
            "network_decline_code": None,
            "network_status": network,
            "reason": decline_code,
            "risk_level": "normal",
            "seller_message": message,
            "type": "issuer_declined",
        }
    nulls = dict.fromkeys(("advice_code", "network_advice_code", "network_decline_code", "reason"))
    fine = {"network_status": "approved_by_network", "risk_level": "normal", "risk_score": 17}
    return {**nulls, **fine, "seller_message": "Payment complete.", "type": "authorized"}
