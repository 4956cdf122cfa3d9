"""What the bot knows when it answers: only what the catalog, the orders and the merchant's settings say."""

from datetime import datetime
from uuid import UUID

import msgspec

from shop.bot.actions import Action
from shop.carts.check import CartCheck
from shop.inbox.conversations.models import Holder
from shop.merchants.opening_hours import OpeningHours
from shop.orders.models import OrderStatus
from shop.payments.standing import Standing


class OrderFact(msgspec.Struct, frozen=True):
    """The shopper's latest order."""

    number: int
    status: OrderStatus
    total_minor: int
    url: str
    standing: Standing = Standing.NOTHING


class ProductFact(msgspec.Struct, frozen=True):
    """A product the shopper asked about, as of now."""

    name: str
    price_minor: int
    left: int


class BotFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an answer may rest on."""

    at: datetime
    shop: str
    locale: str
    currency: str
    zone: str
    hours: OpeningHours
    catalog_ready: bool
    order: OrderFact | None = None
    product: ProductFact | None = None
    review: CartCheck | None = None
    cart_id: UUID | None = None
    holder: Holder = Holder.BOT


class BotState(msgspec.Struct, frozen=True):
    """What the bot remembers between two answers."""

    misses: int = 0  # how many answers in a row were "I didn't get that"


class BotDecision(msgspec.Struct, frozen=True):
    """An answer: what to remember and what to do, in order."""

    state: BotState
    actions: tuple[Action, ...]
