"""Orders that cost nothing speak of no payment, and the button of a closed order pays no other one."""

from datetime import UTC, datetime

import httpx
import pytest
from sqlmodel import select

from shop.events.models import SHOPPER, Actor, ActorKind
from shop.invoices.models import Invoice
from shop.kit.clock import now
from shop.orders.cancelling import cancel_order
from shop.orders.models import OrderStatus
from shop.payments.models import Payment, PaymentVerdict
from shop.payments.sessions import settle_without_stripe
from tests.support.shop import ShopUnderTest, move_by, move_to
from tests.web.pay_links import PHONE, give_link

KEY = Actor(ActorKind.API_KEY, "k1")


async def test_the_page_of_a_free_order_prepares_no_payment(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    await shop.stock("GIFT", 5, 0)
    order = await shop.order([("GIFT", 1)])
    shown = (await doors.get(f"/pay/{order.pay_token}", headers=PHONE)).text
    assert "No hay nada que pagar" in shown
    assert "preparando tu pago" not in shown


async def test_a_free_order_that_sold_out_whole_was_not_paid(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    await shop.stock("GIFT", 1, 0)
    order = await shop.order([("GIFT", 1)])
    move_by(minutes=40)
    await shop.job("orders.lapse_hold", order_id=order.id)
    await shop.order([("GIFT", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        await settle_without_stripe(session, order.id, at=now())
    shown = (await doors.get(f"/pay/{order.pay_token}", headers=PHONE)).text
    assert "Una parte de tu pedido se ha agotado" in shown
    assert "pagado" not in shown.lower()


async def test_a_free_order_is_of_the_day_on_which_it_was_placed(shop: ShopUnderTest) -> None:
    await shop.stock("GIFT", 5, 0)
    move_to(datetime(2028, 12, 31, 22, 50, tzinfo=UTC))  # ten to midnight in Madrid
    order = await shop.order([("GIFT", 1)])
    move_by(hours=9)
    async with shop.database.transaction(shop.merchant.id) as session:
        await settle_without_stripe(session, order.id, at=now())
    await shop.after_payment(order)
    invoice = await shop.one(select(Invoice).where(Invoice.order_id == order.id))
    assert invoice.series == "S2028"
    assert (await shop.fresh(order)).paid_at == order.placed_at


@pytest.mark.parametrize("by", [KEY, SHOPPER])
async def test_the_button_of_a_closed_order_leads_to_no_other_order(
    doors: httpx.AsyncClient, shop: ShopUnderTest, by: Actor
) -> None:
    closed = await shop.order([("MUG", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_order(session, closed.id, at=now(), actor=by)
    conversation = closed.conversation_id
    other = await shop.order([("MUG", 2)], conversation_id=conversation)
    await give_link(shop, other)
    answer = await doors.post(f"/pay/{closed.pay_token}", headers=PHONE)
    assert answer.headers["Location"].endswith(f"/pay/{closed.pay_token}")
    assert (await shop.fresh(closed)).status is OrderStatus.CANCELLED


@pytest.mark.parametrize("is_paid", [True, False])
async def test_a_payment_of_nothing_is_not_given_back(shop: ShopUnderTest, is_paid: bool) -> None:
    order = await shop.order([("MUG", 1)])
    if is_paid:
        await shop.pay(order)
    else:
        async with shop.database.transaction(shop.merchant.id) as session:
            await cancel_order(session, order.id, at=now(), actor=KEY)
    payment = await shop.pay(order, amount_total=0)
    assert payment is not None
    assert payment.verdict is PaymentVerdict.MISMATCH
    said = [message.text for message in await shop.messages()]
    assert not [text for text in said if "0,00" in text]
    assert len(await shop.all(select(Payment))) == (2 if is_paid else 1)


async def test_a_failed_payment_that_could_not_be_used_is_no_payment(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    event = await shop.tell(shop.session_of(order), "checkout.session.async_payment_failed")
    await shop.give_up("payments.settle", "it failed", event_id=event)
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert answer.status_code == 302
    assert await shop.attention(order)
