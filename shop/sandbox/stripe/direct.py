"""Payments without a checkout: what the official command line makes, and payments that are not the shop's."""

from shop.sandbox.stripe import cards, intents
from shop.sandbox.stripe.account import Account
from shop.sandbox.stripe.aftermath import after_payment
from shop.sandbox.stripe.cards import Method
from shop.sandbox.stripe.errors import Refused, missing
from shop.sandbox.stripe.metadata import merged
from shop.sandbox.stripe.money import check_amount, check_currency, check_total
from shop.sandbox.stripe.values import Json, new_id, present, token, words

CUSTOMER = words(
    "address description email invoice_prefix metadata name payment_method phone preferred_locales shipping "
    "source"
)


def create_payment(account: Account, given: Json) -> Json:
    """A payment intent, confirmed at once if `confirm`. Raises Refused."""
    currency = check_currency(given["currency"], "currency")
    check_amount(given["amount"], currency, "amount")
    check_total(given["amount"], currency, "PaymentIntent")
    intent = intents.create_intent(account, amount=given["amount"], currency=currency, given=given)
    if given.get("confirm"):
        return confirm_payment(account, intent, given.get("payment_method"))
    if method := given.get("payment_method"):
        pay_with, _ = cards.behaviour(account, method)
        changes = {"payment_method": pay_with["id"], "status": "requires_confirmation"}
        return account.table("payment_intent").replace(intent["id"], **changes)
    return intent


def confirm_payment(account: Account, intent: Json, method_id: str | None) -> Json:
    """Try a payment method. Raises Refused (402) when it is declined."""
    if intent["status"] not in ("requires_payment_method", "requires_confirmation"):
        message = f"This PaymentIntent's status is {intent['status']}; it cannot be confirmed."
        raise Refused(message, code="payment_intent_unexpected_state")
    name = method_id or intent["payment_method"]
    if name is None:
        raise missing("payment_method")
    pay_with, method = cards.behaviour(account, name)
    return _tried(account, intent, pay_with, method)


def cancel_payment(account: Account, intent: Json, reason: str | None) -> Json:
    """End a payment that has not succeeded. Raises Refused."""
    if intent["status"] in ("succeeded", "canceled"):
        message = f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}."
        raise Refused(message, code="payment_intent_unexpected_state")
    changes = {"status": "canceled", "canceled_at": present(), "cancellation_reason": reason}
    fresh = account.table("payment_intent").replace(intent["id"], **changes)
    account.emit("payment_intent.canceled", fresh)
    return fresh


def create_charge(account: Account, given: Json) -> Json:
    """Charge a token. Raises Refused."""
    if "source" not in given:
        raise missing("source")
    method = cards.for_name(given["source"], param="source")
    currency = check_currency(given["currency"], "currency")
    check_total(given["amount"], currency, "charge")
    intent = intents.create_intent(account, amount=given["amount"], currency=currency, given=given)
    paid = _tried(account, intent, cards.create_method(account, method), method)
    return account.find("charge", paid["latest_charge"])


def create_customer(account: Account, given: Json) -> Json:
    """A customer, announced as `customer.created`."""
    row: Json = {
        "id": new_id("cus"),
        "object": "customer",
        **{
            name: given.get(name) for name in ("address", "description", "email", "name", "phone", "shipping")
        },
        "balance": 0,
        "created": present(),
        "currency": None,
        "delinquent": False,
        "invoice_prefix": token(8).upper(),
        "livemode": account.livemode,
        "metadata": merged({}, given.get("metadata")),
        "preferred_locales": [],
    }
    account.table("customer").add(row)
    account.emit("customer.created", row)
    return row


def _tried(account: Account, intent: Json, pay_with: Json, method: Method) -> Json:
    if method.outcome in ("declined", "insufficient_funds"):
        failed = intents.decline(account, intent, pay_with, intents.decline_code(method))
        raise intents.card_error(failed)
    if method.outcome == "3ds":
        return intents.challenge(account, intent, pay_with)
    if method.outcome != "paid":
        return intents.begin_delayed(account, intent, pay_with)
    paid = intents.succeed(account, intent, pay_with)
    after_payment(account, paid, method)
    return paid
