"""Tables of orders, and what an order permits in each state.

An order, from status to status, by verb (money that arrives counts, whatever we thought of the order):

    pending -> paid: mark_paid
    pending -> cancelled, expired: close
    cancelled, expired -> paid: mark_paid
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from shop.catalog.prices.shown import with_tax
from shop.events.models import Actor, ActorKind
from shop.kit.db.columns import enum_column, json_column, struct_column, structs_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.errors import Conflict
from shop.kit.states import Transitions, may_become
from shop.orders.cost.computing import Cost
from shop.orders.cost.frozen import OrderDelivery, OrderDiscount, delivery_taxes_of, discounts_of
from shop.orders.cost.totals import TaxGroup
from shop.orders.order_line import OrderLine

HOLD = timedelta(minutes=30)  # how long stock is promised to an unpaid order
OPEN = timedelta(hours=72)  # how long an unpaid order can still be paid
BANK = timedelta(
    days=15
)  # how long a bank may take: Stripe says 2 to 14 days (docs.stripe.com/payments/payment-methods)


class OrderStatus(StrEnum):
    PENDING = "pending"
    PAID = "paid"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


ORDER_TRANSITIONS: Transitions[OrderStatus] = {
    OrderStatus.PENDING: frozenset({OrderStatus.PAID, OrderStatus.CANCELLED, OrderStatus.EXPIRED}),
    OrderStatus.CANCELLED: frozenset({OrderStatus.PAID}),
    OrderStatus.EXPIRED: frozenset({OrderStatus.PAID}),
    OrderStatus.PAID: frozenset(),
}


class OrderStateConflict(Conflict):
    """The order is past the state in which this can be done."""

    status_code: ClassVar[int] = 409


class Order(MerchantOwned, table=True):
    """A promise to sell: lines and totals frozen at the time it was placed, in minor units."""

    __tablename__ = "sales_order"
    __table_args__ = (
        belongs_to("conversation_id", "conversation"),
        belongs_to("customer_id", "customer"),
        belongs_to("cart_id", "cart"),
        UniqueConstraint("merchant_id", "number"),
        UniqueConstraint("merchant_id", "pay_token"),
        UniqueConstraint("merchant_id", "cart_id"),
        CheckConstraint("total_minor >= 0", name="total_not_negative"),
        Index(None, "merchant_id", "placed_at", "id"),
        Index(None, "merchant_id", "customer_id", "id"),
        Index(None, "merchant_id", "conversation_id"),
        Index(None, "merchant_id", "status", "id"),
        Index(
            "ix_sales_order_unpaid", "merchant_id", "conversation_id", postgresql_where="status = 'pending'"
        ),
        Index("ix_sales_order_held", "held_until", postgresql_where="held"),
        Index("ix_sales_order_expiring", "expires_at", postgresql_where="status = 'pending'"),
    )

    number: int = Field(sa_type=BigInteger)
    conversation_id: UUID
    customer_id: UUID
    cart_id: UUID | None = None
    status: OrderStatus = enum_column(OrderStatus, default=OrderStatus.PENDING)
    revision: int = 1
    locale: str
    currency: str
    prices_include_tax: bool
    net_minor: int = Field(sa_type=BigInteger)
    tax_minor: int = Field(sa_type=BigInteger)
    total_minor: int = Field(sa_type=BigInteger)
    taxes: list[TaxGroup] = structs_column(TaxGroup, default_factory=list)
    discount_minor: int = Field(default=0, sa_type=BigInteger)  # what the lines cost less
    discounts: list[OrderDiscount] = structs_column(OrderDiscount, default_factory=list)
    codes: list[str] = json_column(default_factory=list)  # that were typed and take something off
    needs_delivery: bool = False  # it cannot be paid before its delivery is chosen
    delivery: OrderDelivery | None = struct_column(OrderDelivery, default=None)
    delivery_minor: int = Field(default=0, sa_type=BigInteger)  # what is charged for it
    delivery_taxes: list[TaxGroup] = structs_column(TaxGroup, default_factory=list)
    note: str = ""
    pay_token: str
    clicks: int = 0
    held: bool = True
    held_until: datetime | None = time_column(default=None)
    placed_at: datetime = time_column()
    expires_at: datetime = time_column()
    paid_at: datetime | None = time_column(default=None)
    closed_at: datetime | None = time_column(default=None)
    closed_by: str | None = None  # the actor, as events name it

    @property
    def is_paid(self) -> bool:
        return self.status is OrderStatus.PAID

    @property
    def waits_for_delivery(self) -> bool:
        """Does it wait until the shopper says how it shall reach them?"""
        return self.needs_delivery and self.delivery is None and self.status is OrderStatus.PENDING

    def unit_shown(self, line: OrderLine) -> int:
        """The price of one piece as the shopper reads it, with its tax. Orders of long ago keep it without."""
        if self.prices_include_tax:
            return line.unit_minor
        return with_tax(line.unit_minor, Decimal(line.rate))

    @property
    def is_paid_after_cancel(self) -> bool:
        """Did the shopper cancel it, and pay it after that? Their later word counts."""
        return self.is_paid and str(self.closed_by).startswith(ActorKind.SHOPPER)

    @property
    def is_withdrawn(self) -> bool:
        """Did the shop cancel it, or another order take its place? Then money that still arrives goes back.

        A shopper's own word may be changed: who cancels and pays all the same wants it.
        """
        cancelled = self.status is OrderStatus.CANCELLED and self.closed_by is not None
        return cancelled and not str(self.closed_by).startswith(ActorKind.SHOPPER)

    def mark_paid(self, *, at: datetime) -> None:
        """The money is here. An order that expired or was cancelled meanwhile is paid all the same: money counts."""
        if not may_become(ORDER_TRANSITIONS, self.status, OrderStatus.PAID):
            raise OrderStateConflict(f"Order {self.number} is paid already.")
        self.status, self.paid_at = OrderStatus.PAID, at

    def renew_link(self) -> None:
        """The link of the present revision is spent: the next revision gets another one, at the same prices."""
        if self.status is not OrderStatus.PENDING:
            raise OrderStateConflict(
                f"Order {self.number} is {self.status}; only a pending order is paid by a link."
            )
        self.revision += 1

    def check_repriceable(self, *, at: datetime) -> None:
        """Raises OrderStateConflict for an order that is no longer pending, or whose time is over."""
        if self.closed_as(at=at) is not None:
            raise self._has_no_prices()

    def _has_no_prices(self) -> OrderStateConflict:
        return OrderStateConflict(
            f"Order {self.number} is {self.status}; only a pending order has prices to change."
        )

    def differs_from(self, cost: Cost, lines: Sequence[OrderLine]) -> bool:
        """Is it another price of some piece, discount, delivery or tax than the shopper was told?"""
        units = [taxed.line.unit_minor for taxed in cost.lines] != [self.unit_shown(line) for line in lines]
        taxes = list(cost.totals.groups) != self.taxes
        return units or taxes or discounts_of(cost) != self.discounts

    def reprice(self, lines: Sequence[OrderLine], cost: Cost) -> None:
        """The next revision, at another cost. Raises OrderStateConflict."""
        if self.status is not OrderStatus.PENDING:
            raise self._has_no_prices()
        for line, taxed in zip(lines, cost.lines, strict=True):
            line.reprice(taxed, shown_before=self.unit_shown(line))
        self.revision += 1
        self.take_cost(cost)

    def take_cost(self, cost: Cost) -> None:
        """What it costs now, with every part of it."""
        sums = cost.totals
        self.prices_include_tax = True
        self.net_minor, self.tax_minor, self.total_minor = sums.net_minor, sums.tax_minor, sums.gross_minor
        self.taxes = list(sums.groups)
        self.discount_minor, self.discounts = cost.discount_minor, discounts_of(cost)
        self.codes = [each.code for each in self.discounts if each.code is not None]
        self.delivery_minor, self.delivery_taxes = cost.delivery_minor, delivery_taxes_of(cost)

    def deliver_by(self, delivery: OrderDelivery | None) -> None:
        """How it shall reach the shopper; None: not said yet."""
        self.delivery = delivery

    def closed_as(self, *, at: datetime) -> OrderStatus | None:
        """What it ended as, also before the sweep has seen that its time is over; None while it waits for its payment."""
        if self.status is not OrderStatus.PENDING:
            return self.status
        return OrderStatus.EXPIRED if self.expires_at <= at else None

    def add_note(self, note: str) -> bool:
        """What was written later, below what was written before. False where it says nothing new."""
        known = {line.strip() for line in self.note.splitlines()}
        told = dict.fromkeys(line.strip() for line in note.splitlines())
        new = [line for line in told if line and line not in known]
        self.note = "\n".join(part for part in (self.note, *new) if part)
        return bool(new)

    def hold_until(self, until: datetime) -> None:
        """Its stock is promised until then."""
        self.held, self.held_until = True, until

    def wait_for_bank(self, *, at: datetime) -> None:
        """The shopper did their part: it stays open, and keeps what stock it holds, until the bank has decided."""
        self.expires_at = max(self.expires_at, at + BANK)
        if self.held:
            self.hold_until(at + BANK)

    def wait_no_longer(self, *, at: datetime) -> None:
        """No bank works on it any more: it can be paid again, as one that was placed now."""
        self.expires_at = min(self.expires_at, at + OPEN)
        if self.held and self.held_until is not None:
            self.hold_until(min(self.held_until, at + HOLD))

    def release_hold(self) -> None:
        """Nothing of the stock is promised to it any more."""
        self.held = False

    def close(self, status: OrderStatus, *, at: datetime, by: Actor | None = None) -> None:
        """Cancel or expire an unpaid order."""
        if status is OrderStatus.PAID or not may_become(ORDER_TRANSITIONS, self.status, status):
            raise OrderStateConflict(self._why_not_closed())
        self.status, self.closed_at, self.closed_by = status, at, str(by) if by else None

    def _why_not_closed(self) -> str:
        if self.is_paid:
            return (
                f"Order {self.number} is paid: refund its payment, and nothing of it will be sent. "
                "What has left already comes back by a return."
            )
        return f"Order {self.number} is {self.status}; only a pending order can be closed."
