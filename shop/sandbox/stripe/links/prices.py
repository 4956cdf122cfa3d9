"""Products and prices, made by the `price_data` of a line."""

from decimal import ROUND_HALF_UP, Decimal

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused, missing
from shop.sandbox.stripe.objects.metadata import merge_metadata
from shop.sandbox.stripe.objects.money import check_amount, check_currency
from shop.sandbox.stripe.objects.values import new_id, present
from shop.sandbox.types import Json


def store_and_announce(account: AccountRecord, row: Json) -> Json:
    """Store a product or a price and announce it."""
    account.table(row["object"]).add(row, parents=(row.get("product"),))
    account.emit(f"{row['object']}.created", row)
    return row


def build_product(account: AccountRecord, given: Json) -> Json:
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
        "metadata": merge_metadata({}, given.get("metadata")),
        "name": given["name"],
        "package_dimensions": None,
        "shippable": given.get("shippable"),
        "statement_descriptor": given.get("statement_descriptor"),
        "tax_code": given.get("tax_code"),
        "tax_details": _tax_details(given.get("tax_details")),
        "type": "service",
        "unit_label": given.get("unit_label"),
        "updated": at,
        "url": given.get("url"),
    }


def _tax_details(given: Json | None) -> Json | None:
    return {"performance_location": None, "tax_code": None, **given} if given else None


def build_price(
    account: AccountRecord, given: Json, *, at: str = "", active: bool = True
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
        "metadata": merge_metadata({}, given.get("metadata")),
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


def _product_of(account: AccountRecord, given: Json, name: str, *, active: bool) -> Json:
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
