"""What Meta should have: a pure function of a variant. Fields and limits: Meta's page of `items_batch`."""

import hashlib
from typing import Any
from urllib.parse import quote, urljoin
from uuid import UUID

import msgspec

from catalog_sync.options import option_fields
from shop.catalog.models import Product, ProductStatus, Variant
from shop.kit.money import meta_price

Item = dict[str, Any]

LONGEST_TITLE = 100  # other pages of Meta say 200; this is the one of the endpoint we use
LONGEST_DESCRIPTION = 5000
LONGEST_BRAND = 100
LONGEST_PRODUCT_TYPE = 750
MOST_IMAGES = 21
GONE = "gone"  # the fingerprint of what is not to be at Meta
UNREVIEWED = frozenset({"availability"})  # a change of these does not make Meta review the item again


class Shopfront(msgspec.Struct, frozen=True):
    """What all items of a merchant share."""

    language: str
    name: str
    public_url: str
    phone: str = ""  # the number that sells, as people write it


class Article(msgspec.Struct, frozen=True, kw_only=True):
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
    currency: str
    available: int
    product_id: UUID
    has_siblings: bool = False
    title: str
    description: str = ""
    brand: str = ""
    category: str = ""
    link: str = ""
    translations: dict[str, dict[str, str]]
    product_images: list[str]

    @classmethod
    def of(
        cls, product: Product, variant: Variant, available: int, *, has_siblings: bool = False
    ) -> "Article":
        """From the rows; the push reads plain columns instead, for speed."""
        return cls(
            id=variant.id,
            sku=variant.sku,
            version=variant.version,
            sent_version=variant.sent_version,
            sent_hash=variant.sent_hash,
            archived=variant.archived or product.status is ProductStatus.ARCHIVED,
            options=variant.options,
            images=variant.images,
            price_minor=variant.price_minor,
            currency=variant.currency,
            available=available,
            product_id=product.id,
            has_siblings=has_siblings,
            title=product.title,
            description=product.description,
            brand=product.brand,
            category=product.category,
            link=product.link,
            translations=product.translations,
            product_images=product.images,
        )


def item_for(article: Article, front: Shopfront) -> Item | None:
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
        "availability": "in stock" if article.available > 0 else "out of stock",
        "condition": "new",
        "price": meta_price(article.price_minor, article.currency),
        "link": _link(article, front),
        "image": _images(article, front),
        "brand": clipped(article.brand, LONGEST_BRAND) or clipped(front.name, LONGEST_BRAND),
        "item_group_id": article.product_id.hex if article.options or article.has_siblings else "",
        "product_type": article.category.strip()[:LONGEST_PRODUCT_TYPE],
        **option_fields(article.options),
    }


def fingerprint(item: Item | None) -> str:
    """Equal for equal items, and short: "<hash of what Meta reviews>:<the rest>"."""
    if item is None:
        return GONE
    reviewed = {name: value for name, value in item.items() if name not in UNREVIEWED}
    digest = hashlib.blake2b(msgspec.json.encode(reviewed, order="sorted"), digest_size=16).hexdigest()
    return f"{digest}:{item['availability']}"


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


def _words(article: Article, language: str) -> tuple[str, str]:
    """Title and description, both never empty."""
    words = article.translations.get(language, {})
    title = clipped(words.get("title") or article.title, LONGEST_TITLE) or article.sku
    description = (words.get("description") or article.description).strip()
    if len(description) > LONGEST_DESCRIPTION:
        description = description[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
    return title, description or title


def _link(article: Article, front: Shopfront) -> str:
    """The product's own page; a shop without a site leads into its chat."""
    link = article.link.strip()
    if link.startswith(("https://", "http://")):
        return link
    digits = "".join(c for c in front.phone if c.isascii() and c.isdigit())
    return f"https://wa.me/{digits}?text={quote(article.sku)}" if digits else front.public_url


def _images(article: Article, front: Shopfront) -> list[dict[str, Any]]:
    """The variant's own pictures before the product's, each once; the first is the main one."""
    base = front.public_url.rstrip("/") + "/"
    given = [image.strip() for image in (*article.images, *article.product_images)]
    urls = list(dict.fromkeys(urljoin(base, image) for image in given if image))
    return [{"url": url, "tag": [] if nth else ["main"]} for nth, url in enumerate(urls[:MOST_IMAGES])]
