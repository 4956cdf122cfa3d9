"""What tests of money at the pretend Stripe share: buyers, what its events tell, and what stands there."""

from typing import Any

from sqlmodel import select

from shop.attention.calling import open_attention_of
from shop.attention.models import AttentionKind
from shop.customers.models import Customer
from shop.events.models import SubjectKind
from shop.kit.clock import now
from shop.orders.models import Order
from shop.orders.reading import find_order
from shop.payments.financial_status.loading import financial_status_by_id
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.gateway import Gateway
from shop.payments.models import Payment, PaymentLink, StripeEvent
from shop.payments.refunds.models import Refund
from shop.sandbox.stripe.checkout import paying
from shop.sandbox.stripe.payments import methods
from tests.payments.stripe_under_test import StripeUnderTest
from tests.support.shop import ShopUnderTest

BUYER = {"email": "ana@example.com", "name": "Ana", "phone": None, "address": None}


async def buy(
    at_stripe: StripeUnderTest, order: Order, outcome: str = "paid", *, pay: bool = True, session: Any = None
) -> dict[str, Any]:
    """Open the order's newest link, unless a session is open already, and pay."""
    world = at_stripe.world.stripe
    links = [link for link in at_stripe.links() if link["metadata"]["order_id"] == str(order.id)]
    account, link = world.link_at(links[-1]["id"])
    session = session or world.open_session(account, link)
    if not pay:
        return dict(session)
    method = methods.for_outcome(outcome)
    pay_with = methods.create_method(account, method, BUYER)
    return dict(paying.pay(account, session, pay_with, method, BUYER))


async def read_news(at_stripe: StripeUnderTest, *kinds: str, newest_first: bool = False) -> None:
    """Take in what the account's events tell and was not taken in before, as door and worker do."""
    known = {event.event_id for event in await at_stripe.shop.all(select(StripeEvent))}
    events = list(at_stripe.world.stripe.accounts[at_stripe.key].table("event").rows.values())
    for event in reversed(events) if newest_first else events:
        if event["id"] in known or (kinds and event["type"] not in kinds):
            continue
        await read_event(at_stripe, event)


async def read_event(at_stripe: StripeUnderTest, event: dict[str, Any]) -> None:
    """Take in one of the account's events."""
    row = await at_stripe.shop.tell(
        event["data"]["object"], event["type"], event_id=event["id"], created=event["created"]
    )
    await at_stripe.shop.job("payments.settle", event_id=row)


async def send(at_stripe: StripeUnderTest) -> None:
    """Run the job of every refund."""
    for refund in await at_stripe.shop.all(select(Refund)):
        await at_stripe.shop.job("payments.send_refund", {Gateway: at_stripe.gateway}, refund_id=refund.id)


def refunds_at_stripe(at_stripe: StripeUnderTest) -> list[dict[str, Any]]:
    """What was given back there, oldest first."""
    return list(at_stripe.world.stripe.accounts[at_stripe.key].table("refund").rows.values())


async def open_kinds(shop: ShopUnderTest, order: Order) -> set[AttentionKind]:
    """Why a person must look at the order."""
    async with shop.database.transaction(shop.merchant.id) as session:
        found = await open_attention_of(session, SubjectKind.ORDER, [order.id])
    return {call.kind for call in found.get(order.id, [])}


async def paid(at_stripe: StripeUnderTest) -> tuple[Order, Payment]:
    order = await at_stripe.shop.order([("MUG", 2)])
    await at_stripe.create(order)
    await buy(at_stripe, order)
    await read_news(at_stripe)
    (payment,) = await at_stripe.shop.all(select(Payment))
    return order, payment


async def standing(at_stripe: StripeUnderTest, order: Order) -> FinancialStatus:
    """What shoppers are told of the order's money."""
    async with at_stripe.shop.database.transaction(at_stripe.shop.merchant.id) as session:
        return await financial_status_by_id(session, order.id)


async def never_asked(at_stripe: StripeUnderTest) -> bool:
    """Was nobody asked whether we may remind them?"""
    customers = await at_stripe.shop.all(select(Customer))
    return all(customer.asked_at is None for customer in customers)


async def tell_returned(at_stripe: StripeUnderTest) -> None:
    """Run the job of every payment that went back, as often as it was left."""
    jobs = await at_stripe.shop.jobs("payments.tell_returned")
    assert jobs
    for left in jobs:
        await at_stripe.shop.job("payments.tell_returned", payment_id=left["payment_id"])


async def tell_refunds(shop: ShopUnderTest) -> None:
    """Run the job of every refund that the shopper is to hear of, as often as it was left, twice."""
    for left in await shop.jobs("payments.tell_refund"):
        for _ in range(2):
            await shop.job("payments.tell_refund", refund_id=left["refund_id"])


async def give_link(shop: ShopUnderTest, order: Order) -> None:
    """The payment link of the order's present revision, as if Stripe had made it."""
    async with shop.database.transaction(shop.merchant.id) as session:
        fresh = await find_order(session, order.id)
        session.add(
            PaymentLink(
                merchant_id=fresh.merchant_id,
                order_id=fresh.id,
                revision=fresh.revision,
                stripe_id=f"plink_{fresh.id}_{fresh.revision}",
                url="https://buy.stripe.com/test_abc",
                amount_minor=fresh.total_minor,
                currency=fresh.currency,
                created_at=now(),
            )
        )


async def waits_for_bank(shop: ShopUnderTest, order: Order) -> Payment:
    """The shopper chose a debit, and the bank takes its time."""
    event = await shop.tell({**shop.session_of(order), "payment_status": "unpaid"})
    await shop.job("payments.settle", event_id=event)
    payment: Payment = await shop.one(select(Payment).where(Payment.order_id == order.id))
    return payment
