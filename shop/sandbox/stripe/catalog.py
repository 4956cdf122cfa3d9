"""Products and prices, made by the `price_data` of a line, and shipping rates."""

from decimal import ROUND_HALF_UP, Decimal

from shop.sandbox.stripe.account import Account
from shop.sandbox.stripe.errors import Refused, missing
from shop.sandbox.stripe.metadata import merged
from shop.sandbox.stripe.money import check_amount, check_currency
from shop.sandbox.stripe.values import Json, new_id, present


def keep(account: Account, row: Json) -> Json:
    """Store a product or a price and announce it."""
    account.table(row["object"]).add(row, parents=(row.get("product"),))
    account.emit(f"{row['object']}.created", row)
    return row


def build_product(account: Account, given: Json) -> Json:
    """A product that is not stored yet."""
    at = present()
    return {
        "id": given.get("id") or new_id("prod"),
        "object": "product",
        "active": given.get("active", True),
        "created": at,
        "default_price": None,
        "description": given.get("description"),
        "images": given.get("images") or [],
        "livemode": account.livemode,
        "marketing_features": [],
        "metadata": merged({}, given.get("metadata")),
        "name": given["name"],
        "package_dimensions": None,
        "shippable": given.get("shippable"),
        "statement_descriptor": given.get("statement_descriptor"),
        "tax_code": given.get("tax_code"),
        "type": "service",
        "unit_label": given.get("unit_label"),
        "updated": at,
        "url": given.get("url"),
    }


def build_price(
    account: Account, given: Json, *, at: str = "", active: bool = True
) -> tuple[Json, Json | None]:
    """A price, and its product if that is new; neither is stored. `at` names the parameter of `given`."""
    name = f"{at}[%s]" if at else "%s"
    currency = check_currency(given["currency"], name % "currency")
    amount, exact = _amount(given, currency, name)
    product = _product_of(account, given, name, active=active)
    price = {
        "id": new_id("price"),
        "object": "price",
        "active": given.get("active", active),
        "billing_scheme": "per_unit",
        "created": present(),
        "currency": currency,
        "custom_unit_amount": None,
        "livemode": account.livemode,
        "lookup_key": given.get("lookup_key"),
        "metadata": merged({}, given.get("metadata")),
        "nickname": given.get("nickname"),
        "product": product["id"],
        "recurring": _recurring(given.get("recurring")),
        "tax_behavior": given.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "recurring" if given.get("recurring") else "one_time",
        "unit_amount": amount,
        "unit_amount_decimal": exact,
    }
    return price, None if "product" in given else product


def create_shipping_rate(account: Account, given: Json) -> Json:
    """A fixed shipping rate; payment links take only ids of these. Emits nothing."""
    fixed = given.get("fixed_amount")
    if fixed is None:
        raise missing("fixed_amount")
    currency = check_currency(fixed["currency"], "fixed_amount[currency]")
    check_amount(fixed["amount"], currency, "fixed_amount[amount]")
    return account.table("shipping_rate").add(
        {
            "id": new_id("shr"),
            "object": "shipping_rate",
            "active": True,
            "created": present(),
            "delivery_estimate": given.get("delivery_estimate"),
            "display_name": given["display_name"],
            "fixed_amount": {"amount": fixed["amount"], "currency": currency},
            "livemode": account.livemode,
            "metadata": merged({}, given.get("metadata")),
            "tax_behavior": given.get("tax_behavior", "unspecified"),
            "tax_code": given.get("tax_code"),
            "type": "fixed_amount",
        }
    )


def shipping_option(account: Account, given: Json, at: str) -> Json:
    """One of the ways of shipping that a link offers. Raises Refused."""
    if "shipping_rate" in given:
        param = f"{at}[shipping_rate]"
        rate = account.find(
            "shipping_rate", given["shipping_rate"], noun="shipping rate", param=param, status=400
        )
    else:
        raise missing(f"{at}[shipping_rate]")
    return {"shipping_amount": rate["fixed_amount"]["amount"], "shipping_rate": rate["id"]}


def update_shipping_rate(account: Account, rate: Json, change: Json) -> Json:
    """Replace what was sent, merge metadata. Emits nothing."""
    if "metadata" in change:
        change = {**change, "metadata": merged(rate["metadata"], change["metadata"])}
    return account.table("shipping_rate").replace(rate["id"], **change)


def _amount(given: Json, currency: str, name: str) -> tuple[int | None, str]:
    """(whole minor units or None for a fraction, exact decimal)."""
    if ("unit_amount" in given) == ("unit_amount_decimal" in given):
        if "unit_amount" in given:
            both = f"{name % 'unit_amount'}, {name % 'unit_amount_decimal'}"
            raise Refused(
                f"You may only specify one of these parameters: {both}.", param=name % "unit_amount"
            )
        raise missing(name % "unit_amount")
    if "unit_amount" in given:
        check_amount(given["unit_amount"], currency, name % "unit_amount")
        return given["unit_amount"], str(given["unit_amount"])
    exact = Decimal(given["unit_amount_decimal"])
    whole = int(exact) if exact == exact.to_integral_value() else None
    if whole is not None:
        check_amount(whole, currency, name % "unit_amount_decimal")
    return whole, given["unit_amount_decimal"]


def line_amount(price: Json, quantity: int) -> int:
    """What so many cost, in minor units; a fraction is rounded once, at the end."""
    exact = Decimal(price["unit_amount_decimal"]) * quantity
    return int(exact.to_integral_value(ROUND_HALF_UP))


def _product_of(account: Account, given: Json, name: str, *, active: bool) -> Json:
    if ("product" in given) == ("product_data" in given):
        if "product" in given:
            both = f"{name % 'product'}, {name % 'product_data'}"
            raise Refused(f"You may only specify one of these parameters: {both}.", param=name % "product")
        raise missing(name % "product")
    if "product" in given:
        return account.find("product", given["product"], param=name % "product", status=400)
    return build_product(account, {"active": active, **given["product_data"]})


def _recurring(given: Json | None) -> Json | None:
    if given is None:
        return None
    count = {"interval_count": given.get("interval_count", 1), "meter": None, "usage_type": "licensed"}
    return {"interval": given["interval"], "trial_period_days": None, **count}
