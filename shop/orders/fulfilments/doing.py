"""What staff do with fulfilments: each step changes the order's progress, is recorded, and told to the shopper once.

Every verb locks the conversation and the order. Asked for what has happened already, nothing changes and nothing is said.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import Actor
from shop.events.recording import Value, record
from shop.inbox.conversations.models import Conversation
from shop.orders.attention import order_subject
from shop.orders.fulfilments.carriers import Shipment
from shop.orders.fulfilments.models import Fulfilment
from shop.orders.fulfilments.places import collected_at, collected_in
from shop.orders.fulfilments.reading import find_fulfilment, pieces_to_send
from shop.orders.fulfilments.telling import tell_cancelled, tell_step, tell_step_anew
from shop.orders.life.moments import Moment
from shop.orders.life.pieces import Pieces, TooManyPieces, as_data, as_pieces, check_left
from shop.orders.life.progress import check_paid, update_progress
from shop.orders.models import Order
from shop.orders.reading import lock_with_conversation


class LockedFulfilment(msgspec.Struct, frozen=True):
    """A fulfilment with its order and conversation, all as they stand under the order's lock."""

    fulfilment: Fulfilment
    order: Order
    conversation: Conversation


async def create_fulfilment(
    session: AsyncSession, order_id: UUID, lines: Sequence[Pieces] | None, *, actor: Actor, at: datetime
) -> Fulfilment:
    """Pack some pieces of a paid order, or all that are left.

    Raises NotFound, OrderStateConflict, NoSuchLine, TooManyPieces.
    """
    order, conversation = await lock_with_conversation(session, order_id)
    check_paid(order)
    wanted = await _wanted(session, order, lines)
    fulfilment = Fulfilment(merchant_id=order.merchant_id, order_id=order.id, lines=wanted, created_at=at)
    session.add(fulfilment)
    (await update_progress(session, order)).wait_no_longer()
    locked = LockedFulfilment(fulfilment, order, conversation)
    await _note(session, locked, "created", Moment(at), actor, **as_data(wanted))
    calls = [AttentionKind.ORDER_UNFULFILLED]
    await resolve_attention(session, calls, order_subject(order), actor=actor, at=at)
    return fulfilment


async def _wanted(session: AsyncSession, order: Order, lines: Sequence[Pieces] | None) -> list[Pieces]:
    """These pieces, or all that are in no parcel."""
    left = await pieces_to_send(session, order)
    wanted = as_pieces(left) if lines is None else list(lines)
    if lines is None and not wanted:
        raise TooManyPieces(f"Everything of order {order.number} is in a parcel.")
    check_left(wanted, left, what="to be sent")
    return wanted


async def ship(
    session: AsyncSession, locked: LockedFulfilment, shipment: Shipment, *, actor: Actor, moment: Moment
) -> None:
    """It left. Raises StateConflict."""
    if locked.fulfilment.ship(shipment, at=moment.happened_at):
        await _moved(session, locked, "shipped", moment, actor)
        await tell_step(session, locked.fulfilment, locked.order, locked.conversation, at=moment.at)


async def deliver(session: AsyncSession, locked: LockedFulfilment, *, actor: Actor, moment: Moment) -> None:
    """It arrived. Raises StateConflict."""
    if locked.fulfilment.deliver(at=moment.happened_at):
        await _moved(session, locked, "delivered", moment, actor)
        await tell_step(session, locked.fulfilment, locked.order, locked.conversation, at=moment.at)


async def make_ready(
    session: AsyncSession,
    locked: LockedFulfilment,
    *,
    place: str | None,
    hours: str | None,
    actor: Actor,
    moment: Moment,
) -> None:
    """It can be collected: where is said, else at the place that the shopper chose. Raises StateConflict."""
    if not place and (chosen := collected_at(locked.order)):
        place, hours = chosen, hours or collected_in(locked.order) or None
    if locked.fulfilment.make_ready(place=place, hours=hours, at=moment.happened_at):
        await _moved(session, locked, "ready", moment, actor)
        await tell_step(session, locked.fulfilment, locked.order, locked.conversation, at=moment.at)


async def collect(session: AsyncSession, locked: LockedFulfilment, *, actor: Actor, moment: Moment) -> None:
    """Somebody came for it. Raises StateConflict."""
    if locked.fulfilment.collect(at=moment.happened_at):
        await _moved(session, locked, "collected", moment, actor)
        await tell_step(session, locked.fulfilment, locked.order, locked.conversation, at=moment.at)


async def cancel(
    session: AsyncSession, locked: LockedFulfilment, reason: str | None, *, actor: Actor, moment: Moment
) -> None:
    """It does not come, and its pieces are to be sent again. Raises StateConflict, ReasonMissing."""
    before = locked.fulfilment.state
    if locked.fulfilment.cancel(reason, at=moment.happened_at):
        await _moved(session, locked, "cancelled", moment, actor)
        await tell_cancelled(
            session, locked.fulfilment, locked.order, locked.conversation, before=before, at=moment.at
        )


async def correct(
    session: AsyncSession, locked: LockedFulfilment, shipment: Shipment, *, actor: Actor, at: datetime
) -> None:
    """Another carrier, number or link; what waits to be sent says them. Raises StateConflict."""
    if changed := locked.fulfilment.correct(shipment):
        await _note(session, locked, "corrected", Moment(at), actor, fields=list[Value](changed))
        await tell_step_anew(session, locked.fulfilment, locked.order, locked.conversation, at=at)


async def lock_fulfilment(session: AsyncSession, order_id: UUID, fulfilment_id: UUID) -> LockedFulfilment:
    """A fulfilment of an order, under the order's lock. Raises NotFound."""
    order, conversation = await lock_with_conversation(session, order_id)
    return LockedFulfilment(await find_fulfilment(session, order.id, fulfilment_id), order, conversation)


async def _moved(
    session: AsyncSession, locked: LockedFulfilment, verb: str, moment: Moment, actor: Actor
) -> None:
    await update_progress(session, locked.order)
    await _note(session, locked, verb, moment, actor)


async def _note(
    session: AsyncSession, locked: LockedFulfilment, verb: str, moment: Moment, actor: Actor, **data: Value
) -> None:
    """On the order, whose life it is; no carrier's number and nobody's name."""
    await record(
        session,
        f"fulfilment.{verb}",
        order_subject(locked.order),
        actor=actor,
        at=moment.at,
        provider_at=moment.provider_at,
        fulfilment_id=locked.fulfilment.id,
        **data,
    )
