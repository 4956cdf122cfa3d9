"""The main job: a cart message becomes a paid order with an invoice in the chat."""

from sqlmodel import select

from shop.inbox.models import Direction, Message, MessageStatus
from shop.invoices.models import Invoice
from shop.orders.models import Order, OrderStatus
from shop.payments.models import Payment
from shop.sandbox.control_client import link_of, said, text_of
from tests.support.running.installation import Shop


async def test_a_cart_becomes_a_paid_order_with_an_invoice(shop: Shop) -> None:
    ana = await shop.shopper()
    await ana.say("hola")
    welcome = await ana.hears()
    assert "La Tienda del Faro" in text_of(welcome)

    await ana.send_cart_of([("TAZA-AZUL", 2, "12.50"), ("ANCHOA", 1, "7.90")])
    offer = await ana.hears()
    assert said(offer)["type"] == "cta_url"
    assert "1001" in text_of(offer)
    assert "32,90 €" in text_of(offer)
    order = await shop.one(select(Order))
    assert (order.total_minor, order.status) == (3290, OrderStatus.PENDING)
    assert await shop.stock_of("TAZA-AZUL") == (40, 2)

    await shop.pay(link_of(offer))
    confirmation = await ana.hears()
    assert "Pago recibido" in text_of(confirmation)
    invoice_message = await ana.hears(lambda message: message["type"] == "document")
    assert said(invoice_message)["filename"].endswith(".pdf")
    await shop.wait_until_idle()

    order = await shop.one(select(Order))
    invoice = await shop.one(select(Invoice))
    assert order.is_paid
    assert invoice.number == 1
    assert invoice.pdf is not None
    assert invoice.pdf.startswith(b"%PDF")
    assert await shop.stock_of("TAZA-AZUL") == (38, 0)
    assert len(await shop.all(select(Payment))) == 1
    assert {(m.direction, m.status) for m in await shop.all(select(Message))} == {
        (Direction.IN, MessageStatus.RECEIVED),
        (Direction.OUT, MessageStatus.DELIVERED),
    }
