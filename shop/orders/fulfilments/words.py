"""What is said of a parcel: inside the window as a free message, outside by a template. Pure."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from babel.dates import format_skeleton

from shop.kit.money import closest_locale
from shop.kit.translations import t
from shop.merchants.models import Merchant
from shop.orders.breakdown import listed_names, shop_name
from shop.orders.fulfilments.carriers import carrier_name
from shop.orders.fulfilments.models import Fulfilment, FulfilmentState
from shop.orders.fulfilments.places import where_of
from shop.orders.life.pieces import Pieces
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.templates.names import (
    ORDER_COLLECTED,
    ORDER_DELIVERED,
    ORDER_READY,
    ORDER_SENT,
    ORDER_SHIPPED,
    PARCEL_CANCELLED,
    template_language,
)
from shop.whatsapp.outgoing import LinkMessage, TemplateMessage, TextMessage, clip
from shop.whatsapp.outgoing.interactive import LONGEST_BODY

Said = tuple[TextMessage | LinkMessage, TemplateMessage]
LONGEST_PLACE = 300  # of where and when something is collected, in a template


class ToldParcel(msgspec.Struct, frozen=True):
    """A fulfilment with its order and the order's lines."""

    order: Order
    lines: Sequence[OrderLine]
    fulfilment: Fulfilment

    @property
    def part(self) -> str:
        """What of the order it holds; "" where that is all of it."""
        is_whole = self.fulfilment.pieces == sum(line.quantity for line in self.lines)
        return "" if is_whole else named_pieces(self.order.locale, self.lines, self.fulfilment.lines)


def named_pieces(locale: str, lines: Sequence[OrderLine], pieces: Sequence[Pieces]) -> str:
    """ "2 × Mug, 1 × Anchovies", in one line."""
    names = {line.position: line.name for line in lines}
    return listed_names(locale, [f"{each.quantity} × {names[each.position]}" for each in pieces])


def parcel_words(merchant: Merchant, parcel: ToldParcel) -> Said:
    """What the shopper hears of the state a parcel is in. Raises KeyError for one that nobody is told of."""
    return {
        FulfilmentState.SHIPPED: _shipped,
        FulfilmentState.DELIVERED: _delivered,
        FulfilmentState.READY: _ready,
        FulfilmentState.COLLECTED: _collected,
    }[parcel.fulfilment.state](merchant, parcel)


def cancelled_words(merchant: Merchant, order: Order) -> Said:
    """It was announced, and does not come."""
    words = t(
        order.locale,
        "We are sorry: a parcel of your order *{number}* will not reach you as we had said. "
        "Someone from the team will write to you to put it right.",
        number=order.number,
    )
    return TextMessage(body=words), _template(PARCEL_CANCELLED, merchant, order)


def _shipped(merchant: Merchant, parcel: ToldParcel) -> Said:
    order, it = parcel.order, parcel.fulfilment
    carrier = carrier_name(it.carrier) if it.carrier is not None else None
    said = on_its_way(order.locale, order.number, carrier, parcel.part)
    body = "\n".join(filter(None, (said, tracking_number(order.locale, it.tracking_number))))
    if it.tracking_url is None:
        return TextMessage(body=body), _template(ORDER_SENT, merchant, order)
    # Translators: a button of at most 20 characters; it opens the carrier's page.
    label = t(order.locale, "Track the parcel")
    template = _template(ORDER_SHIPPED, merchant, order, carrier or "?", it.tracking_url)
    return LinkMessage(body=clip(body, LONGEST_BODY), label=label, url=it.tracking_url), template


def on_its_way(locale: str, number: int, carrier: str | None, goods: str) -> str:
    """That it is, and with whom. `goods` names what it is where it is a part of the order, here and below."""
    if carrier is not None:
        return _on_its_way_with(locale, number, carrier, goods)
    if goods:
        return t(
            locale, "Part of your order *{number}* is on its way to you: {goods}.", number=number, goods=goods
        )
    return t(locale, "Your order *{number}* is on its way to you.", number=number)


def _on_its_way_with(locale: str, number: int, carrier: str, goods: str) -> str:
    if not goods:
        return t(
            locale, "Your order *{number}* is on its way with {carrier}.", number=number, carrier=carrier
        )
    return t(
        locale,
        "Part of your order *{number}* is on its way with {carrier}: {goods}.",
        number=number,
        carrier=carrier,
        goods=goods,
    )


def tracking_number(locale: str, number: str | None) -> str:
    """ "" where there is none."""
    return t(locale, "Tracking number: {tracking_number}", tracking_number=number) if number else ""


def _delivered(merchant: Merchant, parcel: ToldParcel) -> Said:
    order = parcel.order
    day = day_of(parcel.fulfilment.ended_at, merchant, order.locale)
    ask = t(order.locale, "If anything is not right, tell us here.")
    body = f"{delivered_on(order.locale, order.number, day, parcel.part)} {ask}"
    return TextMessage(body=body), _template(ORDER_DELIVERED, merchant, order, day)


def delivered_on(locale: str, number: int, day: str, goods: str) -> str:
    """On which day it arrived."""
    if not goods:
        return t(locale, "Your order *{number}* was delivered on {day}.", number=number, day=day)
    return t(
        locale,
        "Part of your order *{number}* was delivered on {day}: {goods}.",
        number=number,
        day=day,
        goods=goods,
    )


def _ready(merchant: Merchant, parcel: ToldParcel) -> Said:
    order = parcel.order
    where = where_of(parcel.fulfilment, merchant, order.locale)
    body = "\n".join((ready_to_collect(order.locale, order.number, parcel.part), *where))
    template = _template(ORDER_READY, merchant, order, clip("; ".join(where), LONGEST_PLACE))
    return TextMessage(body=clip(body, LONGEST_BODY)), template


def ready_to_collect(locale: str, number: int, goods: str) -> str:
    """That it is."""
    if not goods:
        return t(locale, "Your order *{number}* is ready to be collected.", number=number)
    return t(
        locale,
        "Part of your order *{number}* is ready to be collected: {goods}.",
        number=number,
        goods=goods,
    )


def _collected(merchant: Merchant, parcel: ToldParcel) -> Said:
    order = parcel.order
    day = day_of(parcel.fulfilment.ended_at, merchant, order.locale)
    ask = t(order.locale, "If that was not you, or anything is not right, tell us here.")
    body = f"{collected_on(order.locale, order.number, day, parcel.part)} {ask}"
    return TextMessage(body=body), _template(ORDER_COLLECTED, merchant, order, day)


def collected_on(locale: str, number: int, day: str, goods: str) -> str:
    """On which day somebody came for it."""
    if not goods:
        return t(locale, "Your order *{number}* was collected on {day}.", number=number, day=day)
    return t(
        locale,
        "Part of your order *{number}* was collected on {day}: {goods}.",
        number=number,
        day=day,
        goods=goods,
    )


def day_of(at: datetime | None, merchant: Merchant, locale: str) -> str:
    """ "23 de noviembre", where the merchant is. Raises LookupError for what has no time."""
    if at is None:
        raise LookupError("What happened at no time has no day.")
    local = at.astimezone(ZoneInfo(merchant.time_zone))
    return str(format_skeleton("MMMMd", local, locale=closest_locale(locale)))


def _template(name: str, merchant: Merchant, order: Order, *more: str) -> TemplateMessage:
    return TemplateMessage(
        name=name,
        language=template_language(order.locale),
        body=[str(order.number), shop_name(merchant), *more],
    )
