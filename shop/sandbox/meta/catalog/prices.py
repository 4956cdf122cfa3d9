"""Prices in the catalog's own formats: "9.99 EUR" in, "€9.99" out, a number in orders (Meta: Webhooks > Orders)."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

PRICE = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*([A-Z]{3})\s*$")
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "BRL": "R$", "MXN": "MX$", "KRW": "₩"}
WHOLE = frozenset({"JPY", "KRW", "CLP", "VND", "ISK", "PYG", "XOF", "XAF"})
MILLS = frozenset({"KWD", "BHD", "OMR", "JOD", "TND", "IQD", "LYD"})


def parse_price(text: Any) -> tuple[Decimal, str] | None:
    """Amount in major units and currency; None when it is no price."""
    found = PRICE.match(text) if isinstance(text, str) else None
    return (Decimal(found[1]), found[2]) if found else None


def places(currency: str) -> int:
    """Decimals of a currency."""
    return 0 if currency in WHOLE else 3 if currency in MILLS else 2


def display_price(text: Any) -> str | None:
    """A price as the read-back formats it."""
    price = parse_price(text)
    if price is None:
        return None
    amount = f"{price[0]:,.{places(price[1])}f}"
    return f"{SYMBOLS.get(price[1], price[1])}{amount}"


def live_price(data: dict[str, Any], at: datetime) -> tuple[Decimal, str] | None:
    """What the phone charges now: the sale price while the sale lasts, else the price."""
    sale = parse_price(data.get("sale_price"))
    if sale is not None and sale_lasts(data.get("sale_price_effective_date"), at):
        return sale
    return parse_price(data.get("price"))


def sale_lasts(period: Any, at: datetime) -> bool:
    """Whether `at` lies in "start/end"; a missing or unreadable period is always now."""
    if not isinstance(period, str) or "/" not in period:
        return True
    start, _, end = period.partition("/")
    try:
        return aware(start, at) <= at <= aware(end, at)
    except ValueError:
        return True


def aware(text: str, like: datetime) -> datetime:
    """An ISO moment; one without offset is taken as UTC."""
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=like.tzinfo)
