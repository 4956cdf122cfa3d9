"""What belongs to one order, gathered from the slices that own it."""

from collections.abc import Sequence

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import Customer
from shop.invoices.issuing import invoice_of
from shop.invoices.models import Invoice
from shop.orders.attention import attention_of
from shop.orders.listing import customer_of
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.orders.reading import lines_of
from shop.payments.disputes.models import Dispute
from shop.payments.disputes.reading import disputes_of
from shop.payments.financial_status.loading import payments_of, refunds_for
from shop.payments.models import Payment
from shop.payments.refunds.models import Refund


class OrderWithDetails(msgspec.Struct, frozen=True):
    """An order with its customer, lines, the money that came and went, its invoice, and what a person must look at."""

    order: Order
    customer: Customer
    lines: Sequence[OrderLine]
    payments: Sequence[Payment]
    refunds: Sequence[Refund]
    disputes: Sequence[Dispute]
    invoice: Invoice | None
    attention: str | None


async def load_order_details(session: AsyncSession, order: Order) -> OrderWithDetails:
    """Everything the API says about an order."""
    return OrderWithDetails(
        order,
        await customer_of(session, order),
        await lines_of(session, order),
        await payments_of(session, order),
        await refunds_for(session, order),
        await disputes_of(session, order),
        await invoice_of(session, order),
        (await attention_of(session, [order.id])).get(order.id),
    )
