"""A payment link and an invoice are asked for again by the API, and come into the chat."""

import httpx
from sqlmodel import select

from shop.invoices.models import Invoice
from shop.orders.models import Order
from shop.sandbox.control_client import link_of
from tests.support.running.installation import Shop

NEVER = "/orders/01900000-0000-7000-8000-000000000000"


async def test_the_link_of_a_waiting_order_is_said_again(shop: Shop, http: httpx.AsyncClient) -> None:
    ana = await shop.shopper()
    await ana.send_cart_of([("VELA", 1, "18.00")])
    offer = await ana.hears()
    order = await shop.one(select(Order))
    answer = await http.put(f"/orders/{order.id}/payment-link")
    assert (answer.status_code, answer.json()["status"]) == (202, "pending")
    again = await ana.hears()
    assert link_of(again) == link_of(offer)


async def test_of_a_paid_order_the_invoice_is_read_and_sent_again_and_no_link(
    shop: Shop, http: httpx.AsyncClient
) -> None:
    ana = await shop.shopper()
    await ana.send_cart_of([("VELA", 1, "18.00")])
    offer = await ana.hears()
    order = await shop.one(select(Order))
    assert (await http.get(f"/orders/{order.id}/invoice")).status_code == 404
    early = await http.put(f"/orders/{order.id}/invoice")
    assert (early.status_code, "is not paid" in early.json()["detail"]) == (409, True)
    await shop.pay(link_of(offer))
    await shop.wait_until_idle()
    first = await shop.one(select(Invoice))

    read = await http.get(f"/orders/{order.id}/invoice")
    assert read.headers["content-type"] == "application/pdf"
    assert read.headers["content-disposition"] == f'attachment; filename="{first.label}.pdf"'
    assert read.content == first.pdf
    assert read.content.startswith(b"%PDF")

    assert (await http.put(f"/orders/{order.id}/invoice")).status_code == 202
    await shop.wait_until_idle()
    again = await shop.one(select(Invoice))
    assert again.message_id != first.message_id
    assert (again.pdf, again.label) == (first.pdf, first.label)
    late = await http.put(f"/orders/{order.id}/payment-link")
    assert (late.status_code, "it is paid" in late.json()["detail"]) == (409, True)


async def test_of_an_unknown_order_there_is_nothing(http: httpx.AsyncClient) -> None:
    assert (await http.put(f"{NEVER}/payment-link")).status_code == 404
    assert (await http.put(f"{NEVER}/invoice")).status_code == 404
    assert (await http.get(f"{NEVER}/invoice")).status_code == 404
