"""Our own short link to an order: it always leads to the present payment link, and counts."""

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import public_url_of

RETURNED = ("from", "checkout")  # what the address carries when Stripe sends the payer back


def pay_url_of(session: AsyncSession, pay_token: str) -> str:
    """Where the shopper pays, or sees that it is paid or closed."""
    return f"{public_url_of(session)}/pay/{pay_token}"


def return_url_of(session: AsyncSession, pay_token: str) -> str:
    """Where Stripe sends who has paid: often there before its webhook, so that the order still looks unpaid."""
    return f"{pay_url_of(session, pay_token)}?{'='.join(RETURNED)}"
