"""/v1/payment_intents, /v1/charges, /v1/payment_methods, /v1/customers."""

from shop.sandbox.stripe import cards, direct
from shop.sandbox.stripe.calls import Call, addresses
from shop.sandbox.stripe.link_params import NEW_INTENT_DATA
from shop.sandbox.stripe.listing import CREATED, PAGE, list_page, within
from shop.sandbox.stripe.metadata import Metadata, merged
from shop.sandbox.stripe.params import Anything, Integer, Kind, OneOf, Shape, Text, Truth, Unsettable
from shop.sandbox.stripe.values import Json

_LISTED: dict[str, Kind] = {**PAGE, **CREATED, "customer": Text(), "payment_intent": Text()}
_CHANGE = Shape({"description": Unsettable(Text(1000)), "metadata": Metadata(), "receipt_email": Text(800)})


@addresses.endpoint(
    "POST /v1/payment_intents",
    Shape(
        {
            **NEW_INTENT_DATA,
            "allowed_payment_method_types": Anything(),
            "amount": Integer(1),
            "automatic_payment_methods": Anything(),
            "confirm": Truth(),
            "currency": Text(3),
            "customer": Text(),
            "payment_method": Text(),
            "payment_method_types": Anything(),
            "receipt_email": Text(800),
            "return_url": Text(),
            "shipping": Anything(),
        },
        ("amount", "currency"),
    ),
)
def create_intent(call: Call) -> Json:
    """A payment without a checkout."""
    return direct.create_payment(call.account, call.given)


@addresses.endpoint(
    "POST /v1/payment_intents/:id/confirm", Shape({"payment_method": Text(), "return_url": Text()})
)
def confirm_intent(call: Call) -> Json:
    """Try a payment method."""
    return direct.confirm_payment(call.account, retrieve_intent(call), call.params.get("payment_method"))


@addresses.endpoint("POST /v1/payment_intents/:id/cancel", Shape({"cancellation_reason": Text()}))
def cancel_intent(call: Call) -> Json:
    """Give a payment up."""
    return direct.cancel_payment(call.account, retrieve_intent(call), call.params.get("cancellation_reason"))


@addresses.endpoint("GET /v1/payment_intents/:id", Shape({"client_secret": Text()}))
def retrieve_intent(call: Call) -> Json:
    """One payment."""
    return call.account.find("payment_intent", call.id, param="intent")


@addresses.endpoint("POST /v1/payment_intents/:id", _CHANGE)
def update_intent(call: Call) -> Json:
    """Change its words."""
    return _update(call, "payment_intent", retrieve_intent(call))


@addresses.endpoint("GET /v1/payment_intents", Shape({**PAGE, **CREATED, "customer": Text()}))
def list_intents(call: Call) -> Json:
    """All payments."""
    return _list(call, "payment_intent")


@addresses.endpoint(
    "POST /v1/charges",
    Shape(
        {
            "amount": Integer(1),
            "currency": Text(3),
            "customer": Text(),
            "description": Text(1000),
            "metadata": Metadata(),
            "receipt_email": Text(800),
            "shipping": Anything(),
            "source": Text(),
        },
        ("amount", "currency"),
    ),
)
def create_charge(call: Call) -> Json:
    """Charge a token, the way it was done before payment intents."""
    return direct.create_charge(call.account, call.given)


@addresses.endpoint("GET /v1/charges/:id")
def retrieve_charge(call: Call) -> Json:
    """One charge."""
    return call.account.find("charge", call.id)


@addresses.endpoint("POST /v1/charges/:id", _CHANGE)
def update_charge(call: Call) -> Json:
    """Change its words."""
    return _update(call, "charge", retrieve_charge(call))


@addresses.endpoint("GET /v1/charges", Shape(_LISTED))
def list_charges(call: Call) -> Json:
    """All charges, or those of a payment."""
    return _list(call, "charge", parent=call.params.get("payment_intent"))


@addresses.endpoint(
    "POST /v1/payment_methods",
    Shape(
        {
            "billing_details": Anything(),
            "card": Anything(),
            "metadata": Metadata(),
            "sepa_debit": Shape({"iban": Text()}, ("iban",)),
            "type": OneOf(("card", "sepa_debit")),
        },
        ("type",),
    ),
)
def create_method(call: Call) -> Json:
    """A test card, named by its number or its token, or a debit."""
    given = call.given
    if given["type"] == "sepa_debit":
        name, param = given.get("sepa_debit", {}).get("iban", ""), "sepa_debit[iban]"
    else:
        card = given.get("card") or {}
        name, param = (
            (card["token"], "card[token]") if "token" in card else (card.get("number", ""), "card[number]")
        )
    return cards.create_method(call.account, cards.for_name(name, param=param), given.get("billing_details"))


@addresses.endpoint("GET /v1/payment_methods/:id")
def retrieve_method(call: Call) -> Json:
    """One payment method."""
    return call.account.find("payment_method", call.id, noun="PaymentMethod")


@addresses.endpoint("POST /v1/customers", Shape({name: Anything() for name in direct.CUSTOMER}))
def create_customer(call: Call) -> Json:
    """A customer."""
    return direct.create_customer(call.account, call.given)


@addresses.endpoint("GET /v1/customers/:id")
def retrieve_customer(call: Call) -> Json:
    """One customer."""
    return call.account.find("customer", call.id)


@addresses.endpoint("GET /v1/customers", Shape({**PAGE, **CREATED, "email": Text(512)}))
def list_customers(call: Call) -> Json:
    """All customers."""
    email = call.params.get("email")
    return list_page(call, "customer", keep=lambda row: email in (None, row["email"]))


def _list(call: Call, kind: str, parent: str | None = None) -> Json:
    customer, created = call.params.get("customer"), call.params.get("created")

    def keep(row: Json) -> bool:
        return customer in (None, row["customer"]) and within(created, row["created"])

    return list_page(call, kind, parent=parent, keep=keep)


def _update(call: Call, kind: str, row: Json) -> Json:
    change = call.given
    if "metadata" in change:
        change = {**change, "metadata": merged(row["metadata"], change["metadata"])}
    fresh = call.account.table(kind).replace(row["id"], **change)
    if kind == "charge":
        call.account.emit("charge.updated", fresh, {name: row[name] for name in change})
    return fresh
