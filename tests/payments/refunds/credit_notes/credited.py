"""Refunds that arrive and are credited, in tests."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from shop.invoices.contents import InvoiceDocument
from shop.invoices.credit_notes.issuing import contents_of
from shop.invoices.models import CreditNote, Invoice
from shop.kit.clock import now
from shop.orders.models import Order
from shop.payments.models import Payment
from shop.payments.refunds.models import Refund
from tests.payments.refunds.wanting import want
from tests.support.shop import ShopUnderTest

_SECONDS = iter(range(1, 10_000))


async def paid(shop: ShopUnderTest, *goods: tuple[str, int]) -> Order:
    """Paid and invoiced: two mugs (24.20 at 21 %) and anchovies (7.70 at 10 %), 31.90 in all."""
    order = await shop.order(list(goods) or [("MUG", 2), ("FISH", 1)])
    await shop.pay(order)
    return order


async def told(shop: ShopUnderTest, refund: Refund, status: str = "succeeded") -> None:
    """Stripe tells what became of it."""
    payment = await shop.one(select(Payment).where(Payment.id == refund.payment_id))
    thing: dict[str, Any] = {
        "id": f"re_{refund.id}",
        "amount": refund.amount_minor,
        "status": status,
        "payment_intent": payment.payment_intent,
        "metadata": {"refund_id": str(refund.id)},
    }
    kind = "refund.failed" if status == "failed" else "refund.updated"
    event = await shop.tell(thing, kind, created=int(now().timestamp()) + next(_SECONDS))
    await shop.job("payments.settle", event_id=event)


async def credit(shop: ShopUnderTest, order: Order) -> None:
    await shop.job("payments.credit_refunds", order_id=order.id)


async def refunded(shop: ShopUnderTest, order: Order, **what: Any) -> Refund:
    """Asked for, arrived, credited."""
    refund = await want(shop, order, **what)
    await told(shop, refund)
    await credit(shop, order)
    return refund


async def notes_of(shop: ShopUnderTest, order: Order) -> Sequence[CreditNote]:
    found = select(CreditNote).where(CreditNote.order_id == order.id)
    return await shop.all(found.order_by(col(CreditNote.number)))


async def documents(shop: ShopUnderTest, order: Order) -> list[InvoiceDocument]:
    return [contents_of(note) for note in await notes_of(shop, order)]


async def invoice_of(shop: ShopUnderTest, order: Order) -> InvoiceDocument:
    return contents_of(await shop.one(select(Invoice).where(Invoice.order_id == order.id)))
