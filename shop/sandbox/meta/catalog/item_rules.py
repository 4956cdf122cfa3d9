"""What a catalog item needs (Meta: Catalog API > items_batch): errors spoil one request, warnings do not."""

import re
from datetime import datetime

from shop.sandbox.meta.catalog.prices import parse_price
from shop.sandbox.types import Json

REQUIRED = ("title", "description", "availability", "condition", "price", "link", "brand")
LENGTHS = {"title": 200, "description": 5000, "product_type": 750, "brand": 100}
AVAILABILITY = frozenset(
    {"in stock", "out of stock", "available for order", "discontinued", "preorder", "pending", "mark_as_sold"}
)
WEIGHT = re.compile(r"\d+(\.\d+)? ?(lb|oz|g|kg)")
CONDITION = frozenset({"new", "refurbished", "used"})
KNOWN = frozenset(
    {
        "id", "image", "image_link", "additional_image_link", "sale_price", "sale_price_effective_date",
        "quantity_to_sell_on_facebook", "inventory", "item_group_id", "color", "size", "gender", "age_group",
        "material", "pattern", "additional_variant_attribute", "google_product_category",
        "fb_product_category", "gtin", "mpn", "expiration_date", "internal_label", "disabled_capabilities",
        "shipping_weight",
        "origin_country", "importer_name", "importer_address", "rich_text_description", "video", "vendor_id",
        "visibility", "status", "custom_label_0", "custom_label_1", "custom_label_2", "custom_label_3",
        "custom_label_4", "wa_compliance_category", "business_compliance_info", *REQUIRED, *LENGTHS,
    }
)  # fmt: skip


def problems(method: str, data: Json, *, is_new: bool) -> tuple[list[str], list[str]]:
    """(errors, warnings) of one request."""
    errors = [error for error in [id_error(data)] if error]
    if method == "DELETE":
        return errors, []
    if is_new:
        errors += [f"A required field is missing: {name}" for name in missing_fields(data)]
    errors += [error for error in (check(data) for check in CHECKS) if error]
    for name, limit in LENGTHS.items():
        if len(str(data.get(name, ""))) > limit:
            errors.append(f"The field {name} is longer than {limit} characters")
    warnings = [f"Unrecognised field: {name}" for name in sorted(data.keys() - KNOWN)]
    return errors, warnings


def missing_fields(data: Json) -> list[str]:
    """Required fields that are absent or empty."""
    absent = [name for name in REQUIRED if not data.get(name)]
    return absent if data.get("image") or data.get("image_link") else [*absent, "image_link"]


def id_error(data: Json) -> str | None:
    """The id is the retailer's own, at most 100 characters."""
    item_id = data.get("id")
    if not isinstance(item_id, str) or not 1 <= len(item_id) <= 100:
        return "The field id must be a text of 1 to 100 characters"
    return None


def price_error(data: Json) -> str | None:
    """Prices are "9.99 EUR"."""
    for name in ("price", "sale_price"):
        if data.get(name) and parse_price(data[name]) is None:
            return f'The field {name} must be an amount and an ISO code such as "9.99 EUR"'
    return None


def word_error(data: Json) -> str | None:
    """Enumerated fields."""
    for name, allowed in (("availability", AVAILABILITY), ("condition", CONDITION)):
        if data.get(name) is not None and str(data[name]) not in allowed:
            return f"The field {name} must be one of {', '.join(sorted(allowed))}"
    return None


def image_error(data: Json) -> str | None:
    """At most 21 images as `[{"url", "tag"}]`; addresses are absolute."""
    images = data.get("image")
    if images is not None:
        if not isinstance(images, list) or not all(isinstance(i, dict) and i.get("url") for i in images):
            return 'The field image must be a list of {"url", "tag"}'
        if len(images) > 21:
            return "The field image may have 21 entries"
    for name in ("link", "image_link"):
        if data.get(name) and not str(data[name]).startswith(("http://", "https://")):
            return f"The field {name} must be an absolute address"
    return None


def quantity_error(data: Json) -> str | None:
    """`quantity_to_sell_on_facebook` is at least 1."""
    quantity = data.get("quantity_to_sell_on_facebook")
    if quantity is not None and (not isinstance(quantity, int) or quantity < 1):
        return "The field quantity_to_sell_on_facebook must be a number of at least 1"
    return None


def period_error(data: Json) -> str | None:
    """A sale's dates are "start/end", both ISO 8601."""
    period = data.get("sale_price_effective_date")
    if not period:
        return None
    try:
        start, end = (datetime.fromisoformat(part) for part in str(period).split("/"))
        fits = start < end
    except (ValueError, TypeError):
        return 'The field sale_price_effective_date must be two ISO 8601 dates, "start/end"'
    return None if fits else "The field sale_price_effective_date must end after its start"


def label_error(data: Json) -> str | None:
    """`internal_label` is a list of texts."""
    labels = data.get("internal_label")
    if labels and not (isinstance(labels, list) and all(isinstance(label, str) for label in labels)):
        return "The field internal_label must be a list of texts"
    return None


def weight_error(data: Json) -> str | None:
    """`shipping_weight` is a number and a unit."""
    weight = data.get("shipping_weight")
    if weight and not WEIGHT.fullmatch(str(weight)):
        return 'The field shipping_weight must be a number and a unit such as "500 g"'
    return None


CHECKS = (price_error, word_error, image_error, quantity_error, period_error, label_error, weight_error)
