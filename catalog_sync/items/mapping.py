"""What Meta should have: a pure function of a variant. Fields and limits: Meta's page of `items_batch`."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urljoin
from uuid import UUID

import msgspec

from catalog_sync.items.options import option_fields
from shop.catalog.enums import Availability, AvailabilityMode, Condition, availability
from shop.kit.money import meta_price
from shop.kit.translations import in_language

Item = dict[str, Any]

LONGEST_TITLE = 100  # other pages of Meta say 200; this is the one of the endpoint we use
LONGEST_DESCRIPTION = 5000
LONGEST_BRAND = 100
LONGEST_PRODUCT_TYPE = 750
MOST_IMAGES = 21
GONE = "gone"  # the fingerprint of what is not to be at Meta
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

    language: str  # the merchant's locale
    name: str
    public_url: str
    phone: str = ""  # the number that sells, as people write it


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
        """What shoppers are told."""
        return availability(self.availability_mode, self.available)


def item_for(article: SourceItem, front: MerchantInfo) -> Item | None:
    """The item that Meta should have; None if it should have none.

    A field without a value is sent empty, because an update leaves alone what it does not name.
    """
    if article.archived:
        return None
    title, description = _words(article, front.language)
    return {
        "id": article.sku,
        "title": title,
        "description": description,
        "availability": _WORDS[article.availability],
        "condition": article.condition.value,
        "price": meta_price(article.price_minor, article.currency),
        **_sale(article),
        "link": _link(article, front),
        "image": _images(article, front),
        "brand": clipped(article.brand, LONGEST_BRAND) or clipped(front.name, LONGEST_BRAND),
        "item_group_id": article.product_id.hex if article.options or article.has_siblings else "",
        "product_type": article.category[:LONGEST_PRODUCT_TYPE],
        "google_product_category": article.google_category,
        "internal_label": list(article.tags),
        "shipping_weight": f"{article.weight_grams} g" if article.weight_grams is not None else "",
        **option_fields(article.options),
    }


def item_hash(item: Item | None) -> str:
    """Equal for equal items, and short: "<hash of what Meta reviews>:<availability>:<hash of the rest>"."""
    if item is None:
        return GONE
    reviewed = {name: value for name, value in item.items() if name not in UNREVIEWED}
    rest = {name: value for name, value in item.items() if name in UNREVIEWED}
    return f"{_digest(reviewed, 16)}:{item['availability']}:{_digest(rest, 8)}"


def same_review(one: str | None, other: str | None) -> bool:
    """Do two fingerprints differ only in what Meta does not review?"""
    return one is not None and other is not None and one.split(":")[0] == other.split(":")[0]


def clipped(text: str, limit: int) -> str:
    """At most `limit` characters, without spaces around, cut between words where possible."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip() + "…"


def _digest(fields: Item, size: int) -> str:
    return hashlib.blake2b(msgspec.json.encode(fields, order="sorted"), digest_size=size).hexdigest()


def _sale(article: SourceItem) -> Item:
    """Price and dates of the sale, whether it has begun or not: Meta watches the dates by itself.

    Meta's dates have minutes: the sale is told to begin no earlier and to end no later than ours.
    """
    sale = {"sale_price": "", "sale_price_effective_date": ""}
    if article.sale_price_minor is None:
        return sale
    starts = _minute(article.sale_starts_at, up=True) or LONG_AGO
    ends = _minute(article.sale_ends_at, up=False) or FAR_AHEAD
    if starts >= ends:
        return sale
    has_dates = article.sale_starts_at is not None or article.sale_ends_at is not None
    return {
        "sale_price": meta_price(article.sale_price_minor, article.currency),
        "sale_price_effective_date": f"{starts}/{ends}" if has_dates else "",
    }


def _minute(moment: datetime | None, *, up: bool) -> str | None:
    """The next whole minute, or the last, in UTC."""
    if moment is None:
        return None
    whole = moment.astimezone(UTC).replace(second=0, microsecond=0)
    if up and whole < moment:
        whole += _MINUTE
    return whole.isoformat(timespec="minutes")


def _words(article: SourceItem, locale: str) -> tuple[str, str]:
    """Title and description, both never empty."""
    words = in_language(article.translations, locale) or {}
    title = clipped(words.get("title") or article.title, LONGEST_TITLE) or article.sku
    description = (words.get("description") or article.description).strip()
    if len(description) > LONGEST_DESCRIPTION:
        description = description[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
    return title, description or title


def _link(article: SourceItem, front: MerchantInfo) -> str:
    """The product's own page; a shop without a site leads into its chat."""
    link = article.link.strip()
    if link.startswith(("https://", "http://")):
        return link
    digits = "".join(c for c in front.phone if c.isascii() and c.isdigit())
    return f"https://wa.me/{digits}?text={quote(article.sku)}" if digits else front.public_url


def _images(article: SourceItem, front: MerchantInfo) -> list[dict[str, Any]]:
    """The variant's own pictures before the product's, each once; the first is the main one."""
    base = front.public_url.rstrip("/") + "/"
    given = [image.strip() for image in (*article.images, *article.product_images)]
    urls = list(dict.fromkeys(urljoin(base, image) for image in given if image))
    return [{"url": url, "tag": [] if nth else ["main"]} for nth, url in enumerate(urls[:MOST_IMAGES])]
