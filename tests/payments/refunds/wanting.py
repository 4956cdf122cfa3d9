"""Refunds that a person of the shop asks for, in tests."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from shop.events.models import Actor, ActorKind
from shop.kit.clock import now
from shop.orders.models import Order
from shop.payments.models import Payment
from shop.payments.refunds.models import Refund, RefundReason
from shop.payments.refunds.requesting import RefundRequest, request_refund
from shop.payments.refunds.shares import LineRequest
from shop.sandbox.stripe.payments import refunds
from tests.payments.stripe_under_test import StripeUnderTest
from tests.support.shop import ShopUnderTest

TILL = Actor(ActorKind.API_KEY, "01900000-0000-7000-8000-000000000000")


async def want(shop: ShopUnderTest, order: Order, **what: Any) -> Refund:
    """Ask for a refund: the whole, unless `amount_minor` or `lines` are given. Raises what it is refused with."""
    wanted = RefundRequest(**{"reason": RefundReason.REQUESTED, **what})
    async with shop.database.transaction(shop.merchant.id) as session:
        return await request_refund(session, order.id, wanted, actor=TILL, at=now())


def pieces(*counts: tuple[int, int], restock: bool = False) -> list[LineRequest]:
    """(position, quantity) of lines."""
    return [
        LineRequest(position=position, quantity=quantity, restock=restock) for position, quantity in counts
    ]


async def refunds_here(shop: ShopUnderTest) -> Sequence[Refund]:
    """All of the merchant, oldest first."""
    return await shop.all(select(Refund).order_by(col(Refund.id)))


def at_dashboard(at_stripe: StripeUnderTest, payment: Payment, **given: Any) -> dict[str, Any]:
    """Somebody gives money back in Stripe's dashboard."""
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    return dict(refunds.create_refund(account, {"payment_intent": payment.payment_intent, **given}))


def decide(at_stripe: StripeUnderTest, refund: Refund, status: str) -> None:
    """The bank decides about a refund that Stripe has."""
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    refunds.decide_refund(account, account.find("refund", str(refund.stripe_refund_id)), status)
