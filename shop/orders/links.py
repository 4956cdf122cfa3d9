"""Our own short link to an order: it always leads to the present payment link, and counts."""

from typing import Protocol

from shop.config import settings


class Payable(Protocol):
    """What has a link of its own."""

    @property
    def pay_token(self) -> str: ...


RETURNED = ("from", "checkout")  # what the address carries when Stripe sends the payer back


def pay_url(order: Payable) -> str:
    """Where the shopper pays, or sees that it is paid or closed."""
    return f"{settings().public_url.rstrip('/')}/pay/{order.pay_token}"


def return_url(order: Payable) -> str:
    """Where Stripe sends who has paid: often there before its webhook, so that the order still looks unpaid."""
    return f"{pay_url(order)}?{'='.join(RETURNED)}"
