"""Payment intents and their charges: what moves the money of a session, or of an API call."""

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.stripe.objects.metadata import merge_metadata
from shop.sandbox.stripe.objects.values import present, token, words
from shop.sandbox.stripe.payments.charges import DECLINES, create_charge
from shop.sandbox.stripe.payments.methods import MethodBehaviour
from shop.sandbox.types import Json

KIND = "payment_intent"
CARD_OPTIONS: Json = {
    **dict.fromkeys(("installments", "mandate_options", "network")),
    "request_three_d_secure": "automatic",
}
UNCONFIRMED = (
    "We are unable to authenticate your payment method. Please choose a different payment method and try "
    "again."
)


def create_intent(
    account: AccountRecord, *, amount: int, currency: str, given: Json, parent: str | None = None
) -> Json:
    """An intent that awaits a payment method, announced as `payment_intent.created`."""
    if given.get("capture_method") == "manual":
        raise Refused(
            "This stand-in captures at once: capture_method cannot be manual.", param="capture_method"
        )
    key = f"pi_3{token(23)}"
    nulls = (
        "allowed_payment_method_types application application_fee_amount automatic_payment_methods canceled_at "
        "cancellation_reason customer customer_account description last_payment_error latest_charge "
        "managed_payments next_action on_behalf_of payment_method payment_method_configuration_details "
        "payment_record processing "
        "receipt_email review setup_future_usage shipping source statement_descriptor "
        "statement_descriptor_suffix transfer_data transfer_group"
    )
    intent: Json = {
        "id": key,
        "object": KIND,
        **dict.fromkeys(words(nulls)),
        "amount": amount,
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "client_secret": f"{key}_secret_{token(25)}",
        "confirmation_method": "automatic",
        "created": present(),
        "currency": currency,
        "excluded_payment_method_types": None,
        "livemode": account.livemode,
        "payment_method_options": {"card": CARD_OPTIONS},
        "payment_method_types": ["card"],
        "status": "requires_payment_method",
        **{name: given.get(name) for name in _INHERITED},
        "capture_method": given.get("capture_method") or "automatic_async",
        "metadata": merge_metadata({}, given.get("metadata")),
    }
    if given.get("presentment_details"):
        intent["presentment_details"] = given["presentment_details"]
    account.table(KIND).add(intent, parents=(parent,))
    account.emit("payment_intent.created", intent)
    return intent


def succeed(account: AccountRecord, intent: Json, pay_with: Json) -> Json:
    """The money is there: charge and intent succeed."""
    charge = create_charge(account, intent, pay_with, status="succeeded")
    account.emit("charge.succeeded", charge)
    changes = {"amount_received": intent["amount"], "last_payment_error": None, "next_action": None}
    fresh = _move(account, intent, "succeeded", charge, pay_with, **changes)
    account.emit("payment_intent.succeeded", fresh)
    return fresh


def decline(account: AccountRecord, intent: Json, pay_with: Json, decline_code: str) -> Json:
    """The card says no: the intent awaits another method."""
    charge = create_charge(account, intent, pay_with, status="failed", decline_code=decline_code)
    account.emit("charge.failed", charge)
    error = decline_error(decline_code, charge["id"]) | {"payment_method": pay_with}
    fresh = _move(account, intent, "requires_payment_method", charge, None, last_payment_error=error)
    account.emit("payment_intent.payment_failed", fresh)
    return fresh


def challenge(account: AccountRecord, intent: Json, pay_with: Json) -> Json:
    """3-D Secure: the buyer must confirm at the bank first."""
    action = {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}}
    fresh = _move(account, intent, "requires_action", None, pay_with, next_action=action)
    account.emit("payment_intent.requires_action", fresh)
    return fresh


def refuse_challenge(account: AccountRecord, intent: Json) -> Json:
    """3-D Secure: the buyer did not confirm; no charge was tried."""
    error = {
        "code": "payment_intent_authentication_failure",
        "message": UNCONFIRMED,
        "type": "invalid_request_error",
    }
    changes = {"last_payment_error": error, "next_action": None}
    fresh = _move(account, intent, "requires_payment_method", None, None, **changes)
    account.emit("payment_intent.payment_failed", fresh)
    return fresh


def begin_delayed(account: AccountRecord, intent: Json, pay_with: Json) -> Json:
    """A debit is under way: the charge is pending until the bank answers."""
    charge = create_charge(account, intent, pay_with, status="pending")
    account.emit("charge.pending", charge)
    fresh = _move(account, intent, "processing", charge, pay_with)
    account.emit("payment_intent.processing", fresh)
    return fresh


def decide_delayed(account: AccountRecord, intent: Json, *, succeeds: bool) -> Json:
    """The bank has answered for a debit that was under way."""
    old = account.find("charge", intent["latest_charge"])
    pay_with = account.find("payment_method", old["payment_method"])
    if succeeds:
        paid = {"status": "succeeded", "paid": True, "amount_captured": old["amount"], "captured": True}
        charge = account.table("charge").replace(old["id"], **paid, balance_transaction=f"txn_3{token(23)}")
        account.emit("charge.succeeded", charge)
        fresh = _move(account, intent, "succeeded", charge, pay_with, amount_received=intent["amount"])
        account.emit("payment_intent.succeeded", fresh)
        return fresh
    message = "The customer's bank account has insufficient funds."
    failed = {
        "status": "failed",
        "failure_code": "insufficient_funds",
        "failure_message": message,
        "paid": False,
    }
    charge = account.table("charge").replace(old["id"], **failed)
    account.emit("charge.failed", charge)
    error = {"code": "payment_method_provider_decline", "message": message, "type": "invalid_request_error"}
    fresh = _move(account, intent, "requires_payment_method", charge, None, last_payment_error=error)
    account.emit("payment_intent.payment_failed", fresh)
    return fresh


def book_charge(account: AccountRecord, intent: Json) -> None:
    """Capture is asynchronous: the balance transaction appears a moment later (`charge.updated`)."""
    charge = account.find("charge", intent["latest_charge"])
    if charge["status"] == "succeeded" and charge["balance_transaction"] is None:
        fresh = account.table("charge").replace(charge["id"], balance_transaction=f"txn_3{token(23)}")
        account.emit("charge.updated", fresh, {"balance_transaction": None})


def decline_error(decline_code: str, charge_id: str) -> Json:
    """The members of a card error."""
    return {
        "charge": charge_id,
        "code": "card_declined",
        "decline_code": decline_code,
        "doc_url": "https://stripe.com/docs/error-codes/card-declined",
        "message": DECLINES[decline_code],
        "type": "card_error",
    }


def card_error(intent: Json) -> Refused:
    """The answer (402) to whoever tried the card."""
    error = intent["last_payment_error"]
    extra: Json = {name: error[name] for name in ("charge", "decline_code")} | {"payment_intent": intent}
    return Refused(error["message"], status=402, kind="card_error", code=error["code"], **extra)


def decline_code(method: MethodBehaviour) -> str:
    """What the bank says when this card is declined."""
    return "insufficient_funds" if method.outcome == "insufficient_funds" else "generic_decline"


_INHERITED = words(
    "customer description setup_future_usage receipt_email shipping statement_descriptor "
    "statement_descriptor_suffix transfer_group"
)


def _move(
    account: AccountRecord,
    intent: Json,
    status: str,
    charge: Json | None,
    pay_with: Json | None,
    **changes: object,
) -> Json:
    latest = charge["id"] if charge else intent["latest_charge"]
    method = pay_with["id"] if pay_with else None
    if pay_with:
        changes["payment_method_types"] = [pay_with["type"]]
    return account.table(KIND).replace(
        intent["id"], status=status, latest_charge=latest, payment_method=method, **changes
    )
