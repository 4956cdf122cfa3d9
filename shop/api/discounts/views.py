"""Discounts, codes and uses as the API shows them."""

from decimal import Decimal
from uuid import UUID

import msgspec

from shop.api.http.money import Money
from shop.api.http.pages import PageView
from shop.api.http.types import Timestamp
from shop.discounts.evaluation import DiscountKind
from shop.discounts.models import Discount, DiscountCode, DiscountStatus, DiscountUse, UseState


class ScopeView(msgspec.Struct, frozen=True):
    """Products, listed or by collection, without those excluded. Where none is listed, every product."""

    product_ids: list[UUID] = []
    collection_ids: list[UUID] = []
    excluded_product_ids: list[UUID] = []
    excluded_collection_ids: list[UUID] = []


class DiscountView(msgspec.Struct, frozen=True, kw_only=True):
    """A discount. `uses` counts orders that wait for their payment, too."""

    id: UUID
    name: str
    translations: dict[str, str]
    kind: DiscountKind
    is_automatic: bool
    percent: str | None
    amount: Money | None
    buy_quantity: int | None
    get_quantity: int | None
    set_size: int | None
    most_sets: int | None
    most_delivery: Money | None
    applies_to: ScopeView
    gets: ScopeView | None
    first_order_only: bool
    min_value: Money | None
    min_quantity: int
    is_combinable: bool
    priority: int
    max_uses: int | None
    max_uses_per_customer: int | None
    uses: int
    starts_at: Timestamp | None
    ends_at: Timestamp | None
    status: DiscountStatus
    created_at: Timestamp
    updated_at: Timestamp

    @classmethod
    def of(cls, discount: Discount, *, currency: str) -> "DiscountView":
        hundredths = discount.percent_hundredths
        same = {
            name: getattr(discount, name) for name in cls.__struct_fields__ if name not in _SHOWN_OTHERWISE
        }
        return cls(
            **same,
            percent=None if hundredths is None else _percent(hundredths),
            amount=_money(discount.amount_minor, currency),
            most_delivery=_money(discount.most_delivery_minor, currency),
            min_value=_money(discount.min_value_minor or None, currency),
            applies_to=msgspec.convert(discount.applies_to, ScopeView),
            gets=msgspec.convert(discount.gets, ScopeView | None),
        )


class CodeView(msgspec.Struct, frozen=True):
    """A code as it is written; typed in any case, with any accents, spaces and dashes it is the same."""

    id: UUID
    code: str
    max_uses: int | None
    uses: int
    batch_id: UUID | None
    created_at: Timestamp

    @classmethod
    def of(cls, code: DiscountCode) -> "CodeView":
        return cls(code.id, code.shown, code.max_uses, code.uses, code.batch, code.created_at)


class UseView(msgspec.Struct, frozen=True, kw_only=True):
    """What it took off one order: `held` while the order waits, `used` once it is paid, `released` if it ended unpaid.

    `is_over_limit`: paid after the order had ended, when nothing was left of the discount.
    """

    id: UUID
    order_id: UUID
    customer_id: UUID
    code: str | None
    amount: Money
    state: UseState
    is_over_limit: bool
    at: Timestamp

    @classmethod
    def of(cls, use: DiscountUse, code: str | None, *, currency: str) -> "UseView":
        return cls(
            id=use.id,
            order_id=use.order_id,
            customer_id=use.customer_id,
            code=code,
            amount=Money(use.amount_minor, currency),
            state=use.state,
            is_over_limit=use.is_over_limit,
            at=use.at,
        )


class DiscountPage(PageView[DiscountView], frozen=True):
    """Some discounts, newest first; `next_cursor` is null on the last page."""


class CodePage(PageView[CodeView], frozen=True):
    """Some codes, oldest first; `next_cursor` is null on the last page."""


class UsePage(PageView[UseView], frozen=True):
    """Some uses, newest first; `next_cursor` is null on the last page."""


_SHOWN_OTHERWISE = frozenset({"percent", "amount", "most_delivery", "min_value", "applies_to", "gets"})


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)


def _percent(hundredths: int) -> str:
    """1250 is "12.5"."""
    whole = Decimal(hundredths) / 100
    return f"{whole.normalize():f}"
