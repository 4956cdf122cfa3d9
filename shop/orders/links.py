"""Our own short link to an order: it always leads to the present payment link, and counts."""

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import execute_core, public_url_of
from shop.kit.jobs import enqueue
from shop.orders.models import Order

RETURNED = ("from", "checkout")  # what the address carries when Stripe sends the payer back
SESSION = "session"  # which visit to the payment page it was; Stripe puts its id in

# Counted by the database: two phones at once would each have read the same number.
_CLICK = text("UPDATE sales_order SET clicks = clicks + 1 WHERE merchant_id = :merchant AND id = :order")


def pay_url_of(session: AsyncSession, pay_token: str) -> str:
    """Where the shopper pays, or sees that it is paid or closed."""
    return f"{public_url_of(session)}/pay/{pay_token}"


def return_url_of(session: AsyncSession, pay_token: str) -> str:
    """Where Stripe sends who has paid: often there before its webhook, so that the order still looks unpaid."""
    return f"{pay_url_of(session, pay_token)}?{'='.join(RETURNED)}&{SESSION}={{CHECKOUT_SESSION_ID}}"


async def count_click(session: AsyncSession, order: Order) -> None:
    """A person followed the link to the payment."""
    await execute_core(session, _CLICK, {"merchant": order.merchant_id, "order": order.id})


async def replace_link(session: AsyncSession, order: Order) -> None:
    """The present link is spent: another one is made, to which our short link leads, and the spent one is closed."""
    order.renew_link()
    await enqueue(session, "payments.create_link", order_id=order.id)
    await enqueue(session, "payments.close_links", order_id=order.id)
