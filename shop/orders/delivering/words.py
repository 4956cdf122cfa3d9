"""What is said about an order's delivery. Pure."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from shop.delivery.addresses import Address
from shop.delivery.quotes import DeliveryQuote
from shop.kit.money import closest_locale, format_money
from shop.kit.texts.lines import one_line
from shop.kit.translations import t
from shop.merchants.models import Merchant
from shop.orders.breakdown import breakdown
from shop.orders.cost.computing import Cost
from shop.orders.delivering.offering import DeliveryOffers, address_mark
from shop.orders.delivering.taps import address_choice_id, choice_id
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.whatsapp.outgoing import (
    Button,
    ButtonsMessage,
    Content,
    LinkMessage,
    ListMessage,
    ListRow,
    ListSection,
    TextMessage,
    clip,
)
from shop.whatsapp.outgoing.interactive import LONGEST_BODY, LONGEST_TITLE, MOST_ROWS

LONGEST_DESCRIPTION = 72


def delivery_question(
    merchant: Merchant, order: Order, lines: Sequence[OrderLine], offers: DeliveryOffers, *, url: str
) -> Content:
    """The goods and, as a list, how they can come; a link where that is easier to choose on a page."""
    head = t(order.locale, "Order *{number}*", number=order.number)
    goods = f"{head}\n{breakdown(merchant, order, lines)}"
    if offers.impossible is not None:
        return TextMessage(body=f"{goods}\n\n{_impossible(order, offers)}")
    rows = _rows(order, offers)
    if not offers.quotes:
        return address_request(order, url=url, above=goods)
    if len(rows) > MOST_ROWS:
        asked = t(order.locale, "How would you like to receive it? Choose it here:")
        return _page_link(asked, t(order.locale, "Choose delivery"), url=url, above=goods)
    asked = t(order.locale, "How would you like to receive it?")
    body = f"{clip(goods, LONGEST_BODY - len(asked) - 2)}\n\n{asked}"
    # Translators: a button of at most 20 characters.
    return ListMessage(
        body=body, button=t(order.locale, "Choose delivery"), sections=[ListSection(rows=rows)]
    )


def address_request(order: Order, *, url: str, above: str = "") -> LinkMessage:
    """The button to our page, on which an address is written."""
    asked = t(order.locale, "Where shall it go? Write the address here:")
    # Translators: a button of at most 20 characters.
    return _page_link(asked, t(order.locale, "Write the address"), url=url, above=above)


def _page_link(asked: str, label: str, *, url: str, above: str) -> LinkMessage:
    body = f"{clip(above, LONGEST_BODY - len(asked) - 2)}\n\n{asked}" if above else asked
    return LinkMessage(body=body, label=label, url=url)


def new_total_question(order: Order, cost: Cost, *, address: Address | None) -> ButtonsMessage:
    """It costs something else than was shown: the new total is accepted by a tap."""
    if cost.quote is None:
        raise LookupError("No delivery was chosen.")
    body = t(
        order.locale,
        "With this delivery your order *{number}* costs {total} now. Is that all right?",
        number=order.number,
        total=format_money(cost.total_minor, order.currency, order.locale),
    )
    tap = choice_id(order, cost.quote, accepts_minor=cost.total_minor, address_mark=address_mark(address))
    # Translators: a button of at most 20 characters.
    return ButtonsMessage(body=body, buttons=[Button(id=tap, title=t(order.locale, "Yes, go on"))])


def delivery_dates(quote: DeliveryQuote, locale: str) -> str:
    """ "Thu 3 Dec – Fri 4 Dec", one day where it is certain, "" where nobody knows."""
    if quote.earliest is None or quote.latest is None:
        return ""
    days = dict.fromkeys((_day(quote.earliest, locale), _day(quote.latest, locale)))
    return " – ".join(days)


def address_line(address: Address) -> str:
    """An address in one line, without the name."""
    return one_line(f"{address.street}, {address.postal_code} {address.city}")


def _impossible(order: Order, offers: DeliveryOffers) -> str:
    why = offers.impossible.said(order.locale, order.currency) if offers.impossible else ""
    follows = t(order.locale, "The team knows of it and will write to you.")
    return f"{why} {follows}".strip()


def _rows(order: Order, offers: DeliveryOffers) -> list[ListRow]:
    rows = [_row(order, quote, offers.address) for quote in offers.quotes]
    if offers.brings_home:
        # Translators: a row of at most 24 characters.
        title = t(order.locale, "Another address") if offers.home else t(order.locale, "Home delivery")
        rows.append(ListRow(id=address_choice_id(order), title=clip(title, LONGEST_TITLE)))
    return rows


def _row(order: Order, quote: DeliveryQuote, address: Address | None) -> ListRow:
    price = format_money(quote.price_minor, order.currency, order.locale)
    cost = price if quote.price_minor else t(order.locale, "free")
    where = address_line(quote.place.address) if quote.place else address_line(address) if address else ""
    about = " · ".join(part for part in (cost, delivery_dates(quote, order.locale), where) if part)
    name = clip(one_line(quote.name), LONGEST_TITLE) or "?"
    told = order.total_minor - order.delivery_minor + quote.price_minor
    tap = choice_id(order, quote, accepts_minor=told, address_mark=address_mark(address))
    return ListRow(id=tap, title=name, description=clip(about, LONGEST_DESCRIPTION))


def _day(day: date, locale: str) -> str:
    return format_date(day, "EEE d MMM", locale=closest_locale(locale))
