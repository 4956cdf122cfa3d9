"""A buyer pays a session: the card's answer, the session's completion, and every event on the way."""

from shop.sandbox.stripe.checkout.sessions import KIND, intent_data
from shop.sandbox.stripe.links.payment_links import count_completed
from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.stripe.payments import intents, methods
from shop.sandbox.stripe.payments.after_payment import after_payment
from shop.sandbox.stripe.payments.customers import create_customer
from shop.sandbox.stripe.payments.methods import MethodBehaviour
from shop.sandbox.types import Json

COLLECTED_NAMES = ("business_name", "individual_name")


def pay(
    account: AccountRecord,
    session: Json,
    pay_with: Json,
    method: MethodBehaviour,
    buyer: Json,
    presentment: Json | None = None,
) -> Json:
    """Confirm an open session with a payment method; returns it as it then is.

    `presentment` is what the buyer saw, {presentment_amount, presentment_currency}, if another currency.
    A card that asks for 3-D Secure leaves it open until `authenticate`. Raises Refused (402) when declined.
    """
    check_open(session)
    if presentment:
        session = account.table(KIND).replace(session["id"], presentment_details=presentment)
    if session["amount_total"] == 0:
        return _complete(account, session, None, "no_payment_required", buyer)
    intent = _intent_of(account, session)
    if method.outcome in ("declined", "insufficient_funds"):
        raise intents.card_error(intents.decline(account, intent, pay_with, intents.decline_code(method)))
    if method.outcome == "3ds":
        intents.challenge(account, intent, pay_with)
        return account.table(KIND).replace(session["id"], customer_details=_details(buyer))
    if method.outcome in ("delayed_ok", "delayed_fail"):
        intent = intents.begin_delayed(account, intent, pay_with)
        return _complete(account, session, intent, "unpaid", buyer)
    return _paid(account, session, intents.succeed(account, intent, pay_with), method, buyer)


def authenticate(account: AccountRecord, session: Json, *, confirmed: bool) -> Json:
    """The buyer's bank has asked. Raises Refused (402) if they did not confirm."""
    check_open(session)
    intent = account.find("payment_intent", session["payment_intent"] or "")
    if intent["status"] != "requires_action":
        raise Refused("This session does not wait for an authentication.")
    if not confirmed:
        failed = intents.refuse_challenge(account, intent)
        error = failed["last_payment_error"]
        raise Refused(error["message"], status=402, code=error["code"], payment_intent=failed)
    pay_with, method = methods.method_behind(account, intent["payment_method"])
    details = session["customer_details"] or {}
    intent = intents.succeed(account, intent, pay_with)
    return _paid(account, session, intent, method, {**details, "shipping": None})


def decide_delayed(account: AccountRecord, session: Json, *, succeeds: bool) -> Json:
    """A delayed payment arrives, or fails. Raises Refused if none is under way."""
    intent = account.table("payment_intent").get(session["payment_intent"] or "")
    if intent is None or intent["status"] != "processing":
        raise Refused("This session has no delayed payment under way.")
    intents.decide_delayed(account, intent, succeeds=succeeds)
    if not succeeds:
        account.emit("checkout.session.async_payment_failed", session)
        return session
    fresh = account.table(KIND).replace(session["id"], payment_status="paid")
    account.emit("checkout.session.async_payment_succeeded", fresh)
    return fresh


def check_open(session: Json) -> None:
    """Raises Refused unless the session can still be paid."""
    if session["status"] != "open":
        raise Refused(f"This Checkout Session is {session['status']} and can no longer be paid.")


def _paid(account: AccountRecord, session: Json, intent: Json, method: MethodBehaviour, buyer: Json) -> Json:
    done = _complete(account, session, intent, "paid", buyer)
    after_payment(account, intent, method)
    return done


def _intent_of(account: AccountRecord, session: Json) -> Json:
    """The intent is made at the first attempt; a later attempt uses it again."""
    if session["payment_intent"]:  # another way of shipping may have changed the total since
        table = account.table("payment_intent")
        return table.replace(session["payment_intent"], amount=session["amount_total"])
    given = {**intent_data(account, session), "presentment_details": session.get("presentment_details")}
    money = {"amount": session["amount_total"], "currency": session["currency"]}
    intent = intents.create_intent(account, **money, given=given, parent=session["id"])
    sessions = account.table(KIND)
    sessions.replace(session["id"], payment_intent=intent["id"])
    sessions.relate(session["id"], intent["id"])
    return intent


def _complete(
    account: AccountRecord, session: Json, intent: Json | None, payment_status: str, buyer: Json
) -> Json:
    details = _details(buyer)
    fresh = account.table(KIND).replace(
        session["id"],
        status="complete",
        payment_status=payment_status,
        payment_intent=intent["id"] if intent else None,
        customer=_customer_of(account, session, details),
        customer_details=details,
        collected_information=_collected(session, details),
        custom_fields=buyer.get("custom_fields") or session["custom_fields"],
        url=None,
    )
    if session["automatic_tax"]["enabled"]:
        tax = {**session["automatic_tax"], "status": "complete"}
        fresh = account.table(KIND).replace(session["id"], automatic_tax=tax)
    account.emit("checkout.session.completed", fresh)
    if session["payment_link"]:
        count_completed(account, session["payment_link"])
    return fresh


def _customer_of(account: AccountRecord, session: Json, details: Json) -> str | None:
    """The session's own customer, or a new one if each is to have one."""
    is_new = session["customer_creation"] == "always"
    customer: str | None = create_customer(account, details)["id"] if is_new else session["customer"]
    return customer


def _collected(session: Json, details: Json) -> Json:
    """The names, and where to send it if that was asked."""
    shipping = {"address": details["address"], "name": details["name"]}
    asked = session["shipping_address_collection"] is not None
    names = {name: details[name] for name in COLLECTED_NAMES}
    return {**names, "shipping_details": shipping if asked else None}


def _details(buyer: Json) -> Json:
    known = methods.billing(buyer)
    extra: Json = {name: buyer.get(name) for name in COLLECTED_NAMES} | {"tax_exempt": "none", "tax_ids": []}
    return {name: known[name] for name in ("address", "email", "name", "phone")} | extra
