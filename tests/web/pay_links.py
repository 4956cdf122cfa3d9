"""What the tests of our short link share: a phone's browser, links, tokens."""

from uuid import UUID

from sqlmodel import select

from shop.carts.models import Cart
from shop.kit.clock import now
from shop.orders.models import Order
from shop.payments.models import LinkState, PaymentLink
from tests.support.shop import ShopUnderTest

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/142 Mobile Safari/537.36"}
URL = "https://buy.stripe.com/test_abc"


async def give_link(
    shop: ShopUnderTest,
    order: Order,
    *,
    revision: int = 1,
    url: str = URL,
    state: LinkState = LinkState.ACTIVE,
) -> None:
    async with shop.database.transaction(shop.merchant.id) as session:
        session.add(
            PaymentLink(
                merchant_id=order.merchant_id,
                order_id=order.id,
                revision=revision,
                stripe_id=f"plink_{order.id}_{revision}",
                url=url,
                amount_minor=order.total_minor,
                currency=order.currency,
                state=state,
                created_at=now(),
            )
        )


async def token_of(shop: ShopUnderTest, cart_id: UUID) -> str:
    cart: Cart = await shop.one(select(Cart).where(Cart.id == cart_id))
    assert cart.pay_token is not None
    return cart.pay_token
