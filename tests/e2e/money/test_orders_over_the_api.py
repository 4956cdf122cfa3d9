"""Orders over the API, placed and paid for real through the stand-ins."""

from datetime import timedelta

import httpx
from sqlmodel import select

from shop.kit.clock import now
from shop.orders.models import Order
from shop.sandbox.control_client import link_of
from tests.support.running.installation import Shop


async def test_a_paid_order_shows_its_lines_payment_and_invoice(
    shop: Shop,
    http: httpx.AsyncClient,
) -> None:
    ana = await shop.shopper()
    await ana.send_cart_of([("TAZA-AZUL", 2, "12.50"), ("ANCHOA", 1, "5.00")])
    offer = await ana.hears()
    (brief,) = (await http.get("/orders", params={"status": "pending"})).json()["data"]
    assert brief["total"] == {"amount_minor": 3290, "currency": "EUR"}
    assert brief["customer"]["name"] == "Ana"
    await shop.pay(link_of(offer))
    await shop.wait_until_idle()

    order = (await http.get(f"/orders/{brief['id']}")).json()
    assert order["status"] == "paid"
    mugs, anchovies = order["lines"]
    assert (mugs["sku"], mugs["quantity"], mugs["total"]["amount_minor"]) == ("TAZA-AZUL", 2, 2500)
    assert mugs["claimed"] is None
    assert anchovies["claimed"] == {"amount_minor": 500, "currency": "EUR"}
    assert [tax["rate"] for tax in order["taxes"]] == ["21", "10"]
    assert order["net"]["amount_minor"] + order["tax"]["amount_minor"] == 3290
    (payment,) = order["payments"]
    assert (payment["verdict"], payment["amount"]["amount_minor"]) == ("settled", 3290)
    assert order["invoice"]["label"].endswith("-000001")
    assert (await http.get("/orders", params={"status": "pending"})).json()["data"] == []


async def test_an_unpaid_order_can_be_cancelled_once(shop: Shop, http: httpx.AsyncClient) -> None:
    ana = await shop.shopper()
    await ana.send_cart_of([("VELA", 1, "18.00")])
    await ana.hears()
    order = await shop.one(select(Order))
    answer = await http.put(f"/orders/{order.id}/cancellation")
    assert answer.json()["status"] == "cancelled"
    assert await shop.stock_of("VELA") == (2, 0)
    again = await http.put(f"/orders/{order.id}/cancellation")
    assert again.status_code == 409
    assert "cancelled" in again.json()["detail"]


async def test_pages_of_orders_hold_each_once(shop: Shop, http: httpx.AsyncClient) -> None:
    for _ in range(3):
        ana = await shop.shopper()
        await ana.send_cart_of([("TAZA-AZUL", 1, "12.50")])
        await ana.hears()
    first = (await http.get("/orders", params={"limit": 2})).json()
    rest = (await http.get("/orders", params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert rest["next_cursor"] is None
    assert [order["number"] for order in [*first["data"], *rest["data"]]] == [1003, 1002, 1001]
    assert first["data"][0]["expires_at"] > (now() + timedelta(hours=71)).isoformat()


async def test_an_unknown_order_is_not_found(http: httpx.AsyncClient) -> None:
    assert (await http.get("/orders/01900000-0000-7000-8000-000000000000")).status_code == 404
