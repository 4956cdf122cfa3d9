"""The story's chapter about delivery: chosen, a code typed, paid, sent, and a part of the money given back."""

import re
from html import unescape

import httpx

from shop.demo.environment import DemoEnvironment
from shop.demo.story.steps import (
    BROWSER,
    StoryFailed,
    expect,
    merchants_api,
    newest_order,
    next_message,
    pay_by_card,
    send_text,
)
from shop.demo.story.transcript import print_heading, print_line
from shop.orders.models import Order
from shop.sandbox.control_client import Json, Phone, link_of, text_of

MUG = "FARO-TAZA-AZUL"
ADDRESS = {
    "name": "Pol Vidal",
    "street": "Carrer de la Mar 12",
    "postal_code": "08003",
    "city": "Barcelona",
    "country": "ES",
}
_OPTION = re.compile(r'name="delivery" value="([^"]+)"')
_KEPT = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


async def deliver(demo: DemoEnvironment) -> None:
    """From the set-up of deliveries to a refund of one piece."""
    print_heading("It is delivered, with a code, and a part is refunded")
    async with merchants_api(demo) as api:
        await set_up_deliveries(api)
        expect(
            True, "POST /api/v1/delivery/… sets up a courier and a counter, POST /discounts the code FARO5"
        )
        pol = await demo.control_client.shopper(demo.phone_number_id, "Pol", phone="34611000006")
        order = await _chooses(demo, pol)
        await _types_a_code(demo, pol)
        await _is_sent(api, pol, order)
        await _is_refunded(api, pol, order)


async def set_up_deliveries(api: httpx.AsyncClient) -> None:
    """A courier to the peninsula, collecting in the shop, and a code for five euro."""
    address = {"name": "La Tienda del Faro", "street": "Calle del Puerto 3", "city": "Santander"}
    place = await _made(
        api,
        "/delivery/places",
        name="La Tienda del Faro",
        address={**address, "postal_code": "39001", "country": "ES"},
        hours={"mon": ["09:00-14:00"], "sat": ["10:00-14:00"]},
        preparation_days=1,
    )
    await _set_up_courier(api)
    await _made(api, "/delivery/methods", kind="pickup", name="Recogida en tienda", place_ids=[place["id"]])
    discount = await _made(api, "/discounts", name="Bienvenida", kind="amount", amount=_euro(500))
    await _made(api, f"/discounts/{discount['id']}/codes", code="FARO5")


async def _set_up_courier(api: httpx.AsyncClient) -> None:
    zone = await _made(api, "/delivery/zones", name="Península", areas=[{"country": "ES"}], excluded=_ISLANDS)
    await _made(
        api,
        "/delivery/methods",
        kind="home",
        name="Mensajero",
        zone_id=zone["id"],
        price=_euro(490),
        free_from=_euro(5000),
        min_days=1,
        max_days=2,
    )


_ISLANDS = [{"country": "ES", "regions": ["Canarias", "Illes Balears", "Ceuta", "Melilla"]}]


async def _made(api: httpx.AsyncClient, path: str, **body: object) -> Json:
    answer = await api.post(path, json=body)
    if answer.status_code not in (200, 201):
        raise StoryFailed(f"POST {path}: {answer.status_code} {answer.text}")
    made: Json = answer.json()
    return made


def _euro(minor: int) -> Json:
    return {"amount_minor": minor, "currency": "EUR"}


async def _chooses(demo: DemoEnvironment, pol: Phone) -> Order:
    print_line("Pol", "🛒 2 × Taza del faro")
    await pol.send_cart([(MUG, 2)])
    question = await next_message(pol)
    expect("¿Cómo quieres recibirlo?" in text_of(question), "he is asked how he would like to receive it")
    order = await newest_order(demo)
    print_line("Pol", "👆 Envío a domicilio")
    await pol.tap(question, "Envío a domicilio")
    page = _OrderPage(demo, link_of(await next_message(pol)))
    print_line("Pol", f"✍ {ADDRESS['street']}, {ADDRESS['postal_code']} {ADDRESS['city']}")
    await page.send("address", **ADDRESS)
    expect("Mensajero" in page.html and "4,90 €" in page.html, "the page tells courier, price and days")
    await page.send("choose", delivery=page.home)
    expect("Pedir y pagar" in page.html, "and the total, before anything is ordered")
    await page.send("order")
    offer = await next_message(pol)
    expect("Mensajero: 4,90 €" in text_of(offer), "the order comes into the chat with its delivery")
    return order


class _OrderPage:
    """The page of an order, as a phone fills it in."""

    def __init__(self, demo: DemoEnvironment, url: str) -> None:
        self._http, self._url, self.html = demo.control_client.http, url, ""

    @property
    def home(self) -> str:
        """The delivery that is brought, not collected."""
        options: list[str] = _OPTION.findall(self.html)
        return next(each for each in options if each.endswith(":"))

    async def send(self, step: str, **fields: str) -> None:
        """Send the form with what the page keeps in it."""
        kept = dict(_KEPT.findall(self.html.split("</form>")[0]))
        answer = await self._http.post(self._url, data={**kept, **fields, "step": step}, headers=BROWSER)
        self.html = unescape(answer.text)


async def _types_a_code(demo: DemoEnvironment, pol: Phone) -> None:
    await send_text(pol, "Pol", "tengo el código faro5")
    expect("5,00 € menos" in text_of(await next_message(pol)), "the code takes five euro off, and says so")
    offer = await next_message(pol)
    await pay_by_card(demo, "Pol", link_of(offer))
    expect("Pago recibido" in text_of(await next_message(pol)), "he pays what he was told")
    await next_message(pol, lambda message: message["type"] == "document")


async def _is_sent(api: httpx.AsyncClient, pol: Phone, order: Order) -> None:
    parcel = await _made(api, f"/orders/{order.id}/fulfilments")
    shipment = {"carrier": "correos_express", "tracking_number": "1234567890123456"}
    sent = await api.put(f"/orders/{order.id}/fulfilments/{parcel['id']}/shipment", json=shipment)
    expect(sent.status_code == 200, "PUT …/fulfilments/…/shipment says that the parcel has left")
    told = await next_message(pol)
    expect("Correos Express" in text_of(told), "he reads it in the chat, with the link to follow it")
    await send_text(pol, "Pol", "¿dónde está mi pedido?")
    expect("1234567890123456" in text_of(await next_message(pol)), "and asks where it is")


async def _is_refunded(api: httpx.AsyncClient, pol: Phone, order: Order) -> None:
    lines = [{"position": 1, "quantity": 1, "restock": True}]
    refund = await _made(api, f"/orders/{order.id}/refunds", reason="damaged", lines=lines)
    minor = refund["amount"]["amount_minor"]
    expect(0 < minor < order.total_minor, "POST …/refunds gives one of the two mugs back")
    await next_message(pol, lambda message: "€" in text_of(message))
