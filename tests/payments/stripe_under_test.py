"""A merchant with an account at the pretend Stripe, over real HTTP, whose jobs the test runs itself."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import select

from shop.kit.clock import now
from shop.merchants.models import StripeAccount
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order
from shop.payments.gateway import Gateway
from shop.payments.models import PaymentLink
from shop.sandbox.faults import ApiFault, StripeFaults
from shop.sandbox.state import World
from tests.support.shop import ShopUnderTest


@dataclass
class StripeUnderTest:
    """A merchant, the pretend Stripe with their account, and our client of it."""

    shop: ShopUnderTest
    world: World
    gateway: Gateway
    key: str

    async def create(self, order: Order, *, attempt: int = 0) -> None:
        await self.shop.job(
            "payments.create_link", {Gateway: self.gateway}, attempt=attempt, order_id=order.id
        )

    async def close(self, order: Order) -> None:
        await self.shop.job("payments.close_links", {Gateway: self.gateway}, order_id=order.id)

    def fail(self, **how: Any) -> None:
        self.world.faults.stripe = StripeFaults(api=ApiFault(**how))

    def links(self) -> list[dict[str, Any]]:
        """What stands at Stripe, oldest first."""
        return list(self.world.stripe.accounts[self.key].table("payment_link").rows.values())

    async def known(self) -> list[PaymentLink]:
        return await self.shop.all(select(PaymentLink))

    async def said(self) -> list[str]:
        return [message.reason for message in await self.shop.messages()]


async def open_stripe(
    shop: ShopUnderTest, stripe_served: tuple[str, World], currency: str = "eur"
) -> StripeUnderTest:
    url, world = stripe_served
    async with shop.database.transaction(shop.merchant.id) as session:
        key = (await session.get_one(StripeAccount, shop.merchant.id)).secret_key
    world.stripe.add_account(key, country="ES", currency=currency, name="Shop")
    return StripeUnderTest(shop, world, Gateway(url), key)


async def cancel(at_stripe: StripeUnderTest, order: Order) -> None:
    async with at_stripe.shop.database.transaction(at_stripe.shop.merchant.id) as session:
        await cancel_order(session, order.id, at=now())
