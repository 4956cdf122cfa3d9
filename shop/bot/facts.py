"""What the bot knows when it answers: only what the catalog, the orders and the merchant's settings say."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from shop.bot.actions import Action, Question
from shop.carts.check import CartCheck
from shop.inbox.conversations.models import Holder
from shop.merchants.opening_hours import OpeningHours
from shop.orders.models import OrderStatus
from shop.payments.financial_status import FinancialStatus

QUESTION_STANDS = timedelta(hours=1)  # a "yes" the next day answers nothing any more
RECENT = timedelta(days=14)  # how long a paid order is likely to be the one that is meant


class OrderFact(msgspec.Struct, frozen=True):
    """An order of the shopper."""

    number: int
    status: OrderStatus
    total_minor: int
    url: str
    id: UUID
    placed_at: datetime
    financial_status: FinancialStatus = FinancialStatus.NOTHING


class UnpaidFact(msgspec.Struct, frozen=True):
    """The order that waits for payment in this conversation, and what it holds (pieces by variant)."""

    id: UUID
    number: int
    total_minor: int
    url: str
    placed_at: datetime
    cart_id: UUID | None
    items: dict[UUID, int]


class ProductFact(msgspec.Struct, frozen=True, kw_only=True):
    """A product the shopper asked about, as of now.

    `descriptions` are the merchant's words, the reader's language first; `catalog_id` is there if the chat can show it.
    """

    sku: str
    name: str
    price_minor: int
    left: int
    descriptions: tuple[str, ...] = ()
    catalog_id: str | None = None
    is_sold: bool = True


class BotFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an answer may rest on. `orders` are the shopper's own, the newest first, and those that were named.

    `waiting_order` is there where a cart is meant.
    """

    at: datetime
    shop: str
    locale: str
    currency: str
    zone: str
    hours: OpeningHours
    catalog_ready: bool
    orders: tuple[OrderFact, ...] = ()
    product: ProductFact | None = None
    review: CartCheck | None = None
    cart_id: UUID | None = None
    waiting_order: UnpaidFact | None = None
    holder: Holder = Holder.BOT

    @property
    def unpaid(self) -> tuple[OrderFact, ...]:
        """The orders that can be paid or cancelled."""
        return tuple(order for order in self.orders if order.status is OrderStatus.PENDING)

    @property
    def likely(self) -> tuple[OrderFact, ...]:
        """The orders that "my order" may mean: unpaid, or paid of late; else the newest."""
        paid = (order for order in self.orders if order.status is OrderStatus.PAID)
        late = {order.id for order in paid if order.placed_at > self.at - RECENT}
        likely = tuple(
            order for order in self.orders if order.status is OrderStatus.PENDING or order.id in late
        )
        return likely or self.orders[:1]

    def order_numbered(self, number: int) -> OrderFact | None:
        return next((order for order in self.orders if order.number == number), None)

    def order_with(self, order_id: UUID) -> OrderFact | None:
        return next((order for order in self.orders if order.id == order_id), None)


class BotState(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the bot remembers between two answers."""

    misses: int = 0  # how many answers in a row were "I didn't get that"
    asked: Question | None = None
    asked_at: datetime | None = None
    order_id: UUID | None = None  # the order the question is about, where it is about one
    told_unreadable: bool = False  # that this kind of message cannot be read is said once

    def question(self, at: datetime) -> Question | None:
        """What is still asked at that time."""
        stands = self.asked_at is not None and at - self.asked_at < QUESTION_STANDS
        return self.asked if stands else None


class BotDecision(msgspec.Struct, frozen=True):
    """An answer: what to remember and what to do, in order."""

    state: BotState
    actions: tuple[Action, ...]
