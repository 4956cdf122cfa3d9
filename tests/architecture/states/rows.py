"""A row of each model that has states, in any of them."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import catalog_sync.models as sync_models
import shop.carts.models as cart_models
import shop.discounts.models as discount_models
import shop.images.models as image_models
import shop.inbox.conversations.models as conversation_models
import shop.inbox.models as inbox_models
import shop.orders.fulfilments.models as fulfilment_models
import shop.orders.models as order_models
import shop.orders.returns.models as return_models
import shop.payments.disputes.models as dispute_models
import shop.payments.models as payment_models
import shop.payments.refunds.models as refund_models
import shop.recovery.models as recovery_models
from catalog_sync.models import BatchState as Batches
from shop.carts.models import CartState as Carts
from shop.discounts.models import UseState as Uses
from shop.images.models import ImageState as Images
from shop.inbox.conversations.models import Holder
from shop.inbox.models import MessageStatus as Messages
from shop.kit.vendors.webhook_events import WebhookState as Events
from shop.orders.fulfilments.models import FulfilmentState as Fulfilments
from shop.orders.models import OrderStatus as Orders
from shop.orders.returns.models import ReturnState as Returns
from shop.payments.disputes.models import DisputeStage as Disputes
from shop.payments.models import LinkState as Links
from shop.payments.models import PaymentVerdict as Verdicts
from shop.payments.refunds.models import RefundState as Refunds
from shop.recovery.models import RecoveryState as Recoveries

AT = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def event(state: Events) -> Any:
    return inbox_models.InboundEvent(
        merchant_id=uuid4(), key="k", kind="message", field="messages", body=b"", arrived_at=AT, state=state
    )


def message(status: Messages) -> Any:
    return inbox_models.Message(
        merchant_id=uuid4(),
        conversation_id=uuid4(),
        direction=inbox_models.Direction.OUT,
        status=status,
        kind="text",
        said_at=AT,
        created_at=AT,
    )


def recovery(state: Recoveries) -> Any:
    return recovery_models.Recovery(
        merchant_id=uuid4(), conversation_id=uuid4(), due_at=AT, created_at=AT, state=state
    )


def cart(state: Carts) -> Any:
    return cart_models.Cart(
        merchant_id=uuid4(), conversation_id=uuid4(), created_at=AT, updated_at=AT, state=state
    )


def link(state: Links) -> Any:
    return payment_models.PaymentLink(
        merchant_id=uuid4(),
        order_id=uuid4(),
        revision=1,
        stripe_id="plink_1",
        url="https://buy.example",
        amount_minor=1,
        currency="EUR",
        created_at=AT,
        state=state,
    )


def payment(verdict: Verdicts) -> Any:
    return payment_models.Payment(
        merchant_id=uuid4(),
        order_id=uuid4(),
        session_id="cs_1",
        amount_minor=1,
        currency="EUR",
        paid_at=AT,
        verdict=verdict,
    )


def refund(state: Refunds) -> Any:
    return refund_models.Refund(
        merchant_id=uuid4(),
        order_id=uuid4(),
        payment_id=uuid4(),
        amount_minor=1,
        currency="EUR",
        reason=refund_models.RefundReason.DUPLICATE,
        actor="rule",
        requested_at=AT,
        state=state,
    )


def batch(state: Batches) -> Any:
    return sync_models.MetaBatch(merchant_id=uuid4(), items=1, sent_at=AT, state=state)


def order(status: Orders) -> Any:
    return order_models.Order(
        merchant_id=uuid4(),
        number=1001,
        conversation_id=uuid4(),
        customer_id=uuid4(),
        locale="es",
        currency="EUR",
        prices_include_tax=True,
        net_minor=1,
        tax_minor=0,
        total_minor=1,
        pay_token="t",
        placed_at=AT,
        expires_at=AT,
        status=status,
    )


def fulfilment(state: Fulfilments) -> Any:
    return fulfilment_models.Fulfilment(merchant_id=uuid4(), order_id=uuid4(), created_at=AT, state=state)


def return_(state: Returns) -> Any:
    return return_models.Return(
        merchant_id=uuid4(),
        order_id=uuid4(),
        reason=return_models.ReturnReason.OTHER,
        requested_at=AT,
        state=state,
        received_at=AT if state is Returns.RECEIVED else None,
    )


def conversation(held_by: Holder) -> Any:
    return conversation_models.Conversation(
        merchant_id=uuid4(), number_id=uuid4(), held_by=held_by, created_at=AT
    )


def discount_use(state: Uses) -> Any:
    return discount_models.DiscountUse(
        merchant_id=uuid4(),
        discount_id=uuid4(),
        customer_id=uuid4(),
        order_id=uuid4(),
        amount_minor=1,
        at=AT,
        state=state,
    )


def image(state: Images) -> Any:
    return image_models.Image(merchant_id=uuid4(), created_at=AT, state=state)


def dispute(stage: Disputes) -> Any:
    return dispute_models.Dispute(
        merchant_id=uuid4(),
        order_id=uuid4(),
        payment_id=uuid4(),
        stripe_dispute_id="du_1",
        amount_minor=1,
        currency="EUR",
        status=STRIPES_WORDS[stage],
        reason="general",
        opened_at=AT,
        told_at=AT,
    )


STRIPES_WORDS = {
    Disputes.ASKS: "needs_response",
    Disputes.REVIEWED: "under_review",
    Disputes.CLOSED: "lost",
}
