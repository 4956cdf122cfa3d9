"""Our own short link to an order: it always leads to the present payment link, and counts."""

from shop.config import settings
from shop.orders.models import Order


def pay_url(order: Order) -> str:
    """Where the shopper pays, or sees that it is paid or closed."""
    return f"{settings().public_url.rstrip('/')}/pay/{order.pay_token}"
