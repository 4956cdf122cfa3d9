"""What belongs to one order, gathered from the slices that own it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import Customer
from shop.invoices.credit_notes.issuing import credit_notes_of
from shop.invoices.issuing import invoice_of
from shop.invoices.models import CreditNote, Invoice
from shop.orders.attention import attention_of
from shop.orders.fulfilments.models import Fulfilment
from shop.orders.fulfilments.reading import fulfilments_of
from shop.orders.life.progress import stages_of
from shop.orders.life.stages import OrderStage
from shop.orders.listing import customer_of
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.orders.reading import lines_of
from shop.orders.returns.doing import withdrawal_end
from shop.orders.returns.models import Return
from shop.orders.returns.reading import returns_of
from shop.payments.disputes.models import Dispute
from shop.payments.disputes.reading import disputes_of
from shop.payments.financial_status.loading import load_money
from shop.payments.financial_status.status import FinancialStatus, OrderMoney, financial_status_of
from shop.payments.refunds.allowance import refundable_minor, refunded_minor


class OrderWithDetails(msgspec.Struct, frozen=True):
    """An order with its customer, lines, the money and goods that came and went, invoice, and calls for attention."""

    order: Order
    customer: Customer
    lines: Sequence[OrderLine]
    money: OrderMoney
    disputes: Sequence[Dispute]
    invoice: Invoice | None
    credit_notes: Sequence[CreditNote]
    attention: str | None
    stage: OrderStage
    fulfilments: Sequence[Fulfilment]
    returns: Sequence[Return]
    withdrawal_until: datetime | None

    @property
    def financial_status(self) -> FinancialStatus:
        return financial_status_of(self.order, self.money)

    @property
    def refunded_minor(self) -> int:
        return refunded_minor(self.order, self.money)

    @property
    def refundable_minor(self) -> int:
        return refundable_minor(self.order, self.money)


async def load_order_details(session: AsyncSession, order: Order) -> OrderWithDetails:
    """Everything the API says about an order."""
    return OrderWithDetails(
        order,
        await customer_of(session, order),
        await lines_of(session, order),
        await load_money(session, order),
        await disputes_of(session, order),
        await invoice_of(session, order),
        await credit_notes_of(session, order.id),
        (await attention_of(session, [order.id])).get(order.id),
        (await stages_of(session, [order]))[order.id],
        await fulfilments_of(session, order.id),
        await returns_of(session, order.id),
        await withdrawal_end(session, order),
    )
