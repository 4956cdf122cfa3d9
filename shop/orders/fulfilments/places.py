"""Where and when a parcel is collected: as staff said, else at the shop in its hours. Pure."""

from datetime import time

from babel.dates import format_time, get_day_names

from shop.kit.money import closest_locale, plain_spaces
from shop.kit.texts.lines import one_line
from shop.merchants.models import Merchant
from shop.merchants.opening_hours import OpeningHours
from shop.orders.fulfilments.models import Fulfilment
from shop.orders.models import Order


def where_of(fulfilment: Fulfilment, merchant: Merchant, locale: str) -> list[str]:
    """The place, then a line for each day on which it can be collected."""
    return [*filter(None, [place_of(fulfilment, merchant)]), *hours_of(fulfilment, merchant, locale)]


def place_of(fulfilment: Fulfilment, merchant: Merchant) -> str:
    """ "Calle Mayor 1, 28013 Madrid"."""
    if fulfilment.place:
        return one_line(fulfilment.place)
    address = merchant.address
    town = f"{address.get('postal_code', '')} {address.get('city', '')}"
    return ", ".join(filter(None, map(one_line, (address.get("line1", ""), address.get("line2", ""), town))))


def collected_at(order: Order) -> str:
    """The place that the shopper chose, in one line; "" where nothing is collected."""
    chosen = order.delivery
    if chosen is None or chosen.place_address is None:
        return ""
    address = chosen.place_address
    parts = (chosen.place_name, address.street, f"{address.postal_code} {address.city}".strip())
    return ", ".join(filter(None, map(one_line, parts)))


def collected_in(order: Order) -> str:
    """The hours of that place, in the shopper's language; "" where they are not known."""
    chosen = order.delivery
    return (
        "; ".join(_days(OpeningHours.parse(chosen.place_hours), order.locale)) if chosen is not None else ""
    )


def hours_of(fulfilment: Fulfilment, merchant: Merchant, locale: str) -> list[str]:
    """A line for each day; none where they are not known. Another place's hours are only what was said of them."""
    if fulfilment.hours or fulfilment.place:
        return [one_line(fulfilment.hours)] if fulfilment.hours else []
    return _days(OpeningHours.parse(merchant.hours), locale)


def _days(hours: OpeningHours, locale: str) -> list[str]:
    names = get_day_names("abbreviated", locale=closest_locale(locale))
    return [
        f"{names[day]} {', '.join(f'{_time(start, locale)}-{_time(end, locale)}' for start, end in spans)}"
        for day, spans in enumerate(hours.week)
        if spans
    ]


def _time(at: time, locale: str) -> str:
    return plain_spaces(format_time(at, "short", locale=closest_locale(locale)))
