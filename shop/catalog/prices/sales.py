"""What one piece costs. Pure."""

from datetime import datetime


def price_at(
    at: datetime,
    price_minor: int,
    sale_price_minor: int | None,
    sale_starts_at: datetime | None,
    sale_ends_at: datetime | None,
) -> int:
    """The sale price while the sale lasts: from its start (None: long ago) until just before its end (None: never)."""
    if sale_price_minor is None:
        return price_minor
    began = sale_starts_at is None or sale_starts_at <= at
    lasts = sale_ends_at is None or at < sale_ends_at
    return sale_price_minor if began and lasts else price_minor
