"""What differs between an item as Meta shows it and as it should be. Pure."""

import re
from enum import StrEnum

import msgspec

from catalog_sync.items.mapping import MerchantInfo, MetaItem, SourceItem, clipped, item_for, item_hash
from catalog_sync.meta.responses import RemoteItem
from shop.kit.money import exponent


class DriftKind(StrEnum):
    """How Meta's catalog and ours can drift apart."""

    MISSING = "missing_there"
    UNKNOWN = "unknown_here"
    NOT_DELETED = "not_deleted"
    PRICE = "price_differs"
    AVAILABILITY = "availability_differs"
    TITLE = "title_differs"
    NOT_SENT = "change_not_sent"  # ours changed without a new version
    REVIEW = "stale_review"
    SALE_PRICE = "sale_price_differs"
    SET_MISSING = "product_set_missing"


class Drift(msgspec.Struct, frozen=True):
    """One difference, in the words of the report: `ours` and `theirs` are the two values, as text."""

    kind: DriftKind
    sku: str
    ours: str = ""
    theirs: str = ""


def unsent_change(variant: SourceItem, merchant: MerchantInfo) -> Drift | None:
    """The drift of a variant whose item is no longer the one sent last; None if it still is."""
    wanted = item_hash(item_for(variant, merchant))
    if wanted == variant.sent_hash:
        return None
    return Drift(DriftKind.NOT_SENT, variant.sku, wanted, variant.sent_hash or "")


def differences(variant: SourceItem, merchant: MerchantInfo, shown: RemoteItem) -> list[Drift]:
    """Every difference between a variant and the item that Meta has of it."""
    item = item_for(variant, merchant)
    if item is None:
        return [Drift(DriftKind.NOT_DELETED, variant.sku, "archived", shown.title)]
    found = []
    if not _agrees(shown.price, variant.price_minor, variant, merchant):
        found.append(Drift(DriftKind.PRICE, variant.sku, item["price"], shown.price))
    if shown.sale_price is not None and not _sale_agrees(shown.sale_price, variant, merchant, item):
        found.append(Drift(DriftKind.SALE_PRICE, variant.sku, item["sale_price"], shown.sale_price))
    if shown.availability and _normalized(shown.availability) != item["availability"]:
        found.append(Drift(DriftKind.AVAILABILITY, variant.sku, item["availability"], shown.availability))
    if shown.title and clipped(shown.title, len(shown.title)).casefold() != item["title"].casefold():
        found.append(Drift(DriftKind.TITLE, variant.sku, item["title"], shown.title))
    return found


def price_agrees(shown: str, minor: int, currency: str) -> bool:
    """Can the text be this amount? Meta shows prices as people read them ("€9.99", "1.234,50 €", "¥500").

    Which format it chooses is undocumented: only digits count, and a price that cannot be read is no difference.
    """
    numbers = re.findall(r"\d[\d.,'\s\u00a0\u202f]*", shown)
    if len(numbers) != 1:
        return True
    number = numbers[0].strip(" .,'\u00a0\u202f")
    places = exponent(currency)
    digits = int(re.sub(r"\D", "", number))
    if places and re.search(rf"[.,]\d{{{places}}}$", number):
        # With three decimals ("1.250") the last group may as well be thousands.
        return digits == minor or (places == 3 and digits * 1000 == minor)
    if re.search(r"[.,]\d{1,2}$", number):
        decimals = len(re.split(r"[.,]", number)[-1])
        return bool(digits * 10**places == minor * 10**decimals)
    return digits * int(10**places) == minor


def _sale_agrees(shown: str, variant: SourceItem, merchant: MerchantInfo, item: MetaItem) -> bool:
    """Meta shows the sale price, or "" where there is none."""
    if not shown or not item["sale_price"] or variant.sale_price_minor is None:
        return not shown and not item["sale_price"]
    return _agrees(shown, variant.sale_price_minor, variant, merchant)


def _agrees(shown: str, minor: int, variant: SourceItem, merchant: MerchantInfo) -> bool:
    """Meta shows what we sent: the price with tax."""
    sent = merchant.prices.shown(minor, variant.tax_class)
    return sent is not None and price_agrees(shown, sent, variant.currency)


def _normalized(availability: str) -> str:
    """Lower case with spaces: Meta writes "IN_STOCK" and "in stock" for the same."""
    return availability.replace("_", " ").strip().lower()
