"""A shop without a worker and without a network: a test places orders, lets money arrive and runs the jobs itself."""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from shop.carts.check import check_cart_message
from shop.carts.models import CartState
from shop.carts.open_cart import save_cart
from shop.customers.models import Customer, Marketing
from shop.inbox.conversations.models import Conversation
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Direction, Message
from shop.kit.clock import clock, now
from shop.kit.db.database import Database
from shop.kit.translations import languages
from shop.merchants.models import Merchant, WhatsAppNumber
from shop.orders.attention import attention_of
from shop.orders.checkout import place_order
from shop.orders.models import Order
from shop.recovery.models import Recovery
from shop.templates.models import MessageTemplate
from shop.templates.names import REMINDER
from shop.whatsapp.incoming import CartMessageLine
from tests.support.cast import FISH, MUG, make_merchant, merchant_file
from tests.support.catalog import CatalogUnderTest
from tests.support.payments import PaymentsUnderTest, event_body, signed

__all__ = ["ShopUnderTest", "event_body", "monday", "move_by", "move_to", "open_shop", "signed"]
_counter = itertools.count(1)


def move_by(**by: float) -> datetime:
    """Move business time forward without telling any timetable."""
    clock.offset += timedelta(**by)
    return now()


def move_to(moment: datetime) -> None:
    """Let business time be `moment`; only forward."""
    assert moment >= now()
    clock.offset += moment - now()


def monday(hour: int, minute: int = 0) -> datetime:
    """A Monday in winter that is still to come, at that time in UTC."""
    return datetime(2027, 1, 11, hour, minute, tzinfo=UTC)


class ShopUnderTest(CatalogUnderTest, PaymentsUnderTest):
    """One merchant with goods and shoppers, in the database without a worker."""

    async def person(self, *, marketing: Marketing = Marketing.UNASKED, locale: str | None = None) -> UUID:
        """Somebody who just wrote; returns their conversation."""
        phone = f"349{next(_counter):08d}"
        async with self.database.transaction(self.merchant.id) as session:
            customer = Customer(
                merchant_id=self.merchant.id,
                phone=phone,
                name="Ana",
                locale=locale,
                marketing=marketing,
                created_at=now(),
            )
            session.add(customer)
            await session.flush()
            conversation = Conversation(
                merchant_id=self.merchant.id,
                number_id=self.number_id,
                customer_id=customer.id,
                phone=phone,
                last_inbound_at=now(),
                created_at=now(),
            )
            session.add(conversation)
        return conversation.id

    async def order(
        self, goods: Sequence[tuple[str, int]], conversation_id: UUID | None = None, *, locale: str = "es"
    ) -> Order:
        """Order what can be had of the goods, as a cart message does."""
        conversation_id = conversation_id or await self.person()
        async with self.database.transaction(self.merchant.id) as session:
            conversation = await lock_conversation(session, conversation_id)
            check = await check_cart_message(
                session, _claims(goods), currency=self.merchant.currency, locale=locale, at=now()
            )
            cart = await save_cart(session, conversation, check.available, state=CartState.ORDERED, at=now())
            return await place_order(
                session, self.merchant, conversation, cart, check, locale=locale, at=now()
            )

    async def open_cart(self, goods: Sequence[tuple[str, int]], conversation_id: UUID | None = None) -> UUID:
        """A cart that waits for its owner's word."""
        conversation_id = conversation_id or await self.person()
        async with self.database.transaction(self.merchant.id) as session:
            conversation = await lock_conversation(session, conversation_id)
            check = await check_cart_message(
                session, _claims(goods), currency=self.merchant.currency, locale="es", at=now()
            )
            return (
                await save_cart(session, conversation, check.available, state=CartState.OPEN, at=now())
            ).id

    async def fresh(self, order: Order) -> Order:
        """The order as it stands now."""
        found: Order = await self.one(select(Order).where(Order.id == order.id))
        return found

    async def attention(self, order: Order) -> str | None:
        """What about the order a person must look at."""
        async with self.database.transaction(self.merchant.id) as session:
            return (await attention_of(session, [order.id])).get(order.id)

    async def messages(self, **having: Any) -> list[Message]:
        """What was queued or said to shoppers, oldest first."""
        found = await self.all(
            select(Message).where(Message.direction == Direction.OUT).order_by(col(Message.id))
        )
        return [message for message in found if all(getattr(message, k) == v for k, v in having.items())]

    async def conversation(self, order: Order) -> Conversation:
        found: Conversation = await self.one(
            select(Conversation).where(Conversation.id == order.conversation_id)
        )
        return found

    async def configure(self, **settings: Any) -> None:
        """Change the merchant's settings."""
        async with self.database.transaction(self.merchant.id) as session:
            merchant = await session.get_one(Merchant, self.merchant.id)
            merchant.settings = {**merchant.settings, **settings}
        self.merchant = merchant

    async def change_merchant(self, **values: Any) -> None:
        async with self.database.transaction(self.merchant.id) as session:
            merchant = await session.get_one(Merchant, self.merchant.id)
            for name, value in values.items():
                setattr(merchant, name, value)
        self.merchant = merchant

    async def approve(self, *chosen: str, name: str = REMINDER, status: str = "APPROVED") -> None:
        """Meta's review of a template, as if it had been told."""
        async with self.database.transaction(self.merchant.id) as session:
            number = await session.get_one(WhatsAppNumber, (self.merchant.id, self.number_id))
            for language in chosen or languages():
                session.add(
                    MessageTemplate(
                        merchant_id=self.merchant.id,
                        waba_id=number.waba_id,
                        name=name,
                        language=language,
                        status=status,
                        category="MARKETING",
                        updated_at=now(),
                    )
                )

    async def watch(self, order: Order) -> Recovery:
        """Start watching an order as the queued job does."""
        await self.job("recovery.watch", order_id=order.id)
        found: Recovery = await self.one(select(Recovery).where(Recovery.order_id == order.id))
        return found


async def open_shop(
    database: Database, *, goods: bool = False, hours: dict[str, list[str]] | None = None, **changes: Any
) -> ShopUnderTest:
    """A new merchant in Madrid without opening hours; `goods`: MUG 12.10 (10) and FISH 7.70 (10, reduced)."""
    file = merchant_file(**{"hours": hours or {}, **changes})
    merchant = await make_merchant(database, file, at=now())
    async with database.transaction(merchant.id) as session:
        number = (await session.exec(select(WhatsAppNumber))).one()
    assert file.stripe is not None
    made = ShopUnderTest(database, merchant, number.id, file.stripe.webhook_secrets[0])
    if goods:
        for article in (MUG, FISH):
            await made.stock(
                article.sku,
                article.on_hand,
                article.price_minor,
                title=article.title,
                tax_class=article.tax_class,
            )
    return made


def _claims(goods: Sequence[tuple[str, int]]) -> list[CartMessageLine]:
    return [
        CartMessageLine(retailer_id=sku, quantity=quantity, price=None, currency=None)
        for sku, quantity in goods
    ]
