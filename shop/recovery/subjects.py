"""What was left behind, as recovery sees it: an order or a cart, read under lock."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.check import check_variants
from shop.carts.models import Cart, CartState
from shop.carts.open_cart import items_of
from shop.customers.models import Customer
from shop.inbox.conversations.models import Conversation
from shop.kit.money import format_money
from shop.kit.texts.lines import one_line
from shop.kit.translations import t
from shop.merchants.locales import reader_locale
from shop.merchants.models import Merchant
from shop.orders.breakdown import shop_name
from shop.orders.cart_checkout import cost_of_cart
from shop.orders.models import Order, OrderStatus
from shop.orders.reading import lines_of, lock_order
from shop.orders.repricing import reprice
from shop.payments.financial_status.loading import load_money
from shop.payments.financial_status.status import FinancialStatus, financial_status_of
from shop.recovery.models import Recovery
from shop.templates.definitions import STOP_PAYLOAD
from shop.templates.names import REMINDER, template_language
from shop.whatsapp.outgoing import QuickReply, TemplateMessage, UrlButton, clip

LONGEST_LIST = 120


class RecoverySubject(msgspec.Struct):
    """Something a reminder could be about."""

    locale: str
    wanted: Sequence[tuple[UUID, int]]
    closed_reason: str | None
    holds_stock: bool = False
    order: Order | None = None
    cart: Cart | None = None

    async def reminder(self, session: AsyncSession, merchant: Merchant, *, at: datetime) -> TemplateMessage:
        """The reminder at today's prices; an order whose prices moved gets a new revision and link."""
        check = await check_variants(session, self.wanted, locale=self.locale, at=at)
        if self.order is not None:
            await reprice(session, self.order, check, at=at)
            items = _listed([(line.quantity, line.name) for line in await lines_of(session, self.order)])
            name, total, token = str(self.order.number), self.order.total_minor, self.order.pay_token
        elif self.cart is not None and self.cart.pay_token is not None:
            items = _listed([(line.quantity, line.name) for line in check.available])
            cost = await cost_of_cart(session, merchant, self.cart, check, locale=self.locale, at=at)
            total = cost.total_minor
            name, token = t(self.locale, "not yet confirmed"), self.cart.pay_token
        else:
            raise LookupError("There is nothing to be reminded of.")
        return TemplateMessage(
            name=REMINDER,
            language=template_language(self.locale),
            body=[shop_name(merchant), name, items, format_money(total, merchant.currency, self.locale)],
            buttons=[UrlButton(index=0, suffix=token), QuickReply(index=1, payload=STOP_PAYLOAD)],
        )


def _listed(goods: Sequence[tuple[int, str]]) -> str:
    return clip(", ".join(f"{quantity} × {one_line(name) or '?'}" for quantity, name in goods), LONGEST_LIST)


async def load_subject(
    session: AsyncSession, merchant: Merchant, recovery: Recovery, *, at: datetime
) -> RecoverySubject:
    """What a recovery is about, as it stands now; an order comes locked."""
    if recovery.order_id is not None:
        return await _order(session, recovery.order_id, at=at)
    return await _cart(session, merchant, recovery)


async def _order(session: AsyncSession, order_id: UUID, *, at: datetime) -> RecoverySubject:
    order = await lock_order(session, order_id)
    if order is None:
        raise LookupError("The order is gone.")
    lines = await lines_of(session, order)
    closed = None
    if order.status is not OrderStatus.PENDING:
        closed = f"The order is {order.status}."
    elif financial_status_of(order, await load_money(session, order)) is not FinancialStatus.NOTHING:
        closed = "Money has arrived for the order, or is on its way."
    elif order.expires_at <= at:
        closed = "The order's time to be paid is over."
    return RecoverySubject(
        locale=order.locale,
        wanted=[(line.variant_id, line.quantity) for line in lines],
        closed_reason=closed,
        holds_stock=order.held,
        order=order,
    )


async def _cart(session: AsyncSession, merchant: Merchant, recovery: Recovery) -> RecoverySubject:
    cart = await session.get_one(Cart, (merchant.id, recovery.cart_id))
    conversation = await session.get_one(Conversation, (merchant.id, cart.conversation_id))
    customer = await session.get_one(Customer, (merchant.id, conversation.customer_id))
    return RecoverySubject(
        locale=reader_locale(merchant, customer.locale, phone=customer.phone),
        wanted=items_of(cart),
        closed_reason=None if cart.state is CartState.OPEN else f"The cart is {cart.state}.",
        cart=cart,
    )
