"""What may be stored of a product: limits of Meta (items_batch), of Stripe, and our own; one sentence per fault.

Pure. A fault names its place as the API does: `variants[0].sale_price`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

import msgspec
from msgspec import UNSET

from shop.catalog.categories.paths import path_fault
from shop.catalog.urls import picture_fault, web_fault
from shop.kit.errors import ShopError

# Meta, items_batch: an item's `id` (our SKU), `title`, `description`, `brand` and `image`.
LONGEST_SKU = 100
LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 5000
LONGEST_BRAND = 100
MOST_IMAGES = 21
# Stripe charges at most twelve digits.
HIGHEST_PRICE = 10**12 - 1
# This and the limits below are ours: sums of such counts still fit into a bigint.
MOST_STOCK = 10**9
# Grams.
HEAVIEST = 10**8
MOST_VARIANTS = 200
MOST_OPTIONS = 10
LONGEST_OPTION = 100
MOST_TAGS = 50
LONGEST_TAG = 100
MOST_ATTRIBUTES = 50
LONGEST_ATTRIBUTE = 1000
MOST_LANGUAGES = 50

_TRANSLATED = {"title", "description"}


class ProductFault(msgspec.Struct, frozen=True):
    """One fault: the field's path and a sentence."""

    path: str
    message: str


class BadProduct(ShopError):
    """A product cannot be stored like this; `path` is the place of the first fault."""

    status_code = 422

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path

    @property
    def extra(self) -> dict[str, Any]:
        """The path of the first wrong field."""
        return {"errors": [{"path": self.path, "message": str(self)}]} if self.path else {}


class PriceTerms(Protocol):
    """What a variant costs, and when: the parts that must agree with each other."""

    sku: str
    price_minor: Any
    sale_price_minor: Any
    sale_starts_at: Any
    sale_ends_at: Any
    compare_at_price_minor: Any


def raise_first(faults: Iterable[ProductFault]) -> None:
    """Raises BadProduct with the first, if there is one."""
    for fault in faults:
        raise BadProduct(fault.message, fault.path)


def given_fields(changes: msgspec.Struct) -> dict[str, Any]:
    """The fields that were given."""
    values = ((name, getattr(changes, name)) for name in changes.__struct_fields__)
    return {name: value for name, value in values if value is not UNSET}


def product_faults(fields: Mapping[str, Any], *, public_url: str) -> Iterator[ProductFault]:
    """The faults of a product's own fields, of those given; not of its variants."""
    for name, rule in _OF_A_PRODUCT.items():
        if name in fields and (said := rule(fields[name])):
            yield ProductFault(name, said)
    yield from _address_faults(fields, "", public_url)
    for language, words in (fields.get("translations") or {}).items():
        yield from _translation_faults(language, words or {})
    yield from _text_faults({name: value for name, value in fields.items() if name != "variants"}, "")


def variant_faults(fields: Mapping[str, Any], path: str, *, public_url: str) -> Iterator[ProductFault]:
    """The faults of a variant's fields, of those given. `path` is the variant's place."""
    sku = str(fields.get("sku", ""))
    for name, rule in _OF_A_VARIANT.items():
        if fields.get(name) is not None and (said := rule(fields[name], sku)):
            yield ProductFault(_joined(path, name), said)
    yield from _address_faults(fields, path, public_url)
    yield from _text_faults(fields, path)


def price_faults(priced: PriceTerms, path: str) -> Iterator[ProductFault]:
    """The faults between price, sale price and compare-at price."""
    sale, above = priced.sale_price_minor, priced.compare_at_price_minor
    starts, ends = priced.sale_starts_at, priced.sale_ends_at
    if sale is not None and sale >= priced.price_minor:
        said = f"The sale price of {priced.sku} must be below its price."
        yield ProductFault(_joined(path, "sale_price"), said)
    if sale is None and (starts is not None or ends is not None):
        name = "sale_starts_at" if starts is not None else "sale_ends_at"
        yield ProductFault(_joined(path, name), f"The sale of {priced.sku} has a date and no sale price.")
    if starts is not None and ends is not None and starts >= ends:
        said = f"The sale of {priced.sku} must begin before it ends."
        yield ProductFault(_joined(path, "sale_ends_at"), said)
    if above is not None and above <= priced.price_minor:
        said = f"The price that {priced.sku} is compared with must be above its price."
        yield ProductFault(_joined(path, "compare_at_price"), said)


def storable(text: str) -> bool:
    """Can the text be stored? PostgreSQL takes no NUL, UTF-8 no lone surrogate."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def _title_fault(title: str) -> str | None:
    return (
        "A product needs a title." if not title.strip() else _length_fault("The title", title, LONGEST_TITLE)
    )


def _length_fault(whose: str, text: str, limit: int) -> str | None:
    return f"{whose} has {len(text)} characters; {limit} are allowed." if len(text) > limit else None


def _translation_faults(language: str, words: Mapping[str, Any]) -> Iterator[ProductFault]:
    path = f"translations.{language}"
    if unknown := words.keys() - _TRANSLATED:
        yield ProductFault(
            path, f"Only title and description are translated, not {min(unknown)!r} ({language})."
        )
    for name, limit in (("title", LONGEST_TITLE), ("description", LONGEST_DESCRIPTION)):
        word = words.get(name)
        if isinstance(word, str) and (said := _length_fault(f"The {language} {name}", word, limit)):
            yield ProductFault(f"{path}.{name}", said)


def _sku_fault(sku: str, _: str) -> str | None:
    if not sku or sku != sku.strip():
        return f"A variant needs a SKU without spaces around it, not {sku!r}."
    return _length_fault(f"SKU {sku[:20]}…", sku, LONGEST_SKU)


def _between(what: str, most: int, unit: str = "") -> Callable[[int, str], str | None]:
    def rule(value: int, sku: str) -> str | None:
        fits = 0 <= value <= most
        return None if fits else f"The {what} of {sku} must lie between 0 and {most}{unit}."

    return rule


def _timestamp_fault(what: str) -> Callable[[datetime, str], str | None]:
    def rule(moment: datetime, sku: str) -> str | None:
        fits = moment.tzinfo is not None and 2000 <= moment.year < 2100
        return None if fits else f"The {what} of {sku} needs a time zone and a year from 2000 to 2099."

    return rule


def _address_faults(fields: Mapping[str, Any], path: str, public_url: str) -> Iterator[ProductFault]:
    """The faults of pictures and link, which may lead to our own host wherever it is."""
    if said := _pictures_fault(fields.get("images") or [], public_url):
        yield ProductFault(_joined(path, "images"), said)
    if (link := fields.get("link")) and (said := web_fault(link, public_url=public_url)):
        yield ProductFault(_joined(path, "link"), said)


def _pictures_fault(pictures: list[str], public_url: str) -> str | None:
    if len(pictures) > MOST_IMAGES:
        return f"There are {len(pictures)} pictures; {MOST_IMAGES} are allowed."
    return next(filter(None, (picture_fault(each, public_url=public_url) for each in pictures)), None)


def _words_fault(what: str, most: int, longest: int, longest_value: int) -> Callable[[Any], str | None]:
    """A rule for a list of words, or for words with values."""

    def rule(words: Any) -> str | None:
        if len(words) > most:
            return f"There are {len(words)} {what}s; {most} are allowed."
        values = words.values() if isinstance(words, Mapping) else ()
        if any(not word.strip() or len(word) > longest for word in words):
            return f"A {what} needs 1 to {longest} characters."
        if any(len(value) > longest_value for value in values):
            return f"The value of a {what} has more than {longest_value} characters."
        return None

    return rule


def _text_faults(value: object, path: str) -> Iterator[ProductFault]:
    if any(not storable(text) for text in _texts(value)):
        yield ProductFault(path, "A text holds a NUL or half a character, which cannot be stored.")


def _texts(value: object) -> Iterator[str]:
    """Every string in there, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield key
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _joined(path: str, name: str) -> str:
    word = name.removesuffix("_minor")
    return f"{path}.{word}" if path else word


_options_fault = _words_fault("option", MOST_OPTIONS, LONGEST_OPTION, LONGEST_OPTION)
_OF_A_PRODUCT: dict[str, Callable[[Any], str | None]] = {
    "title": _title_fault,
    "description": lambda text: _length_fault("The description", text, LONGEST_DESCRIPTION),
    "brand": lambda text: _length_fault("The brand", text, LONGEST_BRAND),
    "category": path_fault,
    "tags": _words_fault("tag", MOST_TAGS, LONGEST_TAG, 0),
    "attributes": _words_fault("attribute", MOST_ATTRIBUTES, LONGEST_TAG, LONGEST_ATTRIBUTE),
}
_OF_A_VARIANT: dict[str, Callable[[Any, str], str | None]] = {
    "sku": _sku_fault,
    "price_minor": _between("price", HIGHEST_PRICE, " minor units"),
    "sale_price_minor": _between("sale price", HIGHEST_PRICE, " minor units"),
    "sale_starts_at": _timestamp_fault("begin of the sale"),
    "sale_ends_at": _timestamp_fault("end of the sale"),
    "compare_at_price_minor": _between("compared price", HIGHEST_PRICE, " minor units"),
    "weight_grams": _between("weight", HEAVIEST, " grams"),
    "low_stock_threshold": _between("low-stock mark", MOST_STOCK),
    "stock": _between("stock", MOST_STOCK),
    "options": lambda options, _: _options_fault(options),
}
