"""Refunds by the API and in Stripe's dashboard, over real HTTP: made, told, credited, and followed to the end."""

from typing import Any

import httpx
from sqlmodel import select

from shop.orders.models import Order
from shop.sandbox.control_client import link_of, text_of
from tests.support.running.installation import Shop


async def bought(shop: Shop) -> tuple[Any, str]:
    """Two mugs (25.00) are paid; the path of their order."""
    ana = await shop.shopper()
    await ana.send_cart_of([("TAZA-AZUL", 2, "12.50")])
    await shop.pay(link_of(await ana.hears()))
    await shop.wait_until_idle()
    return ana, f"/orders/{(await shop.one(select(Order))).id}"


async def shown(http: httpx.AsyncClient, path: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await http.get(path)).json()
    return answer


async def test_a_piece_comes_back_and_its_money_goes_back(shop: Shop, http: httpx.AsyncClient) -> None:
    ana, path = await bought(shop)
    before = await shop.stock_of("TAZA-AZUL")
    body = {"reason": "returned", "lines": [{"position": 1, "quantity": 1, "restock": True}]}
    assert (await http.post(f"{path}/refunds", json=body)).status_code == 201
    told = await ana.hears(lambda message: "Te devolvemos 12,50" in text_of(message))
    assert "de 5 a 10 días" in text_of(told)
    note = await ana.hears(
        lambda message: message["type"] == "document" and "rectificativa" in text_of(message)
    )
    await shop.wait_until_idle()
    order = await shown(http, path)
    assert [(each["state"], each["amount"]["amount_minor"]) for each in order["refunds"]] == [
        ("succeeded", 1250)
    ]
    assert order["refundable"]["amount_minor"] == 1250
    assert order["financial_status"] == "partly_refunded"
    (credit,) = order["credit_notes"]
    assert credit["label"] in text_of(note)
    on_hand, reserved = await shop.stock_of("TAZA-AZUL")
    assert (on_hand, reserved) == (before[0] + 1, before[1])


async def test_a_refund_in_the_dashboard_that_takes_days_and_fails_later_is_followed(
    shop: Shop, http: httpx.AsyncClient
) -> None:
    ana, path = await bought(shop)
    control = shop.services.control_client
    (payment,) = (await shown(http, path))["payments"]
    asked = {"payment_intent": payment["stripe_payment_intent"], "amount": 700, "pending": True}
    made = await control.post("/stripe/refunds", asked)
    await ana.hears(lambda message: "Te devolvemos 7,00" in text_of(message))
    await shop.wait_until_idle()
    order = await shown(http, path)
    assert (order["refunds"][0]["state"], order["credit_notes"]) == ("pending", [])
    await control.post(f"/stripe/refunds/{made['id']}/succeed")
    await ana.hears(lambda message: message["type"] == "document" and "rectificativa" in text_of(message))
    await control.post(f"/stripe/refunds/{made['id']}/fail")
    await ana.hears(lambda message: "no han llegado" in text_of(message))
    await shop.wait_until_idle()
    order = await shown(http, path)
    assert order["refunds"][0]["state"] == "failed"
    assert order["refundable"]["amount_minor"] == 2500
    assert len(order["credit_notes"]) == 1
    assert "refund of €7.00 failed" in order["attention"]
    again = {"reason": "other", "amount": {"amount_minor": 700, "currency": "EUR"}}
    assert (await http.post(f"{path}/refunds", json=again)).status_code == 201
    await shop.wait_until_idle()
    order = await shown(http, path)
    assert len(order["credit_notes"]) == 1
    assert "failed" not in (order["attention"] or "")
