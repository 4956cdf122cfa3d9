"""Where the parcels of the shopper's orders are."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.facts import ParcelFact
from shop.merchants.models import Merchant
from shop.orders.fulfilments.carriers import carrier_name
from shop.orders.fulfilments.models import Fulfilment, FulfilmentState
from shop.orders.fulfilments.places import where_of
from shop.orders.fulfilments.reading import fulfilments_by_order, lines_by_order
from shop.orders.fulfilments.words import day_of, named_pieces
from shop.orders.order_line import OrderLine

_TOLD = frozenset(FulfilmentState) - {FulfilmentState.PREPARING, FulfilmentState.CANCELLED}


async def parcels_told(
    session: AsyncSession, order_ids: Sequence[UUID], merchant: Merchant, locale: str
) -> dict[UUID, tuple[tuple[ParcelFact, ...], bool]]:
    """What of these paid orders has left or lies ready, in the reader's language, and whether some of it has not.

    Orders of which nothing has are left out.
    """
    parcels = {
        order_id: [each for each in found if each.state in _TOLD]
        for order_id, found in (await fulfilments_by_order(session, order_ids)).items()
    }
    sent = [order_id for order_id, found in parcels.items() if found]
    lines = await lines_by_order(session, sent)
    return {
        order_id: (
            tuple(_told(each, lines[order_id], merchant, locale) for each in parcels[order_id]),
            sum(each.pieces for each in parcels[order_id]) < _ordered(lines[order_id]),
        )
        for order_id in sent
    }


def _ordered(lines: Sequence[OrderLine]) -> int:
    return sum(line.quantity for line in lines)


def _told(it: Fulfilment, lines: Sequence[OrderLine], merchant: Merchant, locale: str) -> ParcelFact:
    is_whole = it.pieces == _ordered(lines)
    return ParcelFact(
        state=it.state,
        goods="" if is_whole else named_pieces(locale, lines, it.lines),
        carrier=carrier_name(it.carrier) if it.carrier is not None else None,
        tracking_number=it.tracking_number,
        tracking_url=it.tracking_url,
        where=tuple(where_of(it, merchant, locale)) if it.state is FulfilmentState.READY else (),
        day=day_of(it.arrived_at, merchant, locale) if it.arrived_at is not None else "",
    )
