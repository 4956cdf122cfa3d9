"""The small pages behind a payment link that cannot be paid (any more, or yet)."""

from html import escape
from typing import NamedTuple

from shop.carts.check import CartCheck
from shop.kit.money import format_money
from shop.kit.translations import marked, t
from shop.merchants.models import Merchant

_STYLE = (
    "body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f4f1ec;color:#22302c;"
    "font:18px/1.5 system-ui,sans-serif}main{width:26rem;max-width:calc(100vw - 6rem);margin:1rem;padding:2rem;"
    "background:#fff;border-radius:1rem;box-shadow:0 1px 4px #0002}h1{font-size:1.4rem;margin:.25rem 0 .5rem}"
    "p{margin:.5rem 0 0}small{color:#5c6b66}ul{list-style:none;margin:1rem 0;padding:0}"
    "li{display:flex;justify-content:space-between;gap:1rem;padding:.35rem 0;border-bottom:1px solid #e6e1d8}"
    "li:last-child{border:0;font-weight:600}button,a{font:inherit;font-weight:600;width:100%;padding:.8rem;border:0;"
    "border-radius:.6rem;background:#1d5c4d;color:#fff;cursor:pointer}"
    "a{display:block;box-sizing:border-box;margin-top:1rem;text-align:center;text-decoration:none}"
)


# Title and text of each page; those of an order that is closed are called by its status.
_PAGES = {
    "waiting": (
        marked("One moment"),
        marked("We are preparing your payment. This page refreshes by itself."),
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
    "settling": (
        marked("We are confirming your payment"),
        marked("The confirmation and the invoice arrive in your WhatsApp chat; you can close this page."),
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
    "unknown": (
        marked("We can't find this order"),
        marked("Check that the link is complete, or write to us on WhatsApp."),
    ),
}


class Refresh(NamedTuple):
    """When (in seconds) and at which address a page looks again by itself."""

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
    """A whole HTML page; `chat` puts a button there that leads to the shop's chat."""
    title, text = (t(locale, words) for words in _PAGES[key])
    refresh = (
        f'<meta http-equiv="refresh" content="{again.seconds};url={escape(again.url)}">' if again else ""
    )
    about = " · ".join(escape(part) for part in (shop, str(number or "")) if part)
    label = t(locale, "Write to the shop")
    write = f'<a href="{escape(chat)}">{escape(label)}</a>' if chat else ""
    body = f"<small>{about}</small><h1>{escape(title)}</h1><p>{escape(text)}</p>{write}"
    return _whole(title, body, locale, refresh)


def chat_url(display_phone_number: str) -> str:
    """Opens the chat with a number on a phone or a desk (WhatsApp's click to chat: digits only)."""
    return f"https://wa.me/{''.join(filter(str.isdigit, display_phone_number))}"


def cart_page(merchant: Merchant, review: CartCheck, locale: str) -> str:
    """What a waiting cart would be today, and the button that places the order."""
    title = t(locale, "Your cart, today")
    total = sum(line.quantity * line.unit_minor for line in review.available)
    rows = [
        (f"{line.quantity} × {line.name}", line.quantity * line.unit_minor) for line in review.available
    ] + [(t(locale, "Total"), total)]
    items = "".join(
        f"<li><span>{escape(name)}</span><span>{format_money(amount, merchant.currency, locale)}</span></li>"
        for name, amount in rows
    )
    label = t(locale, "Place the order and pay")
    button = f'<form method="post"><button>{escape(label)}</button></form>'
    body = f"<small>{escape(merchant.name)}</small><h1>{escape(title)}</h1><ul>{items}</ul>{button}"
    return _whole(title, body, locale)


def _whole(title: str, body: str, locale: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="{escape(locale.replace("_", "-"))}"><head><meta charset="utf-8">{head}'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(title)}</title><style>{_STYLE}</style></head>'
        f"<body><main>{body}</main></body></html>"
    )
