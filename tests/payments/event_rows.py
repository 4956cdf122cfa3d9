"""What the tests of settlement share: the row of an event."""

from sqlmodel import select

from shop.payments.models import StripeEvent
from tests.support.shop import ShopUnderTest


async def event_of(shop: ShopUnderTest, event_id: object) -> StripeEvent:
    found: StripeEvent = await shop.one(select(StripeEvent).where(StripeEvent.id == event_id))
    return found
