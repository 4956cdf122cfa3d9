"""What may be stored of a discount: what each kind needs and takes, limits, one sentence per fault.

A fault names its place as the API does: `percent`, `applies_to.product_ids[3]`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from shop.catalog.rules import MOST_LANGUAGES, BadProduct, ProductFault, storable
from shop.discounts.evaluation import EVERYTHING, DiscountKind, ProductScope
from shop.discounts.models import Discount, DiscountStatus

LONGEST_NAME = 100
MOST_LISTED = 200  # in each list of a scope; whoever lists more makes a collection of them
MOST_PIECES = 1000  # of a set
MOST_USES = 10**9
HIGHEST_PRIORITY = 1000

_NEEDED = {
    DiscountKind.PERCENTAGE: ("percent_hundredths",),
    DiscountKind.AMOUNT: ("amount_minor",),
    DiscountKind.FREE_DELIVERY: (),
    DiscountKind.BUY_X_GET_Y: ("buy_quantity", "get_quantity", "percent_hundredths"),
    DiscountKind.CHEAPEST_FREE: ("set_size",),
}
_TAKEN = {
    DiscountKind.PERCENTAGE: (),
    DiscountKind.AMOUNT: (),
    DiscountKind.FREE_DELIVERY: ("most_delivery_minor",),
    DiscountKind.BUY_X_GET_Y: ("gets", "most_sets"),
    DiscountKind.CHEAPEST_FREE: ("most_sets",),
}
_OF_SOME_KINDS = (
    *("percent_hundredths", "amount_minor", "buy_quantity", "get_quantity"),
    *("set_size", "most_sets", "most_delivery_minor", "gets"),
)


class BadDiscount(BadProduct):
    """A discount or a code cannot be stored like this."""


class DiscountTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What is given of a discount, by the names of its columns; the rest stays, or is empty where it is new."""

    name: str | UnsetType = UNSET
    translations: dict[str, str] | UnsetType = UNSET
    percent_hundredths: int | UnsetType | None = UNSET
    amount_minor: int | UnsetType | None = UNSET
    buy_quantity: int | UnsetType | None = UNSET
    get_quantity: int | UnsetType | None = UNSET
    set_size: int | UnsetType | None = UNSET
    most_sets: int | UnsetType | None = UNSET
    most_delivery_minor: int | UnsetType | None = UNSET
    applies_to: ProductScope | UnsetType = UNSET
    gets: ProductScope | UnsetType | None = UNSET
    first_order_only: bool | UnsetType = UNSET
    min_value_minor: int | UnsetType = UNSET
    min_quantity: int | UnsetType = UNSET
    is_combinable: bool | UnsetType = UNSET
    priority: int | UnsetType = UNSET
    max_uses: int | UnsetType | None = UNSET
    max_uses_per_customer: int | UnsetType | None = UNSET
    starts_at: datetime | UnsetType | None = UNSET
    ends_at: datetime | UnsetType | None = UNSET
    status: DiscountStatus | UnsetType = UNSET

    @property
    def scopes(self) -> Iterator[tuple[str, ProductScope]]:
        """The products that are named, with their place."""
        for place, scope in (("applies_to", self.applies_to), ("gets", self.gets)):
            if isinstance(scope, ProductScope):
                yield place, scope

    def columns(self) -> dict[str, Any]:
        """What was given, as it is stored; the status has verbs."""
        given = {name: value for name, value in _fields(self) if value is not UNSET and name != "status"}
        return given | {place: msgspec.to_builtins(scope) for place, scope in self.scopes}


def check_terms(discount: Discount) -> None:
    """Raises BadDiscount with the first fault."""
    for fault in _faults(discount):
        raise BadDiscount(fault.message, fault.path)


def place_of(column: str) -> str:
    """What the API calls it: `amount_minor` is `amount`."""
    return column.removesuffix("_minor").removesuffix("_hundredths")


def _fields(terms: DiscountTerms) -> Iterator[tuple[str, Any]]:
    return ((name, getattr(terms, name)) for name in terms.__struct_fields__)


def _faults(discount: Discount) -> Iterator[ProductFault]:
    yield from _name_faults(discount)
    yield from _kind_faults(discount)
    if discount.kind is DiscountKind.CHEAPEST_FREE and (discount.set_size or 0) < 2:
        yield ProductFault(
            "set_size", "Of a set of one the cheapest is everything: take a percentage of 100."
        )
    if not discount.percent_hundredths and discount.percent_hundredths is not None:
        yield ProductFault("percent", "A percentage of 0 takes nothing off.")
    if discount.amount_minor == 0:
        yield ProductFault("amount", "An amount of 0 takes nothing off.")
    starts, ends = discount.starts_at, discount.ends_at
    for place, moment in (("starts_at", starts), ("ends_at", ends)):
        if moment is not None and not 2000 <= moment.year < 2100:
            yield ProductFault(place, "The year lies between 2000 and 2099.")
    if starts is not None and ends is not None and starts >= ends:
        yield ProductFault("ends_at", "It must begin before it ends.")
    for place in ("applies_to", "gets"):
        yield from _scope_faults(place, getattr(discount, place))


def _name_faults(discount: Discount) -> Iterator[ProductFault]:
    if len(discount.translations) > MOST_LANGUAGES:
        yield ProductFault("translations", f"At most {MOST_LANGUAGES} languages fit.")
    names = [("name", discount.name), *((f"translations.{k}", v) for k, v in discount.translations.items())]
    for place, name in names:
        if not name.strip() or len(name) > LONGEST_NAME or not storable(name):
            yield ProductFault(place, f"A discount needs a name of 1 to {LONGEST_NAME} characters.")


def _kind_faults(discount: Discount) -> Iterator[ProductFault]:
    """What its kind needs and is not there, and what it has no use for."""
    kind = discount.kind
    for column in _OF_SOME_KINDS:
        is_there = getattr(discount, column) is not None
        if column in _NEEDED[kind] and not is_there:
            yield ProductFault(place_of(column), f"{kind.value} needs {place_of(column)}.")
        if is_there and column not in (*_NEEDED[kind], *_TAKEN[kind]):
            yield ProductFault(place_of(column), f"{kind.value} takes no {place_of(column)}.")


def _scope_faults(place: str, stored: dict[str, Any] | None) -> Iterator[ProductFault]:
    for name, ids in (stored or {}).items():
        if len(ids) > MOST_LISTED:
            said = f"At most {MOST_LISTED} fit: make a collection of them."
            yield ProductFault(f"{place}.{name}", said)


NO_SCOPE: dict[str, Any] = msgspec.to_builtins(EVERYTHING)
