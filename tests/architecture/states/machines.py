"""The state machines that models draw in their modules, and how each verb of them is called."""

from functools import partial
from uuid import uuid4

import catalog_sync.models as sync_models
import shop.carts.models as cart_models
import shop.discounts.models as discount_models
import shop.images.models as image_models
import shop.inbox.conversations.models as conversation_models
import shop.inbox.models as inbox_models
import shop.kit.vendors.webhook_events as event_models
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
from shop.orders.fulfilments.carriers import Shipment
from shop.orders.fulfilments.models import FulfilmentState as Fulfilments
from shop.orders.models import OrderStatus as Orders
from shop.orders.returns.models import ReturnState as Returns
from shop.payments.disputes.models import DisputeStage as Disputes
from shop.payments.models import LinkState as Links
from shop.payments.models import PaymentVerdict as Verdicts
from shop.payments.refunds.models import RefundState as Refunds
from shop.recovery.models import RecoveryState as Recoveries
from tests.architecture.states.notation import Machine
from tests.architecture.states.rows import (
    AT,
    STRIPES_WORDS,
    batch,
    cart,
    conversation,
    discount_use,
    dispute,
    event,
    fulfilment,
    image,
    link,
    message,
    order,
    payment,
    recovery,
    refund,
    return_,
)


def dispute_follow(to: Disputes, it: dispute_models.Dispute) -> bool:
    """News of the same second."""
    return it.follow(STRIPES_WORDS[to], amount_minor=1, due_at=None, told_at=AT)


def payment_decide(to: Verdicts, it: payment_models.Payment) -> None:
    it.decide(to, "", at=AT)


def message_advance(to: Messages, it: inbox_models.Message) -> bool:
    return it.advance(to, at=AT)


def order_close(to: Orders, it: order_models.Order) -> None:
    it.close(to, at=AT)


MACHINES = {
    "conversation": Machine(
        conversation_models,
        conversation_models.HOLDER_TRANSITIONS,
        conversation,
        {
            "call_person": {Holder.NOBODY: lambda it: it.call_person("why", at=AT)},
            "note_person": {Holder.PERSON: lambda it: it.note_person(at=AT)},
            "return_to_bot": {Holder.BOT: lambda it: it.return_to_bot()},
        },
        "held_by",
    ),
    "event": Machine(
        event_models,
        event_models.WEBHOOK_TRANSITIONS,
        event,
        {
            "finish": {Events.DONE: lambda it: it.finish()},
            "ignore": {Events.IGNORED: lambda it: it.ignore("why")},
            "set_aside": {Events.SET_ASIDE: lambda it: it.set_aside("why")},
            "try_again": {Events.WAITING: lambda it: it.try_again()},
        },
    ),
    "message": Machine(
        inbox_models,
        inbox_models.MESSAGE_TRANSITIONS,
        message,
        {
            "start_sending": {Messages.SENDING: lambda it: it.start_sending(at=AT)},
            "requeue": {Messages.QUEUED: lambda it: it.requeue()},
            "repeat": {Messages.QUEUED: lambda it: it.repeat(at=AT)},
            "send_again": {Messages.QUEUED: lambda it: it.send_again()},
            "lose": {Messages.UNKNOWN: lambda it: it.lose()},
            "advance": {
                to: partial(message_advance, to)
                for to in (Messages.SENT, Messages.FAILED, Messages.DELIVERED, Messages.READ, Messages.PLAYED)
            },
        },
        "status",
    ),
    "recovery": Machine(
        recovery_models,
        recovery_models.RECOVERY_TRANSITIONS,
        recovery,
        {
            "postpone": {Recoveries.WAITING: lambda it: it.postpone(AT)},
            "nudge": {Recoveries.NUDGED: lambda it: it.nudge(uuid4(), at=AT)},
            "recover": {Recoveries.RECOVERED: lambda it: it.recover(at=AT)},
            "end": {Recoveries.ENDED: lambda it: it.end("why", at=AT)},
        },
    ),
    "cart": Machine(
        cart_models,
        cart_models.CART_TRANSITIONS,
        cart,
        {
            "order": {Carts.ORDERED: lambda it: it.order(at=AT)},
            "drop": {Carts.DROPPED: lambda it: it.drop(at=AT)},
        },
    ),
    "discount use": Machine(
        discount_models,
        discount_models.USE_TRANSITIONS,
        discount_use,
        {
            "confirm": {Uses.USED: lambda it: it.confirm(at=AT)},
            "release": {Uses.RELEASED: lambda it: it.release(at=AT)},
        },
    ),
    "image": Machine(
        image_models,
        image_models.IMAGE_TRANSITIONS,
        image,
        {
            "become_ready": {
                Images.READY: lambda it: it.become_ready("name", width=1, height=1, size=1),
            },
            "fail": {Images.FAILED: lambda it: it.fail("why")},
            "try_anew": {Images.PENDING: lambda it: it.try_anew()},
        },
    ),
    "dispute": Machine(
        dispute_models,
        dispute_models.DISPUTE_TRANSITIONS,
        dispute,
        {"follow": {to: partial(dispute_follow, to) for to in Disputes}},
        "stage",
    ),
    "payment link": Machine(
        payment_models,
        payment_models.LINK_TRANSITIONS,
        link,
        {
            "mark_paid": {Links.PAID: lambda it: it.mark_paid()},
            "supersede": {Links.SUPERSEDED: lambda it: it.supersede()},
        },
        heading="A payment link",
    ),
    "payment": Machine(
        payment_models,
        payment_models.PAYMENT_TRANSITIONS,
        payment,
        {
            "decide": {
                to: partial(payment_decide, to)
                for to in (Verdicts.SETTLED, Verdicts.SURPLUS, Verdicts.MISMATCH, Verdicts.UNDELIVERABLE)
            },
            "fail": {Verdicts.FAILED: lambda it: it.fail(at=AT)},
        },
        "verdict",
        heading="A payment,",
    ),
    "refund": Machine(
        refund_models,
        refund_models.REFUND_TRANSITIONS,
        refund,
        {
            "wait": {Refunds.PENDING: lambda it: it.wait()},
            "succeed": {Refunds.SUCCEEDED: lambda it: it.succeed(at=AT)},
            "fail": {Refunds.FAILED: lambda it: it.fail("why", at=AT)},
            "cancel": {Refunds.CANCELLED: lambda it: it.cancel("why", at=AT)},
        },
    ),
    "batch": Machine(
        sync_models,
        sync_models.BATCH_TRANSITIONS,
        batch,
        {
            "finish": {Batches.FINISHED: lambda it: it.finish(1, at=AT)},
            "lose": {Batches.LOST: lambda it: it.lose(at=AT)},
        },
    ),
    "order": Machine(
        order_models,
        order_models.ORDER_TRANSITIONS,
        order,
        {
            "mark_paid": {Orders.PAID: lambda it: it.mark_paid(at=AT)},
            "close": {to: partial(order_close, to) for to in (Orders.CANCELLED, Orders.EXPIRED)},
        },
        "status",
    ),
    "fulfilment": Machine(
        fulfilment_models,
        fulfilment_models.FULFILMENT_TRANSITIONS,
        fulfilment,
        {
            "ship": {Fulfilments.SHIPPED: lambda it: it.ship(Shipment(), at=AT)},
            "deliver": {Fulfilments.DELIVERED: lambda it: it.deliver(at=AT)},
            "make_ready": {Fulfilments.READY: lambda it: it.make_ready(place=None, hours=None, at=AT)},
            "collect": {Fulfilments.COLLECTED: lambda it: it.collect(at=AT)},
            "cancel": {Fulfilments.CANCELLED: lambda it: it.cancel("lost", at=AT)},
        },
    ),
    "return": Machine(
        return_models,
        return_models.RETURN_TRANSITIONS,
        return_,
        {
            "approve": {Returns.APPROVED: lambda it: it.approve("", at=AT)},
            "refuse": {Returns.REFUSED: lambda it: it.refuse("why", at=AT)},
            "receive": {Returns.RECEIVED: lambda it: it.receive([], at=AT)},
            "close": {Returns.CLOSED: lambda it: it.close(at=AT)},
        },
    ),
}
