"""Orders as the API shows them."""

from typing import Annotated, Any
from uuid import UUID

import msgspec

from shop.api.http.money import Money
from shop.api.http.pages import PageView
from shop.api.http.types import Timestamp
from shop.api.orders.cost_views import OrderDeliveryView, OrderDiscountView, Percent, TaxView, cost_of
from shop.api.orders.details import OrderWithDetails
from shop.api.orders.fulfilment_views import FulfilmentView
from shop.api.orders.money_views import DisputeView, RefundView
from shop.api.orders.return_views import ReturnView
from shop.customers.models import Customer
from shop.invoices.models import CreditNote, Invoice
from shop.orders.life.stages import OrderStage
from shop.orders.listing import OrderWithCustomer
from shop.orders.models import Order, OrderStatus
from shop.orders.order_line import OrderLine
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.models import Payment, PaymentVerdict


class CustomerView(msgspec.Struct, frozen=True):
    """Who ordered. People with a username on WhatsApp may have no phone."""

    id: UUID
    name: str | None
    phone: str | None

    @classmethod
    def of(cls, customer: Customer) -> "CustomerView":
        return cls(customer.id, customer.name, customer.phone)


class OrderView(msgspec.Struct, frozen=True, kw_only=True):
    """An order in a list. `attention` is a sentence where a person must look at it."""

    id: UUID
    number: int
    status: OrderStatus
    stage: Annotated[OrderStage, msgspec.Meta(description="How far it has come, counted in pieces.")]
    customer: CustomerView
    total: Money
    attention: str | None
    placed_at: Timestamp
    expires_at: Timestamp
    paid_at: Timestamp | None
    closed_at: Timestamp | None

    @classmethod
    def of(cls, placed: OrderWithCustomer) -> "OrderView":
        return cls(**_brief(placed.order, placed.customer, placed.attention, placed.stage))


class LineView(msgspec.Struct, frozen=True, kw_only=True):
    """One line as it was sold. `claimed` is the unit price the phone had shown, with tax, if it showed another."""

    position: int
    variant_id: UUID
    sku: str
    name: str
    quantity: int
    unit: Money
    discount: Money
    total: Annotated[Money, msgspec.Meta(description="After the discount.")]
    claimed: Money | None
    tax_rate: Percent

    @classmethod
    def of(cls, line: OrderLine, order: Order) -> "LineView":
        currency = order.currency
        differs = line.claimed_minor is not None and line.claimed_minor != order.unit_shown(line)
        return cls(
            position=line.position,
            variant_id=line.variant_id,
            sku=line.sku,
            name=line.name,
            quantity=line.quantity,
            unit=Money(line.unit_minor, currency),
            discount=Money(line.discount_minor, currency),
            total=Money(line.total_minor, currency),
            claimed=Money(line.claimed_minor, currency)
            if differs and line.claimed_minor is not None
            else None,
            tax_rate=line.rate,
        )


class PaymentView(msgspec.Struct, frozen=True, kw_only=True):
    """Money that arrived or is under way, and what came of it."""

    id: UUID
    amount: Money
    verdict: PaymentVerdict
    reason: str
    stripe_session: str
    stripe_payment_intent: str | None
    paid_at: Timestamp

    @classmethod
    def of(cls, payment: Payment) -> "PaymentView":
        return cls(
            id=payment.id,
            amount=Money(payment.amount_minor, payment.currency),
            verdict=payment.verdict,
            reason=payment.reason,
            stripe_session=payment.session_id,
            stripe_payment_intent=payment.payment_intent,
            paid_at=payment.paid_at,
        )


class InvoiceView(msgspec.Struct, frozen=True):
    """The invoice; its number is final."""

    label: Annotated[str, msgspec.Meta(examples=["S2026-000001"])]
    issued_at: Timestamp

    @classmethod
    def of(cls, invoice: Invoice) -> "InvoiceView":
        return cls(invoice.label, invoice.issued_at)


class CreditNoteView(msgspec.Struct, frozen=True, kw_only=True):
    """What takes so much off the invoice, because a refund gave it back; its number is final."""

    id: UUID
    label: Annotated[str, msgspec.Meta(examples=["R2026-000001"])]
    refund_id: UUID
    amount: Money
    issued_at: Timestamp

    @classmethod
    def of(cls, note: CreditNote, currency: str) -> "CreditNoteView":
        return cls(
            id=note.id,
            label=note.label,
            refund_id=note.refund_id,
            amount=Money(note.amount_minor, currency),
            issued_at=note.issued_at,
        )


class OrderDetail(OrderView, frozen=True, kw_only=True):
    """A whole order, as it stood when it was placed, with what was paid."""

    locale: str
    note: str
    prices_include_tax: bool
    net: Money
    tax: Money
    taxes: list[TaxView]
    discount: Annotated[Money, msgspec.Meta(description="Taken off the goods, in all.")]
    discounts: list[OrderDiscountView]
    needs_delivery: Annotated[bool, msgspec.Meta(description="It can be paid once its delivery is chosen.")]
    delivery: OrderDeliveryView | None
    lines: list[LineView]
    financial_status: Annotated[
        FinancialStatus,
        msgspec.Meta(description="How it stands with its money, as page and chat tell the shopper."),
    ]
    payments: list[PaymentView]
    refunds: list[RefundView]
    refunded: Annotated[
        Money, msgspec.Meta(description="What is back, or on its way, of what paid the order.")
    ]
    refundable: Annotated[Money, msgspec.Meta(description="What of it could be refunded now.")]
    disputes: list[DisputeView]
    invoice: InvoiceView | None
    fulfilments: list[FulfilmentView]
    returns: list[ReturnView]
    withdrawal_until: Annotated[
        Timestamp | None,
        msgspec.Meta(
            description="When the time to withdraw ends; null while not all has arrived, and where no law gives one."
        ),
    ]
    credit_notes: list[CreditNoteView]
    pay_url: Annotated[str, msgspec.Meta(description="Always leads to the present payment link.")]
    clicks: Annotated[int, msgspec.Meta(description="How often people followed `pay_url`.")]

    @classmethod
    def whole(cls, details: OrderWithDetails, *, pay_url: str) -> "OrderDetail":
        order = details.order
        return cls(
            **_brief(order, details.customer, details.attention, details.stage),
            locale=order.locale,
            note=order.note,
            **cost_of(order),
            lines=[LineView.of(line, order) for line in details.lines],
            financial_status=details.financial_status,
            payments=[PaymentView.of(payment) for payment in details.money.payments],
            refunds=[RefundView.of(refund) for refund in details.money.refunds],
            refunded=Money(details.refunded_minor, order.currency),
            refundable=Money(details.refundable_minor, order.currency),
            disputes=[DisputeView.of(dispute) for dispute in details.disputes],
            invoice=InvoiceView.of(details.invoice) if details.invoice is not None else None,
            fulfilments=[FulfilmentView.of(each) for each in details.fulfilments],
            returns=[ReturnView.of(each) for each in details.returns],
            withdrawal_until=details.withdrawal_until,
            credit_notes=[CreditNoteView.of(note, order.currency) for note in details.credit_notes],
            pay_url=pay_url,
            clicks=order.clicks,
        )


class OrderPage(PageView[OrderView], frozen=True):
    """Some orders, newest first; `next_cursor` is null on the last page."""


def _brief(order: Order, customer: Customer, attention: str | None, stage: OrderStage) -> dict[str, Any]:
    return {
        "id": order.id,
        "number": order.number,
        "status": order.status,
        "stage": stage,
        "customer": CustomerView.of(customer),
        "total": Money(order.total_minor, order.currency),
        "attention": attention,
        "placed_at": order.placed_at,
        "expires_at": order.expires_at,
        "paid_at": order.paid_at,
        "closed_at": order.closed_at,
    }
