"""Money that comes twice, too late or goes back at Stripe, over real HTTP: both sides hear the truth."""

from typing import Any

import httpx
from sqlmodel import select

from shop.attention.models import Attention, AttentionKind
from shop.orders.models import Order
from shop.payments.models import PaymentLink
from shop.sandbox.control_client import link_of, text_of
from tests.support.running.installation import Shop

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 16) Chrome/142 Mobile"}


async def ordered(shop: Shop) -> tuple[Any, str]:
    ana = await shop.shopper()
    await ana.send_cart_of([("TAZA-AZUL", 2, "12.50")])
    return ana, link_of(await ana.hears())


async def open_tabs(shop: Shop, count: int) -> list[dict[str, Any]]:
    link = await shop.one(select(PaymentLink))
    return [
        await shop.services.control_client.post(f"/stripe/links/{link.stripe_id}/open") for _ in range(count)
    ]


async def pay_tab(shop: Shop, tab: dict[str, Any]) -> None:
    await shop.services.control_client.post(f"/stripe/sessions/{tab['id']}/pay", {"outcome": "paid"})


async def order_of(shop: Shop, http: httpx.AsyncClient) -> dict[str, Any]:
    order = await shop.one(select(Order))
    shown: dict[str, Any] = (await http.get(f"/orders/{order.id}")).json()
    return shown


async def test_two_tabs_paid_at_once_are_one_order_and_one_refund(
    shop: Shop, http: httpx.AsyncClient
) -> None:
    ana, url = await ordered(shop)
    for tab in await open_tabs(shop, 2):
        await pay_tab(shop, tab)
    told = await ana.hears(lambda message: "segundo pago" in text_of(message))
    assert "25,00" in text_of(told)
    await shop.wait_until_idle()
    order = await order_of(shop, http)
    assert order["status"] == "paid"
    assert sorted(payment["verdict"] for payment in order["payments"]) == ["settled", "surplus"]
    (refund,) = order["refunds"]
    assert (refund["state"], refund["reason"], refund["amount"]["amount_minor"]) == (
        "succeeded",
        "duplicate",
        2500,
    )
    assert "second time" in order["attention"]
    assert "Pedido pagado" in (await shop.services.http.get(url, headers=PHONE)).text


async def test_settling_ends_every_other_tab(shop: Shop) -> None:
    _, url = await ordered(shop)
    _, other = await open_tabs(shop, 2)
    await shop.pay(url)
    await shop.wait_until_idle()
    objects = (await shop.services.control_client.get("/stripe/objects"))["accounts"]
    sessions = [each for account in objects for each in account["objects"].get("checkout.session", [])]
    assert next(each["status"] for each in sessions if each["id"] == other["id"]) == "expired"


async def test_an_order_that_the_shop_cancels_while_it_is_paid_goes_back(
    shop: Shop, http: httpx.AsyncClient
) -> None:
    ana, url = await ordered(shop)
    (tab,) = await open_tabs(shop, 1)
    await shop.services.control_client.post("/stripe/faults", {"webhooks": {"delay_seconds": 1}})
    await pay_tab(shop, tab)
    order = await shop.one(select(Order))
    assert (await http.put(f"/orders/{order.id}/cancellation")).status_code == 200
    told = await ana.hears(lambda message: "te lo devolvemos" in text_of(message))
    assert "25,00" in text_of(told)
    await shop.wait_until_idle()
    shown = await order_of(shop, http)
    assert shown["status"] == "cancelled"
    assert [payment["verdict"] for payment in shown["payments"]] == ["undeliverable"]
    assert [refund["state"] for refund in shown["refunds"]] == ["succeeded"]
    assert shown["invoice"] is None
    assert "Te hemos devuelto el pago" in (await shop.services.http.get(url, headers=PHONE)).text


async def test_a_dispute_is_shown_with_its_deadline(shop: Shop, http: httpx.AsyncClient) -> None:
    _, url = await ordered(shop)
    await shop.pay(url)
    await shop.wait_until_idle()
    (payment,) = (await order_of(shop, http))["payments"]
    await shop.services.control_client.post(
        "/stripe/disputes", {"payment_intent": payment["stripe_payment_intent"], "reason": "fraudulent"}
    )
    await shop.wait_until_idle()
    order = await order_of(shop, http)
    (dispute,) = order["disputes"]
    assert (dispute["status"], dispute["reason"], dispute["payment_id"]) == (
        "needs_response",
        "fraudulent",
        payment["id"],
    )
    assert dispute["due_at"][:10] in order["attention"]
    call = await shop.one(select(Attention).where(Attention.kind == AttentionKind.DISPUTE))
    assert call.due_at is not None
