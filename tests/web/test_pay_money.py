"""Our short link says what is so about the money, never that nothing was charged when something was."""

from typing import Any

import httpx
import pytest
from sqlmodel import select

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import SHOPPER
from shop.kit.clock import now
from shop.orders.attention import order_subject
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order
from shop.payments.models import Payment
from tests.support.shop import ShopUnderTest, move_by
from tests.web.pay_links import PHONE, URL, give_link

NOTHING_CHARGED = "no se ha cobrado nada"


async def shown(doors: httpx.AsyncClient, order: Order, query: str = "") -> httpx.Response:
    return await doors.get(f"/pay/{order.pay_token}{query}", headers=PHONE)


async def expire(shop: ShopUnderTest, order: Order) -> None:
    move_by(hours=73)
    await shop.job("orders.expire_order", order_id=order.id)


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_total": 1209},
        {"currency": "usd"},
        {"livemode": True},
        {"metadata": "earlier revision"},
    ],
    ids=lambda changes: next(iter(changes)),
)
@pytest.mark.parametrize("query", ["", "?from=checkout"])
async def test_a_payment_that_does_not_fit_is_said_before_and_after_the_orders_time_is_over(
    doors: httpx.AsyncClient, shop: ShopUnderTest, changes: dict[str, Any], query: str
) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    if "metadata" in changes:
        changes = {"metadata": {"order_id": str(order.id), "revision": "0"}}
    await shop.pay(order, **changes)
    for _ in range(2):
        answer = await shown(doors, order, query)
        assert answer.status_code == 200
        assert "Tenemos que revisar tu pago" in answer.text
        assert "no pagues otra vez" in answer.text
        assert "https://wa.me/34600" in answer.text
        assert NOTHING_CHARGED not in answer.text.lower()
        assert "factura" not in answer.text
        await expire(shop, order)
    (told,) = await shop.messages()
    assert "te escribe para arreglarlo" in told.text


async def test_an_event_set_aside_is_never_nothing_charged(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    event_id = await shop.tell(shop.session_of(order))
    answer = await shown(doors, order)
    assert "Estamos confirmando tu pago" in answer.text
    await shop.give_up("payments.settle", "it failed", event_id=event_id)
    for _ in range(2):
        answer = await shown(doors, order)
        assert "Tenemos que revisar tu pago" in answer.text
        await expire(shop, order)


@pytest.mark.parametrize("close", ["cancel", "expire"])
async def test_who_comes_back_from_paying_a_closed_order_is_not_told_that_nothing_was_charged(
    doors: httpx.AsyncClient, shop: ShopUnderTest, close: str
) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    if close == "cancel":
        async with shop.database.transaction(shop.merchant.id) as session:
            await cancel_order(session, order.id, at=now())
    else:
        await expire(shop, order)
    for _ in range(2):
        answer = await shown(doors, order, "?from=checkout")
    assert "Estamos confirmando tu pago" in answer.text
    assert len(await shop.jobs("payments.reconcile")) == 1  # Stripe is asked, once at a time
    assert NOTHING_CHARGED not in answer.text.lower()


async def test_a_delayed_payment_is_under_way_and_can_be_made_again_once_it_failed(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    session = {**shop.session_of(order), "payment_status": "unpaid"}
    await shop.job("payments.settle", event_id=await shop.tell(session))
    assert "Tu pago está en camino" in (await shown(doors, order)).text
    failed = await shop.tell(session, "checkout.session.async_payment_failed")
    await shop.job("payments.settle", event_id=failed)
    await give_link(shop, order, revision=2, url=f"{URL}_new")
    assert (await shown(doors, order, "?from=checkout")).headers["Location"] == f"{URL}_new"


@pytest.mark.parametrize("close", [False, True])
async def test_who_comes_back_from_another_try_after_one_failed_is_not_told_that_nothing_was_charged(
    doors: httpx.AsyncClient, shop: ShopUnderTest, close: bool
) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    session = {**shop.session_of(order), "payment_status": "unpaid"}
    await shop.job("payments.settle", event_id=await shop.tell(session))
    failed = await shop.tell(session, "checkout.session.async_payment_failed")
    await shop.job("payments.settle", event_id=failed)
    await give_link(shop, order, revision=2, url=f"{URL}_new")
    if close:
        async with shop.database.transaction(shop.merchant.id) as tx:
            await cancel_order(tx, order.id, at=now())
    back = await shown(doors, order, "?from=checkout&session=cs_another")
    assert "Estamos confirmando tu pago" in back.text
    assert "session=cs_another" in back.text
    of_the_failed = await shown(doors, order, f"?from=checkout&session={session['id']}")
    assert "Estamos confirmando" not in of_the_failed.text


async def test_money_on_its_way_back_is_said_until_it_is_there(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.pay(order)
    await shop.pay(order)
    answer = await shown(doors, order)
    assert "Pedido pagado" in answer.text
    assert "segundo pago" in answer.text
    (payment,) = await shop.all(select(Payment).where(Payment.verdict == "settled"))
    thing = {"id": "re_1", "amount": 1210, "currency": "eur", "payment_intent": payment.payment_intent}
    for status, words in (("pending", "estamos devolviendo"), ("succeeded", "Te hemos devuelto el pago")):
        event = await shop.tell({**thing, "status": status}, "refund.updated")
        await shop.job("payments.settle", event_id=event)
        assert words in (await shown(doors, order)).text


@pytest.mark.parametrize("state", ["paid", "cancelled", "expired"])
async def test_a_page_of_a_closed_order_leads_back_to_the_chat(
    doors: httpx.AsyncClient, shop: ShopUnderTest, state: str
) -> None:
    order = await shop.order([("MUG", 1)])
    if state == "paid":
        await shop.pay(order)
    elif state == "expired":
        await expire(shop, order)
    else:
        async with shop.database.transaction(shop.merchant.id) as session:
            await cancel_order(session, order.id, at=now())
    assert 'href="https://wa.me/34600' in (await shown(doors, order)).text


async def test_a_page_left_open_replaces_no_order_for_which_money_came(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 6)])
    await give_link(shop, order)
    move_by(minutes=31)
    await shop.job("orders.lapse_hold", order_id=order.id)
    await shop.order([("MUG", 9)])
    await shop.pay(order, amount_total=1209)
    await doors.post(f"/pay/{order.pay_token}", headers=PHONE)
    assert await shop.fresh(order) is not None
    assert len(await shop.all(select(Order))) == 2


async def test_an_order_whose_money_staff_have_seen_to_gets_another_link(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    await shop.pay(order, amount_total=1)
    assert "Tenemos que revisar tu pago" in (await shown(doors, order)).text
    async with shop.database.transaction(shop.merchant.id) as session:
        kinds = (AttentionKind.PAYMENT_UNCLEAR,)
        await resolve_attention(session, kinds, order_subject(order), actor=SHOPPER, at=now())
    for _ in range(2):
        assert "preparando tu pago" in (await shown(doors, order)).text
        assert (await shop.fresh(order)).revision == 2  # once, however often it is looked at
    await give_link(shop, order, revision=2, url=f"{URL}_new")
    assert (await shown(doors, order)).headers["Location"] == f"{URL}_new"
