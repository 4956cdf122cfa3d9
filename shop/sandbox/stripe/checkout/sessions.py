"""Checkout sessions: one per opening of a link; open -> complete | expired."""

from shop.sandbox.stripe.links.custom_fields import session_field
from shop.sandbox.stripe.links.line_items import copied, total_of
from shop.sandbox.stripe.links.payment_links import NO_INVOICE, NO_TEXT
from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.stripe.objects.money import check_currency
from shop.sandbox.stripe.objects.values import present, token, words
from shop.sandbox.types import Json

KIND = "checkout.session"
DAY = 86_400


def open_from_link(
    account: AccountRecord, link: Json, *, base_url: str, methods: list[str], asked: Json | None = None
) -> Json:
    """A new open session of a link. `asked` holds what the address may carry: locale, prefilled_email, …

    `methods` is what the account offers when the link names none.
    """
    asked = asked or {}
    after = link["after_completion"]
    session = _fresh(account, copied(account.lines[link["id"]]), link["shipping_options"], base_url)
    common = {name: link[name] for name in _FROM_LINK if link.get(name) is not None}
    common["custom_fields"] = [session_field(field) for field in link["custom_fields"]]
    common["automatic_tax"] = _tax(link["automatic_tax"])
    session |= common | {
        "client_reference_id": asked.get("client_reference_id"),
        "customer_email": asked.get("prefilled_email"),
        "locale": asked.get("locale", "auto"),
        "payment_link": link["id"],
        "payment_method_types": link["payment_method_types"] or methods,
        "success_url": after["redirect"]["url"] if after["type"] == "redirect" else "https://stripe.com",
        "cancel_url": "https://stripe.com",
    }
    return account.table(KIND).add(session, parents=(link["id"],))


def expire(account: AccountRecord, session: Json) -> Json:
    """End an open session, announced as `checkout.session.expired`. Raises Refused."""
    if session["status"] != "open":
        message = (
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of {session['status']}."
        )
        raise Refused(message)
    fresh = account.table(KIND).replace(session["id"], status="expired", url=None)
    account.emit("checkout.session.expired", fresh)
    return fresh


def intent_data(account: AccountRecord, session: Json) -> Json:
    """What the payment intent of this session inherits from its link: description, metadata, …"""
    return account.find("payment_link", session["payment_link"])["payment_intent_data"] or {}


def with_shipping(account: AccountRecord, session: Json, rate_id: str | None) -> Json:
    """The totals with one of the session's shipping options; the first stands until another is chosen."""
    options = {option["shipping_rate"]: option["shipping_amount"] for option in session["shipping_options"]}
    if rate_id not in options:
        return session
    amount = options[rate_id]
    cost = {"amount_subtotal": amount, "amount_tax": 0, "amount_total": amount, "shipping_rate": rate_id}
    totals = {**session["total_details"], "amount_shipping": amount}
    total = session["amount_subtotal"] + amount
    return account.table(KIND).replace(
        session["id"], shipping_cost=cost, total_details=totals, amount_total=total
    )


_FROM_LINK = words(
    "allow_promotion_codes automatic_tax billing_address_collection consent_collection "
    "custom_text customer_creation invoice_creation managed_payments metadata name_collection payment_method_collection "
    "phone_number_collection shipping_address_collection shipping_options submit_type tax_id_collection"
)


def _tax(asked: Json) -> Json:
    """Tax is always 0: without registrations none is due (docs.stripe.com/tax)."""
    enabled = asked["enabled"]
    status, provider = ("requires_location_inputs", "stripe") if enabled else (None, None)
    return {**asked, "provider": provider, "status": status}


def _fresh(account: AccountRecord, lines: list[Json], shipping: list[Json], base_url: str) -> Json:
    key = f"cs_{'live' if account.livemode else 'test'}_a1{token(56)}"
    account.lines[key] = lines
    created, subtotal = present(), total_of(lines)
    chosen = shipping[0] if shipping else None
    carriage = chosen["shipping_amount"] if chosen else 0
    cost = {"amount_subtotal": carriage, "amount_tax": 0, "amount_total": carriage}
    return {
        "id": key,
        "object": KIND,
        "adaptive_pricing": {"enabled": True},
        "after_expiration": None,
        "allow_promotion_codes": None,
        "allowed_payment_method_types": None,
        "amount_subtotal": subtotal,
        "amount_total": subtotal + carriage,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_address_collection": None,
        "cancel_url": None,
        "client_reference_id": None,
        "client_secret": None,
        "collected_information": {"business_name": None, "individual_name": None, "shipping_details": None},
        "consent": None,
        "consent_collection": None,
        "created": created,
        "currency": check_currency(lines[0]["currency"], "currency"),
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": NO_TEXT,
        "customer": None,
        "customer_account": None,
        "customer_creation": "if_required",
        "customer_details": None,
        "customer_email": None,
        "discounts": [],
        "expires_at": created + DAY,
        "integration_identifier": None,
        "invoice": None,
        "invoice_creation": {"enabled": False, "invoice_data": NO_INVOICE},
        "livemode": account.livemode,
        "locale": None,
        "managed_payments": None,
        "metadata": {},
        "mode": "payment",
        "origin_context": None,
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_configuration_details": None,
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "permissions": None,
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": {**cost, "shipping_rate": chosen["shipping_rate"]} if chosen else None,
        "shipping_options": shipping,
        "status": "open",
        "submit_type": None,
        "subscription": None,
        "success_url": None,
        "total_details": {"amount_discount": 0, "amount_shipping": carriage, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{base_url}/c/pay/{key}",
        "wallet_options": None,
    }
