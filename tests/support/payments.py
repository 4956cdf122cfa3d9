"""Money arrives: events as Stripe writes and signs them, and their way to the order."""

import hashlib
import hmac
import json
import time
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import col, select

from shop.kit.clock import now
from shop.kit.money import stripe_amount
from shop.orders.models import Order
from shop.payments.incoming.store_webhooks import store_event
from shop.payments.models import Payment, StripeEvent
from tests.support.merchant import MerchantUnderTest


class PaymentsUnderTest(MerchantUnderTest):
    """A merchant who is paid."""

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
            "metadata": {
                "order_id": str(order.id),
                "revision": str(order.revision),
                "merchant_id": str(order.merchant_id),
            },
        }
        return {**session, **changes}

    async def tell(
        self,
        thing: dict[str, Any],
        kind: str = "checkout.session.completed",
        *,
        event_id: str | None = None,
        created: int | None = None,
    ) -> UUID | None:
        """Take in an event as the door does; returns its row, None if it was known."""
        body = event_body(thing, kind, event_id=event_id, created=created)
        async with self.database.transaction(self.merchant.id) as session:
            known = {event.id for event in (await session.exec(select(StripeEvent))).all()}
            await store_event(session, body, at=now())
            fresh = [e.id for e in (await session.exec(select(StripeEvent))).all() if e.id not in known]
        return fresh[0] if fresh else None

    async def pay(self, order: Order, **changes: Any) -> Payment | None:
        """Money arrives for an order and is applied, and what follows from it is said and printed."""
        event_id = await self.tell(self.session_of(order, **changes))
        await self.job("payments.settle", event_id=event_id)
        await self.after_payment(order)
        payments = await self.all(
            select(Payment).where(Payment.order_id == order.id).order_by(col(Payment.id))
        )
        return payments[-1] if payments else None

    async def after_payment(self, order: Order) -> None:
        """The jobs that a payment left: what is said, and the invoice."""
        payments = await self.all(select(Payment).where(Payment.order_id == order.id))
        told = {str(payment.id) for payment in payments}
        for left in await self.jobs("payments.tell_payment"):
            if left["payment_id"] in told:
                await self.job("payments.tell_payment", payment_id=UUID(left["payment_id"]))
        for name in ("payments.tell_paid", "invoices.issue"):
            if {"order_id": str(order.id)} in await self.jobs(name):
                await self.job(name, order_id=order.id)


def event_body(
    thing: dict[str, Any],
    kind: str = "checkout.session.completed",
    *,
    event_id: str | None = None,
    created: int | None = None,
) -> bytes:
    """An event as Stripe writes it: indented JSON, created at a second of its clock or now."""
    event = {
        "id": event_id or f"evt_{uuid4().hex}",
        "object": "event",
        "type": kind,
        "created": int(now().timestamp()) if created is None else created,
        "livemode": False,
        "data": {"object": thing},
    }
    return json.dumps(event, indent=2).encode()


def signed(body: bytes, secret: str, *, at: float | None = None) -> str:
    """The `Stripe-Signature` header of a body, now or at a time in seconds."""
    stamp = int(time.time() if at is None else at)
    mac = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
    return f"t={stamp},v1={mac.hexdigest()}"
