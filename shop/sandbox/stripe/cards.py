"""Test cards and debits: what each number, token or payment method does (docs.stripe.com/testing)."""

from dataclasses import dataclass

from shop.sandbox.stripe.account import Account
from shop.sandbox.stripe.errors import Refused
from shop.sandbox.stripe.values import Json, new_id, present, words


@dataclass(frozen=True)
class Method:
    """`outcome` is what paying does; `later` what comes after: a dispute's reason, a refund's fate."""

    number: str
    outcome: str
    names: tuple[str, ...] = ()
    later: str = ""
    kind: str = "card"


METHODS = (
    Method("4242424242424242", "paid", ("pm_card_visa", "tok_visa")),
    Method(
        "4000000000000002",
        "declined",
        ("pm_card_visa_chargeDeclined", "pm_card_chargeDeclined", "tok_chargeDeclined"),
    ),
    Method(
        "4000000000009995",
        "insufficient_funds",
        (
            "pm_card_visa_chargeDeclinedInsufficientFunds",
            "pm_card_chargeDeclinedInsufficientFunds",
            "tok_chargeDeclinedInsufficientFunds",
            "tok_visa_chargeDeclinedInsufficientFunds",
        ),
    ),
    Method("4000002500003155", "3ds", ("pm_card_authenticationRequired", "pm_card_threeDSecure2Required")),
    Method("4000002760003184", "3ds", ("pm_card_authenticationRequiredOnSetup",)),
    Method("4000000000007726", "paid", ("pm_card_pendingRefund", "tok_pendingRefund"), "refund_pends"),
    Method("4000000000005126", "paid", ("pm_card_refundFail", "tok_refundFail"), "refund_fails"),
    Method("4000000000000259", "paid", ("pm_card_createDispute", "tok_createDispute"), "dispute:fraudulent"),
    Method(
        "4000000000002685",
        "paid",
        ("pm_card_createDisputeProductNotReceived", "tok_createDisputeProductNotReceived"),
        "dispute:product_not_received",
    ),
    Method(
        "4000000000001976",
        "paid",
        ("pm_card_createDisputeInquiry", "tok_createDisputeInquiry"),
        "inquiry:fraudulent",
    ),
    Method(
        "AT611904300234573201",
        "delayed_ok",
        words(
            "DE89370400440532013000 ES0700120345030000067890 FR1420041010050500013M02606 "
            "IT40S0542811101000000123456"
        ),
        kind="sepa_debit",
    ),
    Method(
        "AT861904300235473202",
        "delayed_fail",
        words(
            "DE62370400440532013001 ES9121000418450200051332 FR8420041010050500013M02607 "
            "IT60X0542811101000000123456"
        ),
        kind="sepa_debit",
    ),
)
_BY_NAME = {name: method for method in METHODS for name in (method.number, *method.names)}
_BY_OUTCOME = {method.outcome: method for method in reversed(METHODS)}
OUTCOMES = ("paid", "declined", "insufficient_funds", "3ds", "delayed_ok", "delayed_fail")


def for_outcome(outcome: str) -> Method:
    """The first test method that ends so. Raises Refused."""
    if outcome not in OUTCOMES:
        raise Refused(f"Invalid outcome: must be one of {', '.join(OUTCOMES)}", param="outcome")
    return _BY_OUTCOME[outcome] if outcome != "paid" else METHODS[0]


def for_name(name: str, *, param: str) -> Method:
    """The method with this number, token or `pm_card_…` name. Raises Refused."""
    method = _BY_NAME.get(name.replace(" ", ""))
    if method is None:
        raise Refused(f"No such token: '{name}'", code="resource_missing", param=param)
    return method


def create_method(account: Account, method: Method, buyer: Json | None = None) -> Json:
    """A payment method object that `behaviour` knows again."""
    row: Json = {
        "id": new_id("pm"),
        "object": "payment_method",
        "allow_redisplay": "limited",
        "billing_details": billing(buyer or {}),
        "created": present(),
        "customer": None,
        "livemode": account.livemode,
        "metadata": {},
        "radar_options": {},
        "type": method.kind,
        method.kind: _details(method),
    }
    account.aftermath[row["id"]] = method.number
    return account.table("payment_method").add(row)


def behaviour(account: Account, method_id: str, *, param: str = "payment_method") -> tuple[Json, Method]:
    """The payment method and what it does. A `pm_card_…` name makes a new one. Raises Refused."""
    if method_id in _BY_NAME:
        method = _BY_NAME[method_id]
        return create_method(account, method), method
    row = account.find("payment_method", method_id, noun="PaymentMethod", param=param, status=400)
    return row, _BY_NAME[account.aftermath[row["id"]]]


def charged_with(pay_with: Json) -> Json:
    """What a charge shows of its payment method: how it was used, not what it could do."""
    could = ("display_brand", "generated_from", "networks", "three_d_secure_usage")
    shown = {name: value for name, value in pay_with[pay_with["type"]].items() if name not in could}
    if pay_with["type"] != "card":
        return {**shown, "mandate": None}
    nulls = words("installments mandate network_token three_d_secure wallet")
    return {**shown, **dict.fromkeys(nulls), "authorization_code": "123456", "network": shown["brand"]}


def billing(buyer: Json) -> Json:
    """`billing_details` of a buyer: {email, name, phone, address}."""
    empty = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
    address = {**empty, **(buyer.get("address") or {})}
    who = {name: buyer.get(name) for name in ("email", "name", "phone")}
    return {"address": address, **who, "tax_id": None}


def _details(method: Method) -> Json:
    if method.kind == "sepa_debit":
        return {
            "bank_code": method.number[4:9],
            "branch_code": "",
            "country": method.number[:2],
            "fingerprint": f"sepa{method.number[-8:]}",
            "generated_from": {"charge": None, "setup_attempt": None},
            "last4": method.number[-4:],
        }
    return {
        "brand": "visa",
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "US",
        "display_brand": "visa",
        "exp_month": 12,
        "exp_year": 2034,
        "fingerprint": f"card{method.number[-8:]}",
        "funding": "credit",
        "generated_from": None,
        "last4": method.number[-4:],
        "networks": {"available": ["visa"], "preferred": None},
        "regulated_status": "unregulated",
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    }
