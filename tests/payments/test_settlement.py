"""Money that arrives is applied once, and never lost: what settles, what does not, what a person must look at."""

import asyncio

import pytest
from sqlmodel import col, select

from shop.customers.models import Customer
from shop.inbox.conversations.models import Holder
from shop.invoices.models import Invoice
from shop.kit.vendors.webhook_events import WebhookState
from shop.orders.cancelling import cancel_order
from shop.orders.models import OrderStatus
from shop.payments.models import Payment, PaymentVerdict
from tests.payments.event_rows import event_of
from tests.support.shop import ShopUnderTest, move_by, open_shop

ASYNC_SUCCEEDED = "checkout.session.async_payment_succeeded"


async def test_a_paid_session_settles_the_order(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 2)])
    payment = await shop.pay(order, id="cs_1", payment_intent="pi_1")
    assert payment is not None
    assert (payment.verdict, payment.amount_minor, payment.currency) == (PaymentVerdict.SETTLED, 2420, "EUR")
    assert (payment.session_id, payment.payment_intent, payment.email) == ("cs_1", "pi_1", "ana@example.com")
    settled = await shop.fresh(order)
    assert settled.is_paid
    assert settled.paid_at is not None
    assert await shop.stock_of("MUG") == (8, 0)


async def test_a_payment_confirms_invoices_and_tells_recovery_in_one_go(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.pay(order)
    assert [m.reason for m in await shop.messages()] == ["order.paid"]
    assert (await shop.one(select(Invoice))).order_id == order.id
    assert await shop.jobs("recovery.note_paid") == [{"order_id": str(order.id)}]
    assert len(await shop.jobs("invoices.send")) == 1


async def test_a_completed_session_that_is_unpaid_settles_nothing(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    event_id = await shop.tell(shop.session_of(order, payment_status="unpaid"))
    await shop.job("payments.settle", event_id=event_id)
    assert (await shop.fresh(order)).status is OrderStatus.PENDING
    (payment,) = await shop.all(select(Payment))
    assert payment.verdict is PaymentVerdict.PENDING
    assert (await event_of(shop, event_id)).state is WebhookState.DONE


async def test_a_delayed_payment_settles_when_it_arrives(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    session = shop.session_of(order)
    first = await shop.tell({**session, "payment_status": "unpaid"})
    await shop.job("payments.settle", event_id=first)
    second = await shop.tell(session, ASYNC_SUCCEEDED)
    await shop.job("payments.settle", event_id=second)
    assert (await shop.fresh(order)).is_paid


async def test_events_in_any_order_settle_the_order_once(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    session = shop.session_of(order)
    for kind, status in ((ASYNC_SUCCEEDED, "paid"), ("checkout.session.completed", "unpaid")):
        event_id = await shop.tell({**session, "payment_status": status}, kind)
        await shop.job("payments.settle", event_id=event_id)
    assert (await shop.fresh(order)).is_paid
    assert len(await shop.all(select(Payment))) == 1


async def test_two_events_of_one_session_are_one_payment(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    session = shop.session_of(order)
    for _ in range(2):
        await shop.job("payments.settle", event_id=await shop.tell(session))
    (payment,) = await shop.all(select(Payment))
    assert payment.verdict is PaymentVerdict.SETTLED
    for _ in range(2):
        await shop.after_payment(order)
    assert len(await shop.messages(reason="order.paid")) == 1
    assert (await shop.conversation(order)).held_by is Holder.BOT


async def test_a_job_that_runs_again_settles_once(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    event_id = await shop.tell(shop.session_of(order))
    for _ in range(3):
        await shop.job("payments.settle", event_id=event_id)
    assert len(await shop.all(select(Payment))) == 1
    assert await shop.stock_of("MUG") == (9, 0)


async def test_ten_events_of_one_session_at_once_settle_once(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    session = shop.session_of(order)
    events = [await shop.tell(session) for _ in range(10)]
    await asyncio.gather(*(shop.job("payments.settle", event_id=event_id) for event_id in events))
    assert len(await shop.all(select(Payment))) == 1
    await asyncio.gather(*(shop.after_payment(order) for _ in range(5)))
    assert len(await shop.all(select(Invoice))) == 1
    assert len(await shop.messages(reason="order.paid")) == 1
    assert await shop.stock_of("MUG") == (9, 0)


@pytest.mark.parametrize("status", [OrderStatus.CANCELLED, OrderStatus.EXPIRED])
async def test_money_for_a_closed_order_counts(shop: ShopUnderTest, status: OrderStatus) -> None:
    order = await shop.order([("MUG", 1)])
    if status is OrderStatus.CANCELLED:
        async with shop.database.transaction(shop.merchant.id) as session:
            await cancel_order(session, order.id, at=order.placed_at)
    else:
        move_by(hours=73)
        await shop.job("orders.expire_order", order_id=order.id)
    assert (await shop.fresh(order)).status is status
    await shop.pay(order)
    assert (await shop.fresh(order)).is_paid
    assert await shop.stock_of("MUG") == (9, 0)


async def test_the_first_confirmation_asks_once_whether_we_may_remind(shop: ShopUnderTest) -> None:
    conversation_id = await shop.person()
    for _ in range(2):
        await shop.pay(await shop.order([("MUG", 1)], conversation_id))
    first, second = await shop.messages(reason="order.paid")
    assert first.kind == "buttons"
    assert second.kind == "text"
    assert (await shop.one(select(Customer))).asked_at is not None


@pytest.mark.parametrize(
    ("currency", "price", "total"), [("JPY", 1300, 1300), ("KWD", 4250, 4250), ("ISK", 990, 99_000)]
)
async def test_currencies_with_other_decimals_settle(
    shop: ShopUnderTest, currency: str, price: int, total: int
) -> None:
    each = await open_shop(shop.database, currency=currency)
    await each.stock("THING", 5, price)
    order = await each.order([("THING", 1)])
    assert each.session_of(order)["amount_total"] == total
    payment = await each.pay(order)
    assert payment is not None
    assert (payment.verdict, payment.amount_minor) == (PaymentVerdict.SETTLED, price)


async def test_money_is_settled_whatever_becomes_of_its_invoice(shop: ShopUnderTest) -> None:
    """An invoice without a seller cannot be issued; it is when there is one."""
    order = await shop.order([("MUG", 1)])
    await shop.change_merchant(legal_name="")
    event_id = await shop.tell(shop.session_of(order))
    await shop.job("payments.settle", event_id=event_id)
    assert (await shop.fresh(order)).is_paid
    assert await shop.stock_of("MUG") == (9, 0)
    with pytest.raises(Exception, match="seller"):
        await shop.job("invoices.issue", order_id=order.id)
    await shop.change_merchant(legal_name="La Tienda del Faro S.L.")
    await shop.job("invoices.issue", order_id=order.id)
    assert (await shop.one(select(Invoice).order_by(col(Invoice.number)))).number == 1
