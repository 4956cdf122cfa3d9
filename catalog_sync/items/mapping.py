"""Makes Meta's item of a variant. Pure. Fields and limits: Meta, "Catalog Batch API", `items_batch`."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urljoin
from uuid import UUID

import msgspec

from catalog_sync.items.options import option_fields
from shop.catalog.enums import Availability, AvailabilityMode, Condition, TaxClass, availability
from shop.catalog.prices.shown import ShownPrices
from shop.kit.money import meta_price
from shop.kit.texts.lines import one_line
from shop.kit.translations import in_language

MetaItem = dict[str, Any]

# Other pages of Meta say 200; this is the limit on the page of the endpoint we use.
LONGEST_TITLE = 100
LONGEST_DESCRIPTION = 5000
LONGEST_BRAND = 100
LONGEST_PRODUCT_TYPE = 750
MOST_IMAGES = 21
# The hash of "Meta should have no item".
GONE = "gone"
# A change of these does not make Meta review the item again.
UNREVIEWED = frozenset({"availability", "internal_label", "shipping_weight"})
_WORDS = {
    Availability.IN_STOCK: "in stock",
    Availability.OUT_OF_STOCK: "out of stock",
    Availability.PREORDER: "preorder",
    Availability.DISCONTINUED: "discontinued",
}
# Meta knows a sale's dates only in pairs; an open end is far away.
LONG_AGO, FAR_AHEAD = "2000-01-01T00:00+00:00", "2099-12-31T23:59+00:00"
_MINUTE = timedelta(minutes=1)


class MerchantInfo(msgspec.Struct, frozen=True):
    """What all items of a merchant share."""

    locale: str  # the merchant's locale
    name: str
    public_url: str
    phone: str = ""  # the number that sells, as people write it
    prices: ShownPrices = ShownPrices()


class SourceItem(msgspec.Struct, frozen=True, kw_only=True):
    """A variant with its product, as read in one statement."""

    id: UUID
    sku: str
    version: int
    sent_version: int = 0
    sent_hash: str | None = None
    archived: bool = False
    options: dict[str, str]
    images: list[str]
    price_minor: int
    sale_price_minor: int | None = None
    sale_starts_at: datetime | None = None
    sale_ends_at: datetime | None = None
    tax_class: str = TaxClass.STANDARD
    currency: str
    available: int
    availability_mode: AvailabilityMode = AvailabilityMode.BY_STOCK
    weight_grams: int | None = None
    product_id: UUID
    has_siblings: bool = False
    title: str
    description: str = ""
    brand: str = ""
    category: str = ""
    google_category: str = ""
    condition: Condition = Condition.NEW
    tags: Sequence[str] = ()
    link: str = ""
    translations: dict[str, dict[str, str]]
    product_images: list[str]

    @property
    def availability(self) -> Availability:
        """What shoppers are told: by stock, or as the merchant fixed it."""
        return availability(self.availability_mode, self.available)


def item_for(variant: SourceItem, merchant: MerchantInfo) -> MetaItem | None:
    """The item that Meta should have; None if it should have none: it is archived, or the tax in its price is not known.

    A field without a value is sent empty, because an update leaves alone what it does not name.
    """
    price_minor = merchant.prices.shown(variant.price_minor, variant.tax_class)
    if variant.archived or price_minor is None:
        return None
    title, description = _words(variant, merchant.locale)
    return {
        "id": variant.sku,
        "title": title,
        "description": description,
        "availability": _WORDS[variant.availability],
        "condition": variant.condition.value,
        "price": meta_price(price_minor, variant.currency),
        **_sale(variant, merchant.prices),
        "link": _link(variant, merchant),
        "image": _images(variant, merchant),
        "brand": clipped(variant.brand, LONGEST_BRAND) or clipped(merchant.name, LONGEST_BRAND),
        "item_group_id": variant.product_id.hex if variant.options or variant.has_siblings else "",
        "product_type": variant.category[:LONGEST_PRODUCT_TYPE],
        "google_product_category": variant.google_category,
        "internal_label": list(variant.tags),
        "shipping_weight": f"{variant.weight_grams} g" if variant.weight_grams is not None else "",
        **option_fields(variant.options),
    }


def item_hash(item: MetaItem | None) -> str:
    """Equal for equal items, and short: "<hash of what Meta reviews>:<availability>:<hash of the rest>"."""
    if item is None:
        return GONE
    reviewed = {name: value for name, value in item.items() if name not in UNREVIEWED}
    rest = {name: value for name, value in item.items() if name in UNREVIEWED}
    return f"{_digest(reviewed, 16)}:{item['availability']}:{_digest(rest, 8)}"


def same_review(one: str | None, other: str | None) -> bool:
    """Do two hashes of items differ only in fields that Meta does not review?"""
    return one is not None and other is not None and one.split(":")[0] == other.split(":")[0]


def clipped(text: str, limit: int) -> str:
    """On one line, at most `limit` characters, cut between words where possible."""
    text = one_line(text)
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip() + "…"


def _digest(fields: MetaItem, size: int) -> str:
    return hashlib.blake2b(msgspec.json.encode(fields, order="sorted"), digest_size=size).hexdigest()


def _sale(variant: SourceItem, prices: ShownPrices) -> MetaItem:
    """Price and dates of the sale, whether it has begun or not: Meta watches the dates by itself.

    Meta's dates have minutes: the sale is told to begin no earlier and to end no later than ours.
    """
    sale = {"sale_price": "", "sale_price_effective_date": ""}
    if variant.sale_price_minor is None:
        return sale
    starts = _minute(variant.sale_starts_at, up=True) or LONG_AGO
    ends = _minute(variant.sale_ends_at, up=False) or FAR_AHEAD
    sale_price_minor = prices.shown(variant.sale_price_minor, variant.tax_class)
    if starts >= ends or sale_price_minor is None:
        return sale
    has_dates = variant.sale_starts_at is not None or variant.sale_ends_at is not None
    return {
        "sale_price": meta_price(sale_price_minor, variant.currency),
        "sale_price_effective_date": f"{starts}/{ends}" if has_dates else "",
    }


def _minute(moment: datetime | None, *, up: bool) -> str | None:
    """The whole minute at or after (`up`), or at or before, in UTC, as ISO 8601."""
    if moment is None:
        return None
    whole = moment.astimezone(UTC).replace(second=0, microsecond=0)
    if up and whole < moment:
        whole += _MINUTE
    return whole.isoformat(timespec="minutes")


def _words(variant: SourceItem, locale: str) -> tuple[str, str]:
    """Title and description, both never empty."""
    words = in_language(variant.translations, locale) or {}
    title = clipped(words.get("title") or variant.title, LONGEST_TITLE) or variant.sku
    description = (words.get("description") or variant.description).strip()
    if len(description) > LONGEST_DESCRIPTION:
        description = description[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
    return title, description or title


def _link(variant: SourceItem, merchant: MerchantInfo) -> str:
    """The product's own page; else a link into the merchant's chat; else the installation's address."""
    link = variant.link.strip()
    if link.startswith(("https://", "http://")):
        return link
    digits = "".join(c for c in merchant.phone if c.isascii() and c.isdigit())
    return f"https://wa.me/{digits}?text={quote(variant.sku)}" if digits else merchant.public_url


def _images(variant: SourceItem, merchant: MerchantInfo) -> list[dict[str, Any]]:
    """The variant's own pictures before the product's, each once; the first is the main one."""
    base = merchant.public_url.rstrip("/") + "/"
    given = [image.strip() for image in (*variant.images, *variant.product_images)]
    urls = list(dict.fromkeys(urljoin(base, image) for image in given if image))
    return [{"url": url, "tag": [] if nth else ["main"]} for nth, url in enumerate(urls[:MOST_IMAGES])]
