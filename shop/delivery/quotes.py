"""What can be offered for a parcel and a destination, and why nothing can. Pure.

`why_none` has an answer exactly where `quotes` has none.
"""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

import msgspec

from shop.delivery.addresses import Destination
from shop.delivery.reasons import NoDelivery, NoDeliveryReason
from shop.delivery.setup import DeliveryKind, DeliverySetup, Method, Parcel, Place
from shop.delivery.working_days import Dispatch, WorkingDays, holidays_at
from shop.kit.translations import t
from shop.merchants.opening_hours import OpeningHours

Dates = tuple[date | None, date | None]
_UNKNOWN: Dates = (None, None)


class DeliveryQuote(msgspec.Struct, frozen=True, kw_only=True):
    """A way to deliver the parcel: its price in minor units, and between which days it arrives or can be collected.

    `method_id` is None for what needs no delivery; `place` is where a PICKUP is collected. `free_from_minor`: the value of
    goods from which it costs nothing.
    """

    method_id: UUID | None
    place_id: UUID | None
    kind: DeliveryKind
    name: str
    price_minor: int
    free_from_minor: int | None
    earliest: date | None
    latest: date | None
    place: Place | None


def quotes(
    setup: DeliverySetup, parcel: Parcel, destination: Destination | None, *, locale: str, at: datetime
) -> tuple[DeliveryQuote, ...]:
    """Every way to deliver the parcel there, the cheapest first; of equal prices in the merchant's order.

    Without a destination what is collected is offered alone.
    """
    if not parcel.needs_delivery:
        return (_digital(locale),)
    found = [
        _quote(method, place, parcel, _dates(setup.dispatch, method, place, destination, at), locale)
        for method, place in _ways(setup, destination)
        if _obstacle(method, parcel) is None
    ]
    return tuple(sorted(found, key=lambda quote: quote.price_minor))


def why_none(setup: DeliverySetup, parcel: Parcel, destination: Destination | None) -> NoDelivery | None:
    """Why there is no quote; None where there is one. Of several reasons the one that a shopper can change soonest."""
    if not parcel.needs_delivery:
        return None
    methods = {method.id: method for method, _ in _ways(setup, destination)}.values()
    if not methods:
        return _nowhere(setup, destination)
    obstacles = [_obstacle(method, parcel) for method in methods]
    return None if None in obstacles else min(filter(None, obstacles), key=_how_far)


def _ways(setup: DeliverySetup, destination: Destination | None) -> Iterator[tuple[Method, Place | None]]:
    """The methods of the destination's zone, and every place of those by which a parcel is collected."""
    zone = setup.zone_of(destination) if destination is not None else None
    for method in setup.methods:
        if method.kind is DeliveryKind.HOME and zone is not None and method.zone_id == zone.id:
            yield method, None
        for place in setup.places_of(method):
            yield method, place


def _obstacle(method: Method, parcel: Parcel) -> NoDelivery | None:
    """Why the method does not take the parcel."""
    value, weight, heaviest = parcel.value_minor, parcel.weight_grams, method.heaviest
    if method.min_value_minor is not None and value < method.min_value_minor:
        return NoDelivery(NoDeliveryReason.TOO_LITTLE_ORDERED, method.min_value_minor)
    if method.max_value_minor is not None and value > method.max_value_minor:
        return NoDelivery(NoDeliveryReason.TOO_MUCH_ORDERED, method.max_value_minor)
    if heaviest is not None and weight is None:
        return NoDelivery(NoDeliveryReason.NO_WEIGHT_KNOWN)
    if heaviest is not None and weight is not None and weight > heaviest:
        return NoDelivery(NoDeliveryReason.TOO_HEAVY, heaviest)
    return None


def _how_far(obstacle: NoDelivery) -> tuple[int, int]:
    """Order a little more, a little less, something lighter: the nearest figure of each."""
    order = (
        NoDeliveryReason.TOO_LITTLE_ORDERED,
        NoDeliveryReason.TOO_HEAVY,
        NoDeliveryReason.TOO_MUCH_ORDERED,
        NoDeliveryReason.NO_WEIGHT_KNOWN,
    )
    needed = obstacle.needed or 0
    return order.index(obstacle.reason), needed if obstacle.reason is order[0] else -needed


def _nowhere(setup: DeliverySetup, destination: Destination | None) -> NoDelivery:
    if not setup.is_used:
        return NoDelivery(NoDeliveryReason.NOT_SET_UP)
    if destination is None:
        return NoDelivery(NoDeliveryReason.NO_DESTINATION)
    return NoDelivery(NoDeliveryReason.NOT_THERE, destination=destination)


def _digital(locale: str) -> DeliveryQuote:
    return DeliveryQuote(
        method_id=None,
        place_id=None,
        kind=DeliveryKind.DIGITAL,
        name=t(locale, "Nothing to be delivered"),
        price_minor=0,
        free_from_minor=None,
        earliest=None,
        latest=None,
        place=None,
    )


def _quote(method: Method, place: Place | None, parcel: Parcel, dates: Dates, locale: str) -> DeliveryQuote:
    earliest, latest = dates
    return DeliveryQuote(
        method_id=method.id,
        place_id=place.id if place is not None else None,
        kind=method.kind,
        name=method.name_in(locale),
        price_minor=method.price_of(parcel),
        free_from_minor=method.free_from_minor,
        earliest=earliest,
        latest=latest,
        place=place,
    )


def _dates(
    dispatch: Dispatch, method: Method, place: Place | None, destination: Destination | None, at: datetime
) -> Dates:
    if place is not None:
        return _collected(dispatch, method, place, at)
    return _UNKNOWN if destination is None else _delivered(dispatch, method, destination, at)


def _delivered(dispatch: Dispatch, method: Method, destination: Destination, at: datetime) -> Dates:
    """Working days on the way are those at the destination."""
    leaves = dispatch.leaves_on(at, handling_days=dispatch.handling_days)
    if method.days is None or leaves is None:
        return _UNKNOWN
    there = WorkingDays(holidays_at(destination))
    least, most = method.days
    return there.after(leaves, least), there.after(leaves, most)


def _collected(dispatch: Dispatch, method: Method, place: Place, at: datetime) -> Dates:
    """From the day on which it is ready and the place is open, if its hours are known."""
    if place.preparation_days is None:
        return _UNKNOWN
    working = dispatch.working_days
    ready = dispatch.leaves_on(at, handling_days=place.preparation_days)
    found = [None if ready is None else working.after(ready, count) for count in method.days or (0, 0)]
    earliest, latest = (None if day is None else _open_day(place, working, day) for day in found)
    return earliest, latest


def _open_day(place: Place, working: WorkingDays, day: date) -> date | None:
    """The day itself, or the next one on which the place opens; shops open on more days than parcels are sent."""
    week = OpeningHours.parse(place.hours)
    if not week.are_known:
        return working.from_day(day)
    open_days = tuple(nth for nth, spans in enumerate(week.week) if spans)
    return WorkingDays(working.holidays, open_days, working.closed).from_day(day)
