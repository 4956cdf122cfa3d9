"""A day of a shop over real HTTP: what shoppers, Stripe, Meta, the merchant and the clock do on the hot path."""

import itertools
from typing import Any

import httpx
from sqlmodel import col, select

from shop.demo.vendors import whatsapp_part
from shop.installation.counting import count_installation
from shop.orders.life.stages import OrderStage
from shop.orders.models import Order, OrderStatus
from shop.payments.models import PaymentLink
from shop.sandbox.control_client import link_of, text_of
from tests.plans.office import keep_the_catalog, look_through, merchants_client, ok
from tests.support.inbox import seconds_now
from tests.support.running.installation import Shop
from tests.support.webhook_payloads import Json, messages, signature, text

MUG, FISH = ("TAZA-AZUL", 1, "12.50"), ("ANCHOA", 1, "7.90")
QUESTIONS = ("tenéis tazas?", "ALTA", "BAJA", "cuánto cuesta la taza?", "VELA", "mi pedido 1001", "gracias")
_days = itertools.count(1)


async def spend_a_day(shop: Shop) -> None:
    """Everything in turn; a day brings everything anew."""
    day = next(_days)
    async with await merchants_client(shop) as api:
        await _sell(shop)
        await _send(shop, api)
        await _take_money_twice(shop)
        await _answer_questions(shop)
        await _cancel(shop, api)
        await _remind(shop)
        await _talk(shop, api)
        await _follow_to_a_new_phone(shop, day)
        await keep_the_catalog(api, day)
        await look_through(api)
    await count_installation(shop.services.database)


async def _sell(shop: Shop) -> None:
    ana = await shop.shopper()
    await ana.say("hola")
    await ana.hears()
    await ana.send_cart_of([MUG, FISH])
    await shop.pay(link_of(await ana.hears()))
    await ana.hears(lambda message: message["type"] == "document")
    await ana.say("dónde está mi pedido?")
    await shop.wait_until_idle()


async def _send(shop: Shop, api: httpx.AsyncClient) -> None:
    """What was paid is packed, sent, there, and partly comes back; the lists by stage are looked at."""
    (paid, *_) = (await ok(api.get("/orders", params={"stage": "paid"})))["data"]
    path = f"/orders/{paid['id']}"
    await ok(api.put(f"{path}/preparation"))
    parcel = await ok(api.post(f"{path}/fulfilments", json={}))
    steps = f"{path}/fulfilments/{parcel['id']}"
    await ok(api.put(f"{steps}/shipment", json={"carrier": "seur", "tracking_number": "1"}))
    await ok(api.put(f"{steps}/delivery", json={}))
    for stage in OrderStage:
        await ok(api.get("/orders", params={"stage": stage.value, "limit": 25}))
    back = {"lines": [{"position": 1, "quantity": 1}], "reason": "damaged"}
    asked = await ok(api.post(f"{path}/returns", json=back))
    for step, body in (("approval", {}), ("receipt", {"restock": back["lines"]}), ("closure", {})):
        await ok(api.put(f"{path}/returns/{asked['id']}/{step}", json=body))
    await ok(api.get(path))
    await shop.wait_until_idle()


async def _take_money_twice(shop: Shop) -> None:
    """It goes back."""
    ivo = await shop.shopper("Ivo")
    await ivo.send_cart_of([FISH])
    await ivo.hears()
    await shop.wait_until_idle()
    waits = select(Order).where(Order.status == OrderStatus.PENDING).order_by(col(Order.id).desc())
    order = (await shop.all(waits))[0]
    link = await shop.one(select(PaymentLink).where(PaymentLink.order_id == order.id))
    stripe = shop.services.control_client
    for tab in [await stripe.post(f"/stripe/links/{link.stripe_id}/open") for _ in range(2)]:
        await stripe.post(f"/stripe/sessions/{tab['id']}/pay", {"outcome": "paid"})
    await ivo.hears(lambda message: "segundo pago" in text_of(message))
    await shop.wait_until_idle()


async def _answer_questions(shop: Shop) -> None:
    eva = await shop.shopper("Eva")
    for words in QUESTIONS:
        await eva.say(words)
        await shop.wait_until_idle()


async def _cancel(shop: Shop, api: httpx.AsyncClient) -> None:
    """By the shop, then by the shopper."""
    leo = await shop.shopper("Leo")
    await leo.send_cart_of([MUG])
    await leo.hears()
    await shop.wait_until_idle()
    (pending, *_) = (await ok(api.get("/orders", params={"status": "pending"})))["data"]
    await ok(api.put(f"/orders/{pending['id']}/cancellation"))
    await leo.send_cart_of([FISH])
    for words in ("cancela el pedido", "sí"):
        await shop.wait_until_idle()
        await leo.say(words)
    await shop.wait_until_idle()


async def _remind(shop: Shop) -> None:
    """An order that nobody pays, until it ends."""
    max_ = await shop.shopper("Max")
    await max_.say("ALTA")
    await max_.hears()
    await max_.send_cart_of([FISH])
    await max_.hears()
    for hours in (4, 15, 4, 60):
        await shop.services.advance(hours=hours)


async def _talk(shop: Shop, api: httpx.AsyncClient) -> None:
    """A person of the shop takes a conversation over, until it is done."""
    zoe = await shop.shopper("Zoe")
    await zoe.say("quiero hablar con una persona")
    await shop.wait_until_idle()
    (waiting, *_) = (await ok(api.get("/conversations", params={"status": "waiting"})))["data"]
    path = f"/conversations/{waiting['id']}"
    await ok(api.get(path))
    await ok(api.put(f"{path}/takeover"))
    await ok(api.post(f"{path}/messages", json={"text": "Hola, soy Marta."}))
    await ok(api.get(f"{path}/messages"))
    await zoe.say("gracias Marta")
    await shop.wait_until_idle()
    await ok(api.put(f"{path}/handback"))
    await ok(api.put(f"{path}/closure"))
    await shop.wait_until_idle()


async def _follow_to_a_new_phone(shop: Shop, day: int) -> None:
    """They wrote under both phones before Meta says that they are one person."""
    old = {"phone": f"3470000{day:04d}", "bsuid": f"ES.8{day}"}
    new = {"phone": f"3471000{day:04d}", "bsuid": f"ES.9{day}"}
    for words, who in (("hola", old), ("hola", new)):
        await _deliver(shop, text(f"wamid.{who['bsuid']}", words, second=seconds_now(), **who))
    system = {"type": "user_changed_number", "wa_id": new["phone"], "user_id": new["bsuid"]}
    message = text(f"wamid.changed.{day}", second=seconds_now(), **old)
    del message["text"]
    system |= {"body": "Changed", "previous_user_id": old["bsuid"]}
    await _deliver(shop, {**message, "type": "system", "system": system})


async def _deliver(shop: Shop, said: Json) -> None:
    part = whatsapp_part(shop.file)
    body = messages(part, said)
    headers = {"X-Hub-Signature-256": signature(body, part.app_secret)}
    answer: Any = await shop.services.http.post(
        f"/hooks/whatsapp/{part.app_id}", content=body, headers=headers
    )
    assert answer.is_success
    await shop.wait_until_idle()
