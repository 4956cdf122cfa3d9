"""Checkout: a checked cart becomes an order with its stock held, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.carts.check import CartCheck, CheckedLine
from shop.carts.models import Cart
from shop.catalog.stock_holds import hold_variants
from shop.events.models import SHOPPER, Event
from shop.events.recording import event_of
from shop.inbox.conversations.models import Conversation
from shop.inbox.outbox import withdraw_promotions
from shop.kit.db.columns import new_id
from shop.kit.db.counters import next_number
from shop.kit.db.sql import insert_rows
from shop.kit.errors import Conflict
from shop.kit.jobs import enqueue_many
from shop.kit.log import logger
from shop.kit.secrets import token
from shop.merchants.directory import enter
from shop.merchants.models import Lookup, Merchant
from shop.orders.attention import ask_attention, order_subject
from shop.orders.cost.computing import Cost
from shop.orders.cost.goods import goods_checked
from shop.orders.cost.taking import take_cost, wishes_like
from shop.orders.delivering.asking import ask_for_delivery
from shop.orders.models import HOLD, OPEN, Order
from shop.orders.order_line import OrderLine
from shop.orders.reading import lock_order

log = logger()

FIRST_NUMBER = 1001


class CartIsEmpty(Conflict):
    """There is nothing to order."""

    status_code = 422


class OutOfStock(Conflict):
    """Somebody else took it."""


async def place_order(
    session: AsyncSession,
    merchant: Merchant,
    conversation: Conversation,
    cart: Cart,
    check: CartCheck,
    *,
    locale: str,
    at: datetime,
    like: Order | None = None,
) -> Order:
    """Turn what can be had of a cart into an order (to be read, not changed), and go on to what comes next.

    That is the question how it shall be delivered, or its payment link. `like`: the order in whose place it stands, whose
    codes and delivery are kept. The check must come from this transaction: it holds stock. Raises CartIsEmpty, OutOfStock.
    """
    lines, customer_id = _orderable(conversation, check)
    await promise_stock(session, lines)
    order = _new_order(merchant, customer_id, cart, locale=locale, at=at)
    cost = await take_cost(session, merchant, order, goods_checked(lines), wishes_like(like, merchant), at=at)
    cart.order(at=at)
    await _announce(session, order)
    await _store(session, order, lines, cost)
    await _ask(session, order, conversation, at=at)
    return order


def _orderable(conversation: Conversation, check: CartCheck) -> tuple[tuple[CheckedLine, ...], UUID]:
    """The lines that can be had, and the customer. Raises CartIsEmpty."""
    if not check.available:
        raise CartIsEmpty("Nothing in this cart can be ordered.")
    if conversation.customer_id is None:
        raise CartIsEmpty("Nobody is known in this conversation.")
    return check.available, conversation.customer_id


async def _announce(session: AsyncSession, order: Order) -> None:
    """Promotions end, our link leads to it, and jobs watch it and make its payment link, if it can be paid."""
    await withdraw_promotions(session, [order.conversation_id], reason="A new order was placed.")
    await enter(session, Lookup.PAY, order.pay_token, at=order.placed_at)
    wanted = {"order_id": order.id}
    jobs = [("recovery.watch", order.merchant_id, wanted)]
    if not order.waits_for_delivery:
        jobs.insert(0, ("payments.create_link", order.merchant_id, wanted))
    await enqueue_many(session, jobs)


async def _ask(session: AsyncSession, order: Order, conversation: Conversation, *, at: datetime) -> None:
    """The shopper how it shall come, and staff to read what was written with it."""
    if order.waits_for_delivery:
        await ask_for_delivery(session, order, conversation, at=at)
    if order.note.strip():
        await _show_note(session, order, at=at)


async def _store(session: AsyncSession, order: Order, lines: tuple[CheckedLine, ...], cost: Cost) -> None:
    order.number = await next_number(session, "order", first=FIRST_NUMBER)  # the last lock
    await insert_rows(session, [order, *_lines(order, lines, cost), _placed(order, lines)])
    log.info("order.placed", order_id=str(order.id), lines=len(lines))


def _placed(order: Order, lines: Sequence[CheckedLine]) -> Event:
    return event_of(
        order.merchant_id,
        "order.placed",
        order_subject(order),
        actor=SHOPPER,
        at=order.placed_at,
        number=order.number,
        total_minor=order.total_minor,
        quantities=[line.quantity for line in lines],
    )


async def add_note(session: AsyncSession, order_id: UUID, note: str, *, at: datetime) -> None:
    """What a shopper wrote with the same cart once more; what is noted already is not noted twice."""
    order = await lock_order(session, order_id)
    if order is not None and order.add_note(note):
        await _show_note(session, order, at=at)


async def _show_note(session: AsyncSession, order: Order, *, at: datetime) -> None:
    """No machine can do what a shopper wrote with the cart (a gift, an allergy, an address): a person must read it."""
    sentence = f"The shopper wrote with order {order.number}: {order.note.strip()}"
    await ask_attention(session, order, AttentionKind.ORDER_NOTE, sentence, actor=SHOPPER, at=at)


def _new_order(merchant: Merchant, customer_id: UUID, cart: Cart, *, locale: str, at: datetime) -> Order:
    """The order of a cart, still without its number and its cost."""
    return Order(
        merchant_id=merchant.id,
        id=new_id(),
        number=0,
        conversation_id=cart.conversation_id,
        customer_id=customer_id,
        cart_id=cart.id,
        locale=locale,
        currency=merchant.currency,
        prices_include_tax=True,
        net_minor=0,
        tax_minor=0,
        total_minor=0,
        note=cart.note,
        pay_token=token(16),
        held_until=at + HOLD,
        placed_at=at,
        expires_at=at + OPEN,
    )


async def promise_stock(session: AsyncSession, lines: Sequence[CheckedLine]) -> None:
    """Hold checked lines, whose stock rows the check has locked. Raises OutOfStock."""
    missing = await hold_variants(session, [(_variant(line), line.quantity) for line in lines])
    for line in lines:
        if line.variant_id in missing:
            raise OutOfStock(f"There are not {line.quantity} of {line.name} left.")


def _variant(line: CheckedLine) -> UUID:
    if line.variant_id is None:
        raise LookupError(f"{line.retailer_id} is not in the catalog.")
    return line.variant_id


def _lines(order: Order, lines: tuple[CheckedLine, ...], cost: Cost) -> list[OrderLine]:
    return [
        OrderLine(
            merchant_id=order.merchant_id,
            order_id=order.id,
            position=position,
            variant_id=_variant(line),
            sku=line.retailer_id,
            name=line.name,
            quantity=line.quantity,
            unit_minor=taxed.line.unit_minor,
            home_unit_minor=line.unit_minor,
            total_minor=taxed.gross_minor,
            claimed_minor=line.claimed_minor,
            discount_minor=taxed.line.discount_minor,
            rate=str(taxed.line.rate),
            treatment=taxed.line.treatment,
            tax_class=line.tax_class,
            requires_delivery=line.requires_delivery,
            weight_grams=line.weight_grams,
        )
        for position, (line, taxed) in enumerate(zip(lines, cost.lines, strict=True), start=1)
    ]
