"""The whole story, played over real HTTP by pretend shoppers; every step is verified or it fails."""

from shop.demo.environment import DemoEnvironment
from shop.demo.story.deliveries import deliver
from shop.demo.story.handover import hand_over_and_back
from shop.demo.story.steps import (
    StoryFailed,
    advance_clock,
    advance_clock_to,
    catalog_price,
    decision_about,
    expect,
    invoice_of,
    is_recovered,
    merchants_api,
    newest_order,
    next_message,
    pay_by_card,
    reminder_in_the_morning,
    send_text,
    stock,
    until,
)
from shop.demo.story.transcript import print_heading, print_line, print_message
from shop.gates.models import GateDecision
from shop.orders.models import Order
from shop.sandbox.control_client import Phone, link_of, said, text_of

MUG, ANCHOVIES, CANDLE = "FARO-TAZA-AZUL", "FARO-ANCHOA", "FARO-VELA-SAL"


async def play_story(demo: DemoEnvironment) -> None:
    """Both halves of the main job, a person between them, and a parcel at the end."""
    for part in (
        _catalog,
        _cart_to_invoice,
        _too_many,
        hand_over_and_back,
        _price_change,
        _left_behind,
        _no_more,
        deliver,
    ):
        await part(demo)


async def _catalog(demo: DemoEnvironment) -> None:
    print_heading("The catalog reaches WhatsApp")
    approved, _, total = await demo.catalog_at_meta()
    expect(approved == total and total > 20, f"{approved} of {total} variants are accepted")


async def _cart_to_invoice(demo: DemoEnvironment) -> None:
    print_heading("A cart becomes a paid order with an invoice")
    ana = await demo.control_client.shopper(demo.phone_number_id, "Ana", phone="34611000001")
    await send_text(ana, "Ana", "hola")
    welcome = await next_message(ana)
    expect("La Tienda del Faro" in text_of(welcome), "she is greeted, with the catalog to open")

    print_line("Ana", "🛒 2 × Taza del faro, 1 × Anchoas")
    await ana.send_cart([(MUG, 2), (ANCHOVIES, 1)])
    offer = await next_message(ana)
    order = await newest_order(demo)
    expect(order.total_minor == 2 * 1250 + 790, f"order {order.number} has the right total")
    expect("32,90 €" in text_of(offer) and str(order.number) in text_of(offer), "number and total are told")

    await pay_by_card(demo, "Ana", link_of(offer))
    confirmation = await next_message(ana)
    expect("Pago recibido" in text_of(confirmation), "the payment is confirmed in the chat")
    document = await next_message(ana)
    expect(document["type"] == "document", "the invoice arrives as a document")
    pdf = await demo.control_client.http.get(f"/_control/media/{said(document)['id']}")
    invoice = await invoice_of(demo, order)
    expect(pdf.content.startswith(b"%PDF") and invoice.pdf == pdf.content, "it is the PDF that was issued")
    expect(invoice.label in said(document)["filename"], f"its file name carries the number {invoice.label}")
    expect((await stock(demo, MUG)).on_hand == 38, "two mugs left the stock")


async def _too_many(demo: DemoEnvironment) -> None:
    print_heading("A cart that asks for more than is left")
    ana = await demo.control_client.shopper(demo.phone_number_id, "Luis", phone="34611000002")
    print_line("Luis", "🛒 5 × Vela de sal")
    await ana.send_cart([(CANDLE, 5)])
    answer = await next_message(ana)
    expect("quedan 2" in text_of(answer), "he is told kindly what is left, and can go on with that")
    print_line("Luis", "👆 Sí, seguir")
    await ana.tap(answer, "Sí, seguir")
    offer = await next_message(ana)
    expect("36,00 €" in text_of(offer), "the order is for the two that are there")


async def _price_change(demo: DemoEnvironment) -> None:
    print_heading("A price changed by API reaches the catalog")
    async with merchants_api(demo) as api:
        found = (await api.get("/products", params={"sku": MUG})).json()
        product = found["data"][0]
        change = {"variants": [{"sku": MUG, "price": {"amount_minor": 1390, "currency": "EUR"}}]}
        answer = await api.patch(f"/products/{product['id']}", json=change)
    expect(answer.status_code == 200, "PATCH /api/v1/products/… sets 13.90 EUR")
    await until(lambda: _costs(demo, "13.90"), "Meta's copy says 13.90 EUR by itself")


async def _left_behind(demo: DemoEnvironment) -> None:
    print_heading("What was left behind is won back")
    await advance_clock_to(20, 30)
    eva = await demo.control_client.shopper(demo.phone_number_id, "Eva", phone="34611000003")
    await send_text(eva, "Eva", "ALTA")
    expect(
        "BAJA" in text_of(await next_message(eva)), "she agrees to reminders, and is told how to stop them"
    )
    print_line("Eva", "🛒 1 × Taza del faro")
    await eva.send_cart([(MUG, 1)])
    await next_message(eva)
    order = await newest_order(demo)

    received_before = len(await eva.received())
    await advance_clock(hours=2)
    await until(lambda: _judged(demo, order), "more than an hour later, at night, the gates are asked")
    decision = await _decision(demo, order)
    _why_not(decision)
    expect(not decision.allowed and len(await eva.received()) == received_before, "nothing is sent")
    await _won_back(demo, eva, order)


async def _won_back(demo: DemoEnvironment, eva: Phone, order: Order) -> None:
    reminder = await reminder_in_the_morning(eva)
    print_message(reminder)
    expect((await _decision(demo, order)).allowed, "in the morning every gate is open: the reminder goes out")
    token = next(
        c["parameters"][0]["text"] for c in said(reminder)["components"] if c.get("sub_type") == "url"
    )
    await pay_by_card(demo, "Eva", f"{demo.web_url}/pay/{token}")
    expect("Pago recibido" in text_of(await next_message(eva)), "its button leads back, and it is paid")
    await until(lambda: is_recovered(demo, order.id), "it counts as recovered")


async def _no_more(demo: DemoEnvironment) -> None:
    print_heading("Who says BAJA hears nothing more")
    noa = await demo.control_client.shopper(demo.phone_number_id, "Noa", phone="34611000004")
    await send_text(noa, "Noa", "BAJA")
    await next_message(noa)
    print_line("Noa", "🛒 1 × Anchoas")
    await noa.send_cart([(ANCHOVIES, 1)])
    await next_message(noa)
    order = await newest_order(demo)
    received_before = len(await noa.received())
    await advance_clock(hours=2)
    await until(lambda: _judged(demo, order), "the gates are asked")
    decision = await _decision(demo, order)
    _why_not(decision)
    expect(not decision.allowed and decision.again_at is None, "the answer is no, and final")
    expect(len(await noa.received()) == received_before, "she hears nothing more")


async def _costs(demo: DemoEnvironment, price: str) -> bool:
    return price in await catalog_price(demo, MUG)


async def _judged(demo: DemoEnvironment, order: Order) -> bool:
    return await decision_about(demo, order.id) is not None


async def _decision(demo: DemoEnvironment, order: Order) -> GateDecision:
    decision = await decision_about(demo, order.id)
    if decision is None:
        raise StoryFailed("Nobody asked the gates.")
    return decision


def _why_not(decision: GateDecision) -> None:
    for answer in decision.answers:
        if not answer["passed"]:
            print_line("", f"why not: {answer['why']}")
