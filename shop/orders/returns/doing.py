"""What becomes of returns: each step is recorded, told to the shopper once, and counted in the order's progress.

Every verb locks the conversation and the order. Asked for what has happened already, nothing changes and nothing is said.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.models import Variant
from shop.catalog.stock_keeping import adjust_stock
from shop.events.models import Actor
from shop.events.recording import Value, record
from shop.inbox.conversations.models import Conversation
from shop.kit.errors import NotFound
from shop.merchants.accounts import this_merchant
from shop.orders.attention import order_subject
from shop.orders.fulfilments.reading import fulfilments_of
from shop.orders.life.moments import Moment
from shop.orders.life.pieces import Pieces, as_data, check_left
from shop.orders.life.progress import check_paid, update_progress
from shop.orders.life.withdrawal import withdrawal_until
from shop.orders.models import Order
from shop.orders.reading import lines_of, lock_with_conversation
from shop.orders.returns.models import Return, ReturnReason
from shop.orders.returns.pictures import check_pictures
from shop.orders.returns.reading import find_return, pieces_to_return
from shop.orders.returns.telling import tell_return

RESTOCKED = "returned"  # why the stock grew


class ReturnRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: pieces, why, and pictures of them (uploads, or messages of the chat)."""

    lines: Sequence[Pieces]
    reason: ReturnReason
    note: str = ""
    image_ids: Sequence[UUID] = ()
    message_ids: Sequence[UUID] = ()


class LockedReturn(msgspec.Struct, frozen=True):
    """A return with its order and conversation, all as they stand under the order's lock."""

    it: Return
    order: Order
    conversation: Conversation


async def request_return(
    session: AsyncSession, order_id: UUID, asked: ReturnRequest, *, actor: Actor, moment: Moment
) -> Return:
    """Some of what was sent shall come back. Too late to withdraw, it is taken all the same, and marked.

    Raises NotFound, OrderStateConflict, NoSuchLine, TooManyPieces, NoSuchPicture.
    """
    order, conversation = await lock_with_conversation(session, order_id)
    check_paid(order)
    check_left(asked.lines, await pieces_to_return(session, order), what="to be returned")
    await check_pictures(session, conversation, asked.image_ids, asked.message_ids)
    until = await withdrawal_end(session, order)
    it = _new_return(
        order, asked, moment.happened_at, is_late=until is not None and until <= moment.happened_at
    )
    session.add(it)
    await session.flush()
    locked = LockedReturn(it, order, conversation)
    await _moved(session, locked, actor, moment, reason=it.reason, **as_data(it.lines))
    return it


def _new_return(order: Order, asked: ReturnRequest, at: datetime, *, is_late: bool) -> Return:
    return Return(
        merchant_id=order.merchant_id,
        order_id=order.id,
        lines=list(asked.lines),
        reason=asked.reason,
        note=asked.note,
        image_ids=[str(each) for each in asked.image_ids],
        message_ids=[str(each) for each in asked.message_ids],
        is_late=is_late,
        requested_at=at,
    )


async def withdrawal_end(session: AsyncSession, order: Order) -> datetime | None:
    """Until when the order may be given back without a reason; None while not all of it has arrived."""
    parcels = [each for each in await fulfilments_of(session, order.id) if each.counts]
    sent = sum(each.pieces for each in parcels)
    arrivals = [each.arrived_at for each in parcels]
    if sent < sum(line.quantity for line in await lines_of(session, order)):
        arrivals.append(None)
    merchant = await this_merchant(session)
    return withdrawal_until(merchant.country, merchant.time_zone, arrivals)


async def approve(
    session: AsyncSession, locked: LockedReturn, answer: str, *, actor: Actor, moment: Moment
) -> None:
    """It may come; `answer` says how. Raises StateConflict."""
    if locked.it.approve(answer, at=moment.happened_at):
        await _moved(session, locked, actor, moment)


async def refuse(
    session: AsyncSession, locked: LockedReturn, answer: str, *, actor: Actor, moment: Moment
) -> None:
    """It may not; `answer` says why. Raises StateConflict."""
    if locked.it.refuse(answer, at=moment.happened_at):
        await _moved(session, locked, actor, moment)


async def receive(
    session: AsyncSession, locked: LockedReturn, restocked: Sequence[Pieces], *, actor: Actor, moment: Moment
) -> None:
    """It came, and some of it can be sold again. Raises StateConflict, NoSuchLine, TooManyPieces, StockRefused."""
    if locked.it.has_come:
        return
    if restocked:
        came = {each.position: each.quantity for each in locked.it.lines}
        check_left(restocked, came, what="in this return")
    locked.it.receive(list(restocked), at=moment.happened_at)
    await _restock(session, locked, actor=actor, at=moment.at)
    await _moved(session, locked, actor, moment, **as_data(restocked, "restocked_"))


async def close(session: AsyncSession, locked: LockedReturn, *, actor: Actor, moment: Moment) -> None:
    """Nothing is left to do. Raises StateConflict."""
    if locked.it.close(at=moment.happened_at):
        await _moved(session, locked, actor, moment)


async def lock_return(session: AsyncSession, order_id: UUID, return_id: UUID) -> LockedReturn:
    """A return of an order, under the order's lock. Raises NotFound."""
    order, conversation = await lock_with_conversation(session, order_id)
    return LockedReturn(await find_return(session, order.id, return_id), order, conversation)


async def note_links(
    session: AsyncSession,
    locked: LockedReturn,
    *,
    exchange_order_id: UUID | None,
    refund_id: UUID | None,
    actor: Actor,
    at: datetime,
) -> None:
    """The order that takes the goods' place, and the refund that gives the money back, which must be known.

    Raises NotFound where there is no such order of the same shopper.
    """
    if exchange_order_id is not None:
        await _check_exchange(session, locked.order, exchange_order_id)
    if locked.it.link(exchange_order_id=exchange_order_id, refund_id=refund_id):
        await _note(session, locked, "linked", actor, Moment(at))


async def _check_exchange(session: AsyncSession, order: Order, exchange_order_id: UUID) -> None:
    exchange = await session.get(Order, (order.merchant_id, exchange_order_id))
    if exchange is None or exchange.id == order.id or exchange.customer_id != order.customer_id:
        raise NotFound("There is no such other order of the same shopper.")


async def _restock(session: AsyncSession, locked: LockedReturn, *, actor: Actor, at: datetime) -> None:
    """By the variants' ids, as every stock row is written."""
    variants = {line.position: line.variant_id for line in await lines_of(session, locked.order)}
    back = sorted((variants[each.position], each.quantity) for each in locked.it.restocked)
    for variant_id, quantity in back:
        wanted = select(Variant).where(
            Variant.merchant_id == locked.order.merchant_id, Variant.id == variant_id
        )
        variant = (await session.exec(wanted)).one()
        await adjust_stock(session, variant, delta=quantity, reason=RESTOCKED, actor=str(actor), at=at)


async def _moved(
    session: AsyncSession, locked: LockedReturn, actor: Actor, moment: Moment, **data: Value
) -> None:
    await update_progress(session, locked.order)
    await _note(session, locked, locked.it.state.value, actor, moment, **data)
    await tell_return(session, locked.it, locked.order, locked.conversation, at=moment.at)


async def _note(
    session: AsyncSession, locked: LockedReturn, verb: str, actor: Actor, moment: Moment, **data: Value
) -> None:
    """On the order, whose life it is."""
    links: dict[str, Value] = {
        "exchange_order_id": locked.it.exchange_order_id,
        "refund_id": locked.it.refund_id,
    }
    await record(
        session,
        f"return.{verb}",
        order_subject(locked.order),
        actor=actor,
        at=moment.at,
        provider_at=moment.provider_at,
        return_id=locked.it.id,
        **{name: each for name, each in links.items() if each is not None},
        **data,
    )
