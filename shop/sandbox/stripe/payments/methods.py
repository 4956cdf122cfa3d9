"""Test cards and debits: what each number does (docs.stripe.com/testing)."""

from dataclasses import dataclass

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.stripe.objects.values import new_id, present, words
from shop.sandbox.types import Json


@dataclass(frozen=True)
class MethodBehaviour:
    """`outcome` is what paying does; `later` what comes after: a dispute's reason, a refund's fate."""

    number: str
    outcome: str
    later: str = ""
    kind: str = "card"


METHODS = (
    MethodBehaviour("4242424242424242", "paid"),
    MethodBehaviour("4000000000000002", "declined"),
    MethodBehaviour("4000000000009995", "insufficient_funds"),
    MethodBehaviour("4000002500003155", "3ds"),
    MethodBehaviour("4000000000007726", "paid", "refund_pends"),
    MethodBehaviour("4000000000005126", "paid", "refund_fails"),
    MethodBehaviour("4000000000000259", "paid", "dispute:fraudulent"),
    MethodBehaviour("4000000000002685", "paid", "dispute:product_not_received"),
    MethodBehaviour("4000000000001976", "paid", "inquiry:fraudulent"),
    MethodBehaviour("AT611904300234573201", "delayed_ok", kind="sepa_debit"),
    MethodBehaviour("AT861904300235473202", "delayed_fail", kind="sepa_debit"),
)
_BY_NUMBER = {method.number: method for method in METHODS}
_BY_OUTCOME = {method.outcome: method for method in reversed(METHODS)}
OUTCOMES = tuple(dict.fromkeys(method.outcome for method in METHODS))


def for_outcome(outcome: str) -> MethodBehaviour:
    """The first test method that ends so. Raises Refused."""
    if outcome not in OUTCOMES:
        raise Refused(f"Invalid outcome: must be one of {', '.join(OUTCOMES)}", param="outcome")
    return _BY_OUTCOME[outcome]


def for_number(number: str, *, param: str) -> MethodBehaviour:
    """The test card or debit with this number. Raises Refused."""
    method = _BY_NUMBER.get(number.replace(" ", ""))
    if method is None:
        raise Refused(f"No such test number: '{number}'", code="resource_missing", param=param)
    return method


def method_behind(account: AccountRecord, method_id: str) -> tuple[Json, MethodBehaviour]:
    """A payment method that was made earlier, and what it does."""
    row = account.find("payment_method", method_id, noun="PaymentMethod")
    return row, _BY_NUMBER[account.later_events[row["id"]]]


def create_method(account: AccountRecord, method: MethodBehaviour, buyer: Json | None = None) -> Json:
    """A payment method object that `method_behind` knows again."""
    row: Json = {
        "id": new_id("pm"),
        "object": "payment_method",
        "allow_redisplay": "limited",
        "billing_details": billing(buyer or {}),
        "created": present(),
        "customer": None,
        "customer_account": None,
        "livemode": account.livemode,
        "metadata": {},
        "radar_options": {},
        "type": method.kind,
        method.kind: _details(method),
    }
    account.later_events[row["id"]] = method.number
    return account.table("payment_method").add(row)


def charged_with(pay_with: Json) -> Json:
    """What a charge shows of its payment method: how it was used, not what it could do."""
    could = ("display_brand", "generated_from", "networks", "three_d_secure_usage")
    shown = {name: value for name, value in pay_with[pay_with["type"]].items() if name not in could}
    if pay_with["type"] != "card":
        return {**shown, "mandate": None}
    nulls = words(
        "amount_authorized electronic_commerce_indicator installments mandate network_token "
        "network_transaction_id three_d_secure transaction_link_id wallet"
    )
    return {**shown, **dict.fromkeys(nulls), "authorization_code": "123456", "network": shown["brand"]}


def billing(buyer: Json) -> Json:
    """`billing_details` of a buyer: {email, name, phone, address}."""
    empty = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
    address = {**empty, **(buyer.get("address") or {})}
    who = {name: buyer.get(name) for name in ("email", "name", "phone")}
    return {"address": address, **who, "tax_id": None}


def _details(method: MethodBehaviour) -> Json:
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
