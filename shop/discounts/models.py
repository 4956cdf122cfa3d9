"""Tables of discounts, their codes and their uses.

A use, from state to state, by verb. Money counts: an order that is paid after it had ended takes its uses again, also above
the limits.

    held -> used: confirm
    held -> released: release
    released -> used: confirm
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from shop.discounts.evaluation import DiscountKind
from shop.kit.db.columns import enum_column, json_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.states import Transitions, check_transition


class DiscountStatus(StrEnum):
    ACTIVE = "active"
    ARCHIVED = "archived"


class Discount(MerchantOwned, table=True):
    """What takes something off a cart; amounts in minor units. `translations` holds the name by language.

    `applies_to` and `gets` are stored as `ProductScope`; what each kind needs is said at `DiscountRule`. `uses` counts the
    uses that are held or used, under the row's lock.
    """

    __table_args__ = (
        CheckConstraint("percent_hundredths BETWEEN 0 AND 10000", name="percent_of_the_whole"),
        CheckConstraint("amount_minor >= 0", name="amount_not_negative"),
        CheckConstraint("buy_quantity > 0 AND get_quantity > 0", name="sets_have_pieces"),
        CheckConstraint("set_size > 0", name="set_not_empty"),
        CheckConstraint("most_sets > 0", name="most_sets_positive"),
        CheckConstraint("uses >= 0", name="uses_not_negative"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        Index(None, "merchant_id", "status", "id"),
        Index(
            "ix_discount_automatic",
            "merchant_id",
            "ends_at",
            postgresql_where="is_automatic AND status = 'active'",
        ),
    )

    name: str
    translations: dict[str, str] = json_column(default_factory=dict)
    kind: DiscountKind = enum_column(DiscountKind)
    percent_hundredths: int | None = None
    amount_minor: int | None = Field(default=None, sa_type=BigInteger)
    buy_quantity: int | None = None
    get_quantity: int | None = None
    set_size: int | None = None
    most_sets: int | None = None
    most_delivery_minor: int | None = Field(default=None, sa_type=BigInteger)
    applies_to: dict[str, Any] = json_column(default_factory=dict)
    gets: dict[str, Any] | None = json_column(default=None)
    first_order_only: bool = False
    min_value_minor: int = Field(default=0, sa_type=BigInteger)
    min_quantity: int = 0
    is_automatic: bool = False
    is_combinable: bool = False
    priority: int = 0
    max_uses: int | None = Field(default=None, sa_type=BigInteger)
    max_uses_per_customer: int | None = Field(default=None, sa_type=BigInteger)
    uses: int = Field(default=0, sa_type=BigInteger)
    starts_at: datetime | None = time_column(default=None)
    ends_at: datetime | None = time_column(default=None)  # at the moment itself it is over
    status: DiscountStatus = enum_column(DiscountStatus, default=DiscountStatus.ACTIVE)
    created_at: datetime = time_column()
    updated_at: datetime = time_column()

    @property
    def is_archived(self) -> bool:
        return self.status is DiscountStatus.ARCHIVED

    def change(self, terms: Mapping[str, Any]) -> None:
        """Other terms, by the names of their columns."""
        for name, value in terms.items():
            setattr(self, name, value)

    def archive(self) -> None:
        """It takes nothing off any more; what it took stands."""
        self.status = DiscountStatus.ARCHIVED

    def restore(self) -> None:
        """It counts again."""
        self.status = DiscountStatus.ACTIVE

    def note_edit(self, *, at: datetime) -> None:
        """It was changed; its tag never stays the same, however fast one edit follows another."""
        self.updated_at = max(at, self.updated_at + timedelta(microseconds=1))


class DiscountCode(MerchantOwned, table=True):
    """A code of a discount: `code` is folded, `shown` as it is written. One-time codes have a batch and one use."""

    __tablename__ = "discount_code"
    __table_args__ = (
        belongs_to("discount_id", "discount"),
        UniqueConstraint("merchant_id", "code"),
        CheckConstraint("uses >= 0", name="uses_not_negative"),
        CheckConstraint("max_uses > 0", name="max_uses_positive"),
        Index(None, "merchant_id", "discount_id", "id"),
        Index("ix_discount_code_batch", "merchant_id", "batch", "id", postgresql_where="batch IS NOT NULL"),
    )

    discount_id: UUID
    code: str
    shown: str
    max_uses: int | None = Field(default=None, sa_type=BigInteger)
    uses: int = Field(default=0, sa_type=BigInteger)
    batch: UUID | None = None
    created_at: datetime = time_column()


class UseState(StrEnum):
    HELD = "held"  # the order waits for its payment
    USED = "used"
    RELEASED = "released"  # the order ended unpaid


USE_TRANSITIONS: Transitions[UseState] = {
    UseState.HELD: frozenset({UseState.USED, UseState.RELEASED}),
    UseState.RELEASED: frozenset({UseState.USED}),
    UseState.USED: frozenset(),
}


class DiscountUse(MerchantOwned, table=True):
    """What a discount took off one order. `is_over_limit`: it was paid when nothing was left of the discount."""

    __tablename__ = "discount_use"
    __table_args__ = (
        belongs_to("discount_id", "discount"),
        belongs_to("code_id", "discount_code"),
        belongs_to("customer_id", "customer"),
        UniqueConstraint("merchant_id", "order_id", "discount_id"),
        Index(None, "merchant_id", "discount_id", "id"),
        Index(None, "merchant_id", "code_id"),
        Index("ix_discount_use_of_customer", "merchant_id", "customer_id", "discount_id"),
    )

    discount_id: UUID
    code_id: UUID | None = None
    customer_id: UUID
    order_id: UUID
    amount_minor: int = Field(sa_type=BigInteger)
    state: UseState = enum_column(UseState, default=UseState.HELD)
    is_over_limit: bool = False
    at: datetime = time_column()  # of its state

    def confirm(self, *, at: datetime, is_over_limit: bool = False) -> None:
        """Its order is paid."""
        check_transition(USE_TRANSITIONS, self.state, UseState.USED, f"Use {self.id}")
        self.state, self.is_over_limit, self.at = UseState.USED, is_over_limit, at

    def release(self, *, at: datetime) -> None:
        """Its order ended unpaid, or is priced anew."""
        check_transition(USE_TRANSITIONS, self.state, UseState.RELEASED, f"Use {self.id}")
        self.state, self.at = UseState.RELEASED, at
