"""The pages behind a payment link that cannot be paid (any more, or yet), from the templates in `templates/`."""

from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from shop.carts.check import CartCheck
from shop.kit.money import format_money
from shop.kit.texts.lines import one_line
from shop.kit.translations import marked, t
from shop.merchants.models import Merchant
from shop.orders.cart_checkout import BesideOrder
from shop.orders.cost.computing import Cost
from shop.orders.reading import UnpaidOrder
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.financial_status.words import WORDS

_TEMPLATES = Environment(
    loader=PackageLoader(__package__),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals["t"] = t

# Title and text of each page; those of an order that is closed are called by its status.
_PAGES = {
    "waiting": (
        marked("One moment"),
        marked("We are preparing your payment. This page refreshes by itself."),
    ),
    "free": (
        marked("One moment"),
        marked("There is nothing to pay: we are confirming your order. This page refreshes by itself."),
    ),
    "slow": (
        marked("This is taking longer than usual"),
        marked(
            "We are still preparing your payment. You need not wait here: this same link will lead to it "
            "later. You can also write to us."
        ),
    ),
    "trouble": (
        marked("We could not prepare your payment"),
        marked("We are sorry. The shop has been told and will help you in the chat."),
    ),
    "sold_out": (
        marked("This sold out meanwhile"),
        marked(
            "Nothing of this order is left, and nothing was charged. "
            "Send another cart on WhatsApp whenever you like."
        ),
    ),
    "paid": (
        marked("Order paid"),
        marked(
            "Thank you. The confirmation and the invoice are in your WhatsApp chat; you can close this page."
        ),
    ),
    "expired": (
        marked("The order has expired"),
        marked(
            "It was not paid in time and nothing was charged. "
            "Send another cart on WhatsApp whenever you like."
        ),
    ),
    "cancelled": (
        marked("The order is cancelled"),
        marked("Nothing was charged. Send another cart on WhatsApp whenever you like."),
    ),
    "cart_closed": (
        marked("This cart is no longer open"),
        marked(
            "Nothing is ordered with this link any more. Send another cart on WhatsApp whenever you like."
        ),
    ),
    "cart_sold_out": (
        marked("Nothing of this cart is left"),
        marked(
            "It sold out meanwhile, and nothing was ordered. Send another cart on WhatsApp whenever you like."
        ),
    ),
    "unknown": (
        marked("We can't find this order"),
        marked("Check that the link is complete and not more than a year old, or write to us on WhatsApp."),
    ),
    "away": (
        marked("One moment, please"),
        marked(
            "This page cannot be shown right now. Your order and whatever you have paid are safe. "
            "Try again in a minute with this same link, or write to us on WhatsApp."
        ),
    ),
}


WISH = "wish"  # the form's field that says which of several buttons was pressed


class Refresh(NamedTuple):
    """After how many seconds, and at which address, a page reloads itself."""

    seconds: int
    url: str


def page(
    key: str,
    locale: str,
    *,
    shop: str = "",
    number: int | None = None,
    again: Refresh | None = None,
    chat: str | None = None,
) -> str:
    """A page with a title and a text; `chat` is the address of a button that opens the shop's chat."""
    return _message(_PAGES[key], locale, shop, number, again, chat)


def financial_status_page(
    financial_status: FinancialStatus,
    locale: str,
    *,
    shop: str,
    number: int,
    again: Refresh | None,
    chat: str,
) -> str:
    """How it stands with an order's money, in the words of the chat."""
    return _message(WORDS[financial_status], locale, shop, number, again, chat)


def _message(
    words: tuple[str, str],
    locale: str,
    shop: str,
    number: int | None,
    again: Refresh | None,
    chat: str | None,
) -> str:
    title, text = (t(locale, each) for each in words)
    about = " · ".join(part for part in (one_line(shop), str(number or "")) if part)
    return rendered("message", locale, title=title, text=text, about=about, again=again, chat=chat)


def cart_page(
    merchant: Merchant,
    cost: Cost,
    locale: str,
    *,
    chat: str,
    waiting: UnpaidOrder | None = None,
    both: bool = True,
) -> str:
    """What a waiting cart would cost today, taxes included, and the button that places the order.

    Beside an unpaid order there is one for each thing that may become of it; `both`: the same can be had beside it, too.
    """
    text, buttons = "", [(t(locale, "Place the order and pay"), "")]
    if waiting is not None:
        text, buttons = _asked_beside(waiting, merchant.currency, locale, both=both)
    shown = {
        "title": t(locale, "Your cart, today"),
        "about": one_line(merchant.name),
        "text": text,
        "buttons": buttons,
    }
    return _goods(merchant, cost, locale, chat=chat, **shown)


def _asked_beside(
    waiting: UnpaidOrder, currency: str, locale: str, *, both: bool
) -> tuple[str, list[tuple[str, str]]]:
    """The question about the order that waits, and its answers: what a button says and what it sends."""
    text = t(
        locale,
        "Your order {number} ({total}) is not paid yet. What shall become of it?",
        number=waiting.number,
        total=format_money(waiting.total_minor, currency, locale),
    )
    return text, [
        (t(locale, "Replace the order"), f"{BesideOrder.REPLACE}:{waiting.id}"),
        (t(locale, "Add to the order"), f"{BesideOrder.ADD}:{waiting.id}"),
        *([(t(locale, "Keep both"), f"{BesideOrder.BOTH}:{waiting.id}")] if both else []),
    ]


def rest_page(
    merchant: Merchant, number: int, check: CartCheck, cost: Cost, locale: str, *, chat: str
) -> str:
    """What is left of an order, and the button that orders it."""
    gone = ", ".join(f"{line.wanted - line.quantity} × {line.name}" for line in check.problems)
    return _goods(
        merchant,
        cost,
        locale,
        chat=chat,
        title=t(locale, "A part of your order sold out"),
        about=f"{one_line(merchant.name)} · {number}",
        text=t(locale, "No longer there: {missing}. This is what is left:", missing=gone),
        buttons=[(t(locale, "Order what is left and pay"), "")],
    )


def _goods(merchant: Merchant, cost: Cost, locale: str, **shown: Any) -> str:
    waits = cost.needs_delivery and cost.quote is None
    total = t(locale, "Total without delivery") if waits else t(locale, "Total")
    amounts = amounts_of(cost, merchant.currency, locale)
    if cost.quote is not None:
        amounts.append(
            (one_line(cost.quote.name), format_money(cost.delivery_minor, merchant.currency, locale))
        )
    sums = [*amounts, (total, format_money(cost.total_minor, merchant.currency, locale))]
    return rendered("cart", locale, again=None, **shown, sums=sums, wish=WISH)


def amounts_of(cost: Cost, currency: str, locale: str) -> list[tuple[str, str]]:
    """The goods and what discounts take off, each with its label."""
    goods = [
        (f"{part.line.quantity} × {part.line.name}", part.line.quantity * part.line.unit_minor)
        for part in cost.lines
    ]
    off = [(each.code or each.name, -each.amount_minor) for each in cost.applied if each.amount_minor]
    return [(one_line(label), format_money(minor, currency, locale)) for label, minor in (*goods, *off)]


def rendered(name: str, locale: str, **shown: Any) -> str:
    return _TEMPLATES.get_template(f"{name}.html.jinja").render(locale=locale, **shown)
