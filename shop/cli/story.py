"""The whole story, played over real HTTP by pretend shoppers; every step is verified or it fails."""

import httpx

from shop.cli.stage import Stage
from shop.cli.story_steps import (
    StoryFailed,
    catalog_price,
    clock_by,
    clock_to,
    decision_about,
    expect,
    hear,
    invoice_of,
    is_recovered,
    latest_order,
    pay,
    reminder_in_the_morning,
    speak,
    stock,
    until,
)
from shop.cli.transcript import heading, line, shop_says
from shop.gates.models import GateDecision
from shop.orders.models import Order
from shop.sandbox.visitor import link_of, said, text_of

MUG, ANCHOVIES, CANDLE = "FARO-TAZA-AZUL", "FARO-ANCHOA", "FARO-VELA-SAL"


async def tell(stage: Stage) -> None:
    """Both halves of the main job."""
    for part in (_catalog, _cart_to_invoice, _too_many, _price_change, _left_behind, _no_more):
        await part(stage)


async def _catalog(stage: Stage) -> None:
    heading("The catalog reaches WhatsApp")
    approved, _, total = await stage.catalog_standing()
    expect(approved == total and total > 20, f"{approved} of {total} variants are accepted")


async def _cart_to_invoice(stage: Stage) -> None:
    heading("A cart becomes a paid order with an invoice")
    ana = await stage.visitor.shopper(stage.phone_number_id, "Ana", phone="34611000001")
    await speak(ana, "Ana", "hola")
    welcome = await hear(ana)
    expect("La Tienda del Faro" in text_of(welcome), "she is greeted, with the catalog to open")

    line("Ana", "🛒 2 × Taza del faro, 1 × Anchoas")
    await ana.send_cart([(MUG, 2), (ANCHOVIES, 1)])
    offer = await hear(ana)
    order = await latest_order(stage)
    expect(order.total_minor == 2 * 1250 + 790, f"order {order.number} has the right total")
    expect("32,90 €" in text_of(offer) and str(order.number) in text_of(offer), "number and total are told")

    await pay(stage, "Ana", link_of(offer))
    confirmation = await hear(ana)
    expect("Pago recibido" in text_of(confirmation), "the payment is confirmed in the chat")
    document = await hear(ana)
    expect(document["type"] == "document", "the invoice arrives as a document")
    pdf = await stage.visitor.http.get(f"/_control/media/{said(document)['id']}")
    invoice = await invoice_of(stage, order)
    expect(pdf.content.startswith(b"%PDF") and invoice.pdf == pdf.content, "it is the PDF that was issued")
    expect(invoice.label in said(document)["filename"], f"its file name carries the number {invoice.label}")
    expect((await stock(stage, MUG)).on_hand == 38, "two mugs left the stock")


async def _too_many(stage: Stage) -> None:
    heading("A cart that asks for more than is left")
    ana = await stage.visitor.shopper(stage.phone_number_id, "Luis", phone="34611000002")
    line("Luis", "🛒 5 × Vela de sal")
    await ana.send_cart([(CANDLE, 5)])
    answer = await hear(ana)
    expect("quedan 2" in text_of(answer), "he is told kindly what is left, and can go on with that")
    line("Luis", "👆 Sí, seguir")
    await ana.tap(answer, "Sí, seguir")
    offer = await hear(ana)
    expect("36,00 €" in text_of(offer), "the order is for the two that are there")


async def _price_change(stage: Stage) -> None:
    heading("A price changed by API reaches the catalog")
    async with httpx.AsyncClient(base_url=stage.web_url, trust_env=False) as api:
        headers = {"Authorization": f"Bearer {stage.api_key}"}
        found = (await api.get("/api/v1/products", params={"sku": MUG}, headers=headers)).json()
        product = found["data"][0]
        change = {"variants": [{"sku": MUG, "price": {"amount_minor": 1390, "currency": "EUR"}}]}
        answer = await api.patch(f"/api/v1/products/{product['id']}", json=change, headers=headers)
    expect(answer.status_code == 200, "PATCH /api/v1/products/… sets 13.90 EUR")
    await until(lambda: _costs(stage, "13.90"), "Meta's copy says 13.90 EUR by itself")


async def _left_behind(stage: Stage) -> None:
    heading("What was left behind is won back")
    await clock_to(20, 30)
    eva = await stage.visitor.shopper(stage.phone_number_id, "Eva", phone="34611000003")
    await speak(eva, "Eva", "ALTA")
    expect("BAJA" in text_of(await hear(eva)), "she agrees to reminders, and is told how to stop them")
    line("Eva", "🛒 1 × Taza del faro")
    await eva.send_cart([(MUG, 1)])
    await hear(eva)
    order = await latest_order(stage)

    heard = len(await eva.received())
    await clock_by(hours=2)
    await until(lambda: _judged(stage, order), "more than an hour later, at night, the gates are asked")
    decision = await _decision(stage, order)
    _why_not(decision)
    expect(not decision.allowed and len(await eva.received()) == heard, "nothing is sent")

    reminder = await reminder_in_the_morning(eva)
    shop_says(reminder)
    expect(
        (await _decision(stage, order)).allowed, "in the morning every gate is open: the reminder goes out"
    )
    token = next(
        c["parameters"][0]["text"] for c in said(reminder)["components"] if c.get("sub_type") == "url"
    )
    await pay(stage, "Eva", f"{stage.web_url}/pay/{token}")
    expect("Pago recibido" in text_of(await hear(eva)), "its button leads back, and it is paid")
    await until(lambda: is_recovered(stage, order.id), "it counts as recovered")


async def _no_more(stage: Stage) -> None:
    heading("Who says BAJA hears nothing more")
    noa = await stage.visitor.shopper(stage.phone_number_id, "Noa", phone="34611000004")
    await speak(noa, "Noa", "BAJA")
    await hear(noa)
    line("Noa", "🛒 1 × Anchoas")
    await noa.send_cart([(ANCHOVIES, 1)])
    await hear(noa)
    order = await latest_order(stage)
    heard = len(await noa.received())
    await clock_by(hours=2)
    await until(lambda: _judged(stage, order), "the gates are asked")
    decision = await _decision(stage, order)
    _why_not(decision)
    expect(not decision.allowed and decision.again_at is None, "the answer is no, and final")
    expect(len(await noa.received()) == heard, "she hears nothing more")


async def _costs(stage: Stage, price: str) -> bool:
    return price in await catalog_price(stage, MUG)


async def _judged(stage: Stage, order: Order) -> bool:
    return await decision_about(stage, order.id) is not None


async def _decision(stage: Stage, order: Order) -> GateDecision:
    decision = await decision_about(stage, order.id)
    if decision is None:
        raise StoryFailed("Nobody asked the gates.")
    return decision


def _why_not(decision: GateDecision) -> None:
    for answer in decision.answers:
        if not answer["passed"]:
            line("", f"why not: {answer['why']}")
