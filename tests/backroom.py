"""A shop without a worker and without a network: a test places orders, lets money arrive and runs the jobs itself."""

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlmodel import col, select

from shop.carts.matching import review_message
from shop.carts.models import CartState
from shop.carts.open_cart import keep_cart
from shop.catalog.models import Product, ProductStatus, Stock, TaxClass, Variant
from shop.customers.models import Customer, Marketing
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Conversation, Direction, Message
from shop.kit.clock import clock, now
from shop.kit.db import Database, run
from shop.kit.jobs import Errand, Kind, registry
from shop.kit.money import stripe_amount
from shop.merchants.models import Merchant, WhatsAppNumber
from shop.orders.checkout import place_order
from shop.orders.models import Order
from shop.payments.intake import take_in
from shop.payments.models import Payment, StripeEvent
from shop.recovery.models import Recovery
from shop.templates.models import MessageTemplate
from shop.templates.names import REMINDER
from shop.whatsapp.incoming import CartLine
from shop.worker import HANDLERS
from tests.conftest import make_merchant, merchant_file

assert HANDLERS  # importing the worker registers every job
_counter = itertools.count(1)


def later(**by: float) -> datetime:
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


@dataclass
class Backroom:
    """One merchant with goods, in the quiet database."""

    database: Database
    merchant: Merchant
    number_id: UUID
    webhook_secret: str

    async def stock(
        self,
        sku: str,
        on_hand: int,
        price_minor: int = 1000,
        *,
        title: str | None = None,
        tax_class: TaxClass = TaxClass.STANDARD,
    ) -> UUID:
        """Put something on sale."""
        at = now()
        async with self.database.transaction(self.merchant.id) as session:
            product = Product(
                merchant_id=self.merchant.id,
                title=title or sku,
                tax_class=tax_class,
                created_at=at,
                updated_at=at,
            )
            session.add(product)
            await session.flush()
            variant = Variant(
                merchant_id=self.merchant.id,
                product_id=product.id,
                sku=sku,
                price_minor=price_minor,
                currency=self.merchant.currency,
            )
            session.add(variant)
            await session.flush()
            session.add(Stock(merchant_id=self.merchant.id, variant_id=variant.id, on_hand=on_hand))
        return variant.id

    async def set_price(self, sku: str, price_minor: int) -> None:
        async with self.database.transaction(self.merchant.id) as session:
            (await session.exec(select(Variant).where(Variant.sku == sku))).one().price_minor = price_minor

    async def archive(self, sku: str) -> None:
        async with self.database.transaction(self.merchant.id) as session:
            variant = (await session.exec(select(Variant).where(Variant.sku == sku))).one()
            product = await session.get_one(Product, (self.merchant.id, variant.product_id))
            product.status = ProductStatus.ARCHIVED

    async def stock_of(self, sku: str) -> tuple[int, int]:
        """(on hand, reserved)."""
        query = text(
            "SELECT on_hand, reserved FROM stock JOIN variant ON variant.id = variant_id WHERE sku = :sku"
        )
        async with self.database.transaction(self.merchant.id) as session:
            row = (await run(session, query, {"sku": sku})).one()
        return row.on_hand, row.reserved

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
            review = await review_message(
                session, _claims(goods), currency=self.merchant.currency, language=locale, at=now()
            )
            cart = await keep_cart(session, conversation, review.available, state=CartState.ORDERED, at=now())
            return await place_order(
                session, self.merchant, conversation, cart, review, locale=locale, at=now()
            )

    async def open_cart(self, goods: Sequence[tuple[str, int]], conversation_id: UUID | None = None) -> UUID:
        """A cart that waits for its owner's word."""
        conversation_id = conversation_id or await self.person()
        async with self.database.transaction(self.merchant.id) as session:
            conversation = await lock_conversation(session, conversation_id)
            review = await review_message(
                session, _claims(goods), currency=self.merchant.currency, language="es", at=now()
            )
            return (
                await keep_cart(session, conversation, review.available, state=CartState.OPEN, at=now())
            ).id

    def session_of(self, order: Order, **changes: Any) -> dict[str, Any]:
        """A paid checkout session of the order's present link."""
        session = {
            "id": f"cs_test_{uuid4().hex}",
            "object": "checkout.session",
            "amount_total": stripe_amount(order.total_minor, order.currency),
            "currency": order.currency.lower(),
            "livemode": False,
            "payment_status": "paid",
            "payment_intent": f"pi_{uuid4().hex}",
            "customer_details": {"email": "ana@example.com"},
            "metadata": {"order_id": str(order.id), "revision": str(order.revision)},
        }
        return {**session, **changes}

    async def tell(
        self, thing: dict[str, Any], kind: str = "checkout.session.completed", *, event_id: str | None = None
    ) -> UUID | None:
        """Take in an event as the door does; returns its row, None if it was known."""
        body = event_body(thing, kind, event_id=event_id)
        async with self.database.transaction(self.merchant.id) as session:
            known = {event.id for event in (await session.exec(select(StripeEvent))).all()}
            await take_in(session, body, at=now())
            fresh = [e.id for e in (await session.exec(select(StripeEvent))).all() if e.id not in known]
        return fresh[0] if fresh else None

    async def pay(self, order: Order, **changes: Any) -> Payment | None:
        """Money arrives for an order and is applied."""
        event_id = await self.tell(self.session_of(order, **changes))
        await self.job("payments.settle", event_id=event_id)
        payments = await self.all(
            select(Payment).where(Payment.order_id == order.id).order_by(col(Payment.id))
        )
        return payments[-1] if payments else None

    async def job(self, name: str, vendors: dict[type, Any] | None = None, **payload: Any) -> None:
        """Run a handler as a worker does."""
        entry = registry.entries[name]
        if entry.kind is Kind.ERRAND:
            await entry.handler(Errand(self.database, self.merchant.id, vendors or {}, 0), **payload)
            return
        merchant_id = None if entry.kind is Kind.SWEEP else self.merchant.id
        async with self.database.transaction(merchant_id) as session:
            await entry.handler(session, **payload)

    async def give_up(self, name: str, reason: str, **payload: Any) -> None:
        """What a worker does after a handler's last try."""
        entry = registry.entries[name]
        assert entry.give_up is not None
        async with self.database.transaction(self.merchant.id) as session:
            await entry.give_up(session, **payload, reason=reason)

    async def jobs(self, name: str) -> list[dict[str, Any]]:
        """Payloads of this merchant's queued jobs, oldest first."""
        query = text("SELECT payload FROM pgqueuer WHERE entrypoint = :name ORDER BY id")
        async with self.database.transaction() as session:
            found = [json.loads(row.payload) for row in await run(session, query, {"name": name})]
        return [payload for payload in found if payload.pop("merchant_id") == str(self.merchant.id)]

    async def all(self, statement: Any) -> list[Any]:
        """Rows of this merchant."""
        async with self.database.transaction(self.merchant.id) as session:
            return list((await session.exec(statement)).all())

    async def one(self, statement: Any) -> Any:
        (row,) = await self.all(statement)
        return row

    async def fresh(self, order: Order) -> Order:
        """The order as it stands now."""
        found: Order = await self.one(select(Order).where(Order.id == order.id))
        return found

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

    async def approve(self, *languages: str, name: str = REMINDER, status: str = "APPROVED") -> None:
        """Meta's verdict on a template, as if it had been told."""
        async with self.database.transaction(self.merchant.id) as session:
            number = await session.get_one(WhatsAppNumber, (self.merchant.id, self.number_id))
            for language in languages or ("es", "en", "pt_BR"):
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


async def open_backroom(
    database: Database, *, goods: bool = False, hours: dict[str, list[str]] | None = None, **changes: Any
) -> Backroom:
    """A new merchant in Madrid without opening hours; `goods`: MUG 12.10 (10) and FISH 7.70 (10, reduced)."""
    file = merchant_file(**{"hours": hours or {}, **changes})
    merchant = await make_merchant(database, file, at=now())
    async with database.transaction(merchant.id) as session:
        number = (await session.exec(select(WhatsAppNumber))).one()
    assert file.stripe is not None
    made = Backroom(database, merchant, number.id, file.stripe.webhook_secrets[0])
    if goods:
        await made.stock("MUG", 10, 1210, title="Taza del faro")
        await made.stock("FISH", 10, 770, title="Anchoas", tax_class=TaxClass.REDUCED)
    return made


def event_body(
    thing: dict[str, Any], kind: str = "checkout.session.completed", *, event_id: str | None = None
) -> bytes:
    """An event as Stripe writes it: indented JSON."""
    event = {
        "id": event_id or f"evt_{uuid4().hex}",
        "object": "event",
        "type": kind,
        "created": int(time.time()),
        "livemode": False,
        "data": {"object": thing},
    }
    return json.dumps(event, indent=2).encode()


def signed(body: bytes, secret: str, *, at: float | None = None) -> str:
    """The `Stripe-Signature` header of a body, now or at a time in seconds."""
    stamp = int(time.time() if at is None else at)
    mac = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
    return f"t={stamp},v1={mac.hexdigest()}"


def _claims(goods: Sequence[tuple[str, int]]) -> list[CartLine]:
    return [
        CartLine(retailer_id=sku, quantity=quantity, price=None, currency=None) for sku, quantity in goods
    ]
