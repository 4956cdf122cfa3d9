"""Where the parcels of an order are: with whom and by which link, ready where and when, arrived on which day. Pure."""

from shop.bot.facts import OrderFact, ParcelFact
from shop.kit.translations import t
from shop.orders.fulfilments.models import FulfilmentState
from shop.orders.fulfilments.words import (
    collected_on,
    delivered_on,
    on_its_way,
    ready_to_collect,
    tracking_number,
)
from shop.orders.life.stages import OrderStage

MOST_PARCELS = 5  # that are told in one answer, the newest


def parcels_of(order: OrderFact, locale: str) -> list[str]:
    """A paragraph for each parcel; none where nothing has left or lies ready."""
    if order.stage is OrderStage.RETURNED:
        return [t(locale, "All of your order *{number}* has come back to the shop.", number=order.number)]
    told = [_parcel(order.number, parcel, locale) for parcel in order.parcels[-MOST_PARCELS:]]
    if told and order.has_rest:
        told.append(t(locale, "We are preparing the rest of it."))
    return told


def _parcel(number: int, parcel: ParcelFact, locale: str) -> str:
    match parcel.state:
        case FulfilmentState.READY:
            return "\n".join([ready_to_collect(locale, number, parcel.goods), *parcel.where])
        case FulfilmentState.DELIVERED:
            return delivered_on(locale, number, parcel.day, parcel.goods)
        case FulfilmentState.COLLECTED:
            return collected_on(locale, number, parcel.day, parcel.goods)
        case _:
            said = on_its_way(locale, number, parcel.carrier, parcel.goods)
            followed = (tracking_number(locale, parcel.tracking_number), parcel.tracking_url)
            return "\n".join(filter(None, (said, *followed)))
