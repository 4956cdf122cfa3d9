"""The frame of the buyer's pages, and the pages that only say how things stand."""

from html import escape

from shop.kit.money import exponent, format_money
from shop.sandbox.stripe.objects import money
from shop.sandbox.stripe.pages.style import STYLE
from shop.sandbox.stripe.pages.texts import PageTexts
from shop.sandbox.types import Json

_ICONS = {
    "good": ("var(--act)", "M16 29l9 9 17-19"),
    "wait": ("var(--soft)", "M28 16v13l8 6"),
    "end": ("var(--soft)", "M20 20l16 16M36 20L20 36"),
}


def frame(words: PageTexts, shop: str, title: str, content: str) -> str:
    """A whole document. `content` is HTML; the rest is text."""
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>"
        f'<header>{_sign(shop)}<span class="badge">{words("test")}</span></header>'
        f'{content}<p class="foot">{words("test_note")}</p></main></body></html>'
    )


def state_page(
    words: PageTexts, shop: str, key: str, *, icon: str, note: str | None = None, more: str = ""
) -> str:
    """A page that says one thing: `key` is its title, `note` its text (the key's own by default)."""
    colour, path = _ICONS[icon]
    text = escape(note) if note is not None else words(f"{key}_note")
    content = (
        f'<section class="card state"><svg viewBox="0 0 56 56" fill="none" stroke="{colour}" '
        'stroke-width="4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        f'<circle cx="28" cy="28" r="25"/><path d="{path}"/></svg>'
        f"<h1>{words(key)}</h1><p>{text}</p>{more}</section>"
    )
    return frame(words, shop, words(key), content)


def summary(words: PageTexts, session: Json, lines: list[Json]) -> str:
    """The lines of the order and what they come to."""
    rows = "".join(_row(words, line) for line in lines)
    if session["shipping_cost"]:
        amount = amount_text(session["shipping_cost"]["amount_total"], session["currency"], words)
        rows += f'<li><span>{words("shipping")}</span><span class="money">{amount}</span></li>'
    total = amount_text(session["amount_total"], session["currency"], words)
    return (
        f'<section class="card" aria-labelledby="order"><h2 id="order">{words("order")}</h2>'
        f'<ul class="lines">{rows}</ul><div class="total"><span>{words("total")}</span>'
        f'<span class="money">{total}</span></div></section>'
    )


def amount_text(amount: int, currency: str, words: PageTexts) -> str:
    """Money as people write it; Stripe's minor units are not always those of ISO 4217."""
    code = currency.upper()
    shift = exponent(code) - money.exponent(currency)
    minor = amount * 10**shift if shift >= 0 else amount // 10**-shift
    return escape(format_money(minor, code, words.language))


def _sign(shop: str) -> str:
    if not shop:
        return '<div class="shop"></div>'
    initial = escape(shop[:1].upper())
    sign = f'<span class="sign" aria-hidden="true">{initial}</span>'
    return f'<div class="shop">{sign}<span>{escape(shop)}</span></div>'


def _row(words: PageTexts, line: Json) -> str:
    many = f" <small>× {line['quantity']}</small>" if line["quantity"] != 1 else ""
    amount = amount_text(line["amount_total"], line["currency"], words)
    return f'<li><span>{escape(line["description"])}{many}</span><span class="money">{amount}</span></li>'
