"""What the bot knows when it answers: only what the catalog, the orders and the merchant's settings say."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from msgspec import structs

from shop.bot.actions import Action, DropCart, HandOver, PlaceOrder, Question, Reply, SaveCart
from shop.carts.check import CartCheck
from shop.customers.models import Marketing
from shop.inbox.conversations.models import Holder
from shop.merchants.opening_hours import OpeningHours
from shop.orders.fulfilments.models import FulfilmentState
from shop.orders.life.stages import OrderStage
from shop.orders.models import OrderStatus
from shop.payments.financial_status.status import FinancialStatus

QUESTION_STANDS = timedelta(hours=1)  # a "yes" the next day answers nothing any more
STILL_WAITING = "bot.still_waiting"  # the reason of the word that a person is still to come
RECENT = timedelta(days=14)  # how long a paid order is likely to be the one that is meant


class ParcelFact(msgspec.Struct, frozen=True, kw_only=True):
    """Where some pieces of an order are, in the reader's language. `goods` is "" where it is all of the order.

    `where`: place and hours of what can be collected; `day`: on which it arrived or was collected.
    """

    state: FulfilmentState
    goods: str = ""
    carrier: str | None = None
    tracking_number: str | None = None
    tracking_url: str | None = None
    where: tuple[str, ...] = ()
    day: str = ""


class OrderFact(msgspec.Struct, frozen=True):
    """An order of the shopper."""

    number: int
    status: OrderStatus
    total_minor: int
    url: str
    id: UUID
    placed_at: datetime
    financial_status: FinancialStatus = FinancialStatus.NOTHING
    closed_at: datetime | None = None
    waits_for_delivery: bool = False  # until the shopper says how it shall come
    stage: OrderStage | None = None
    parcels: tuple[ParcelFact, ...] = ()  # what left or lies ready, the newest last
    has_rest: bool = False  # of which some pieces are in none of them


class UnpaidFact(msgspec.Struct, frozen=True):
    """The order that waits for payment in this conversation, and what it holds (pieces by variant)."""

    id: UUID
    number: int
    total_minor: int
    url: str
    placed_at: datetime
    cart_id: UUID | None
    items: dict[UUID, int]
    financial_status: FinancialStatus = FinancialStatus.NOTHING

    @property
    def has_money(self) -> bool:
        """Some of it arrived or is on its way: it is neither to be paid again nor to be replaced."""
        return self.financial_status is not FinancialStatus.NOTHING


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


class CodeFact(msgspec.Struct, frozen=True):
    """A discount code that is meant, as the merchant writes it; one that nobody knows as the shopper wrote it."""

    code: str
    is_known: bool


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
    code: CodeFact | None = None
    check: CartCheck | None = None
    cart_id: UUID | None = None
    waiting_order: UnpaidFact | None = None
    holder: Holder = Holder.BOT
    held_since: datetime | None = None
    person_wrote_at: datetime | None = None  # somebody of the shop
    marketing: Marketing = Marketing.UNASKED
    marketing_at: datetime | None = None  # when the word was said that counts
    more_is_said: bool = False  # behind what is answered now: it may take it back
    is_taken_back: bool = False  # by one of the messages behind it
    spoken_of: UUID | None = None  # the order that was told of a moment ago
    is_asked_last: bool = False  # the bot's question came after all that a person of the shop said

    @property
    def unpaid(self) -> tuple[OrderFact, ...]:
        """The orders that can be paid or cancelled."""
        return tuple(order for order in self.orders if order.status is OrderStatus.PENDING)

    @property
    def likely(self) -> tuple[OrderFact, ...]:
        """The orders that "my order" may mean: unpaid, or paid of late; else the newest."""
        likely = tuple(
            order for order in self.orders if order.status is OrderStatus.PENDING or self.is_recent(order)
        )
        return likely or self.orders[:1]

    def is_recent(self, order: OrderFact) -> bool:
        """Was it paid, and placed of late?"""
        return order.status is OrderStatus.PAID and order.placed_at > self.at - RECENT

    @property
    def just_cancelled(self) -> tuple[OrderFact, ...]:
        """The orders that were cancelled within the last hour."""
        cancelled = (order for order in self.orders if order.status is OrderStatus.CANCELLED)
        since = self.at - QUESTION_STANDS
        return tuple(each for each in cancelled if each.closed_at is not None and each.closed_at > since)

    @property
    def has_just_stopped(self) -> bool:
        """Promotions ended within the last hour."""
        stopped_at = self.marketing_at if self.marketing is Marketing.WITHDRAWN else None
        return stopped_at is not None and self.at - stopped_at < QUESTION_STANDS

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
    is_passed: bool = False  # something else was said since it was asked
    told_waiting_at: datetime | None = None  # when it was last said that a person comes
    told_order: UUID | None = None  # the one order that the last answer was about
    told_order_at: datetime | None = None
    half_stop: str = ""  # a stop of a moment ago that may have been half a sentence
    told_unreadable: bool = False  # that this kind of message cannot be read is said once

    def question(self, at: datetime) -> Question | None:
        """What is still asked at that time."""
        stands = self.asked_at is not None and at - self.asked_at < QUESTION_STANDS
        return self.asked if stands else None

    def is_asked_last(self, facts: BotFacts) -> bool:
        """Was it asked after a person took the conversation, and have they said nothing since?"""
        if self.asked_at is None or facts.held_since is None:
            return False
        return self.asked_at >= max(facts.held_since, facts.person_wrote_at or facts.held_since)

    def spoken_of(self, at: datetime) -> UUID | None:
        """The order that was told of within the last hour."""
        is_fresh = self.told_order_at is not None and at - self.told_order_at < QUESTION_STANDS
        return self.told_order if is_fresh else None

    def telling_of(self, actions: Sequence[Action], *, at: datetime) -> "BotState":
        """With the order that these actions are about, where they are about one; several are none."""
        told = {each.order_id for each in actions if isinstance(each, Reply) and each.order_id is not None}
        if not told:
            return self
        return structs.replace(self, told_order=told.pop() if len(told) == 1 else None, told_order_at=at)

    def asking(self, actions: Sequence[Action], *, at: datetime) -> "BotState":
        """With the question among these actions, if there is one; a cart that is kept is asked about at once."""
        state = self
        for each in actions:
            if isinstance(each, SaveCart):
                state = structs.replace(
                    state, asked=each.question, asked_at=at, order_id=each.order_id, is_passed=False
                )
            elif isinstance(each, Reply) and each.asks is not None:
                state = structs.replace(
                    state, asked=each.asks, asked_at=at, order_id=each.order_id, is_passed=False
                )
        return state

    def passing(self, actions: Sequence[Action]) -> "BotState":
        """With the note that something else was spoken of, where a question still stands that nothing brought again."""
        asks = any(isinstance(each, SaveCart) or (isinstance(each, Reply) and each.asks) for each in actions)
        return self if asks or self.asked is None else structs.replace(self, is_passed=True)

    def after(self, actions: Sequence[Action]) -> "BotState":
        """What is remembered after an answer: what was asked about a cart, unless the answer decides about it."""
        is_decided = any(isinstance(each, PlaceOrder | DropCart) for each in actions)
        is_asked_again = any(isinstance(each, Reply) and each.asks is self.asked for each in actions)
        if self.asked in (Question.CANCEL, Question.STATUS) and is_asked_again:
            return BotState(misses=self.misses + 1)
        if is_decided or self.asked not in (Question.REST, Question.SECOND):
            return BotState()
        misses = self.misses + 1 if is_asked_again else 0
        return BotState(misses=misses, asked=self.asked, asked_at=self.asked_at, order_id=self.order_id)

    def telling(self, actions: Sequence[Action], *, before: "BotState", at: datetime) -> "BotState":
        """With the time at which it was last said that a person comes: now, or as it was before."""
        is_told = any(isinstance(each, HandOver) for each in actions)
        is_told_again = any(isinstance(each, Reply) and each.reason == STILL_WAITING for each in actions)
        told_at = at if is_told or is_told_again else before.told_waiting_at
        return structs.replace(self, told_waiting_at=told_at)


class BotDecision(msgspec.Struct, frozen=True):
    """An answer: what to remember and what to do, in order."""

    state: BotState
    actions: tuple[Action, ...]
