"""Where and when a parcel is collected: as staff said, else at the shop in its hours. Pure."""

from datetime import time

from babel.dates import format_time, get_day_names

from shop.kit.money import closest_locale, plain_spaces
from shop.kit.texts.lines import one_line
from shop.merchants.models import Merchant
from shop.merchants.opening_hours import OpeningHours
from shop.orders.fulfilments.models import Fulfilment


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


def hours_of(fulfilment: Fulfilment, merchant: Merchant, locale: str) -> list[str]:
    """A line for each day; none where they are not known. Another place's hours are only what was said of them."""
    if fulfilment.hours or fulfilment.place:
        return [one_line(fulfilment.hours)] if fulfilment.hours else []
    names = get_day_names("abbreviated", locale=closest_locale(locale))
    return [
        f"{names[day]} {', '.join(f'{_time(start, locale)}-{_time(end, locale)}' for start, end in spans)}"
        for day, spans in enumerate(OpeningHours.parse(merchant.hours).week)
        if spans
    ]


def _time(at: time, locale: str) -> str:
    return plain_spaces(format_time(at, "short", locale=closest_locale(locale)))
