"""/v1/products, /v1/prices, /v1/shipping_rates."""

from shop.sandbox.stripe import catalog
from shop.sandbox.stripe.calls import Call, addresses
from shop.sandbox.stripe.errors import Refused
from shop.sandbox.stripe.link_params import PRICE_DATA, PRODUCT_DATA
from shop.sandbox.stripe.listing import CREATED, PAGE, list_page, within
from shop.sandbox.stripe.metadata import Metadata
from shop.sandbox.stripe.params import Anything, Integer, Kind, Many, OneOf, Shape, Text, Truth, Unsettable
from shop.sandbox.stripe.values import Json

_PRODUCT: dict[str, Kind] = {
    **PRODUCT_DATA.members,
    "active": Truth(),
    "default_price_data": Anything(),
    "id": Text(),
    "shippable": Truth(),
    "statement_descriptor": Text(22),
    "url": Unsettable(Text(2048)),
}
_LISTED: dict[str, Kind] = {**PAGE, **CREATED, "active": Truth()}
_PRICE = Shape(
    {
        **PRICE_DATA.members,
        "active": Truth(),
        "lookup_key": Text(200),
        "metadata": Metadata(),
        "nickname": Text(),
        "product_data": PRODUCT_DATA,
    },
    ("currency",),
)
_RATE = Shape(
    {
        "delivery_estimate": Anything(),
        "display_name": Text(100),
        "fixed_amount": Shape({"amount": Integer(), "currency": Text(3)}, ("amount", "currency")),
        "metadata": Metadata(),
        "tax_behavior": OneOf(("exclusive", "inclusive", "unspecified")),
        "tax_code": Text(),
        "type": OneOf(("fixed_amount",)),
    },
    ("display_name",),
)


@addresses.endpoint("POST /v1/products", Shape(_PRODUCT, ("name",)))
def create_product(call: Call) -> Json:
    """A product."""
    return catalog.create_product(call.account, call.given)


@addresses.endpoint("GET /v1/products/:id")
def retrieve_product(call: Call) -> Json:
    """One product."""
    return call.account.find("product", call.id)


@addresses.endpoint("POST /v1/products/:id", Shape({k: v for k, v in _PRODUCT.items() if k != "id"}))
def update_product(call: Call) -> Json:
    """Change a product."""
    return catalog.update_row(call.account, "product", retrieve_product(call), call.given)


@addresses.endpoint("DELETE /v1/products/:id")
def delete_product(call: Call) -> Json:
    """Forget a product that has no price."""
    product = retrieve_product(call)
    if call.account.table("price").of(product["id"]):
        raise Refused("This product cannot be deleted because it has one or more user-created prices.")
    call.account.table("product").remove(product["id"])
    call.account.emit("product.deleted", product)
    return {"id": product["id"], "object": "product", "deleted": True}


@addresses.endpoint("GET /v1/products", Shape({**_LISTED, "ids": Many(Text())}))
def list_products(call: Call) -> Json:
    """All products."""
    ids = call.params.get("ids")
    return _list(call, "product", keep=ids)


@addresses.endpoint("POST /v1/prices", _PRICE)
def create_price(call: Call) -> Json:
    """A price."""
    return catalog.create_price(call.account, call.given)


@addresses.endpoint("GET /v1/prices/:id")
def retrieve_price(call: Call) -> Json:
    """One price."""
    return call.account.find("price", call.id)


@addresses.endpoint(
    "POST /v1/prices/:id",
    Shape(
        {"active": Truth(), "lookup_key": Text(200), "metadata": Metadata(), "nickname": Unsettable(Text())}
    ),
)
def update_price(call: Call) -> Json:
    """Change a price; its amount cannot be."""
    return catalog.update_row(call.account, "price", retrieve_price(call), call.given)


@addresses.endpoint("GET /v1/prices", Shape({**_LISTED, "product": Text(), "currency": Text(3)}))
def list_prices(call: Call) -> Json:
    """All prices, or those of a product."""
    return _list(call, "price", parent=call.params.get("product"))


@addresses.endpoint("POST /v1/shipping_rates", _RATE)
def create_rate(call: Call) -> Json:
    """A shipping rate."""
    return catalog.create_shipping_rate(call.account, call.given)


@addresses.endpoint("GET /v1/shipping_rates/:id")
def retrieve_rate(call: Call) -> Json:
    """One shipping rate."""
    return call.account.find("shipping_rate", call.id, noun="shipping rate")


@addresses.endpoint("POST /v1/shipping_rates/:id", Shape({"active": Truth(), "metadata": Metadata()}))
def update_rate(call: Call) -> Json:
    """Change a shipping rate."""
    return catalog.update_row(call.account, "shipping_rate", retrieve_rate(call), call.given)


@addresses.endpoint("GET /v1/shipping_rates", Shape({**_LISTED, "currency": Text(3)}))
def list_rates(call: Call) -> Json:
    """All shipping rates."""
    return _list(call, "shipping_rate")


def _list(call: Call, kind: str, parent: str | None = None, keep: list[str] | None = None) -> Json:
    active, created, currency = (call.params.get(name) for name in ("active", "created", "currency"))

    def wanted(row: Json) -> bool:
        return (
            active in (None, row["active"])
            and within(created, row["created"])
            and (keep is None or row["id"] in keep)
            and currency in (None, row.get("currency") or row.get("fixed_amount", {}).get("currency"))
        )

    return list_page(call, kind, parent=parent, keep=wanted)
