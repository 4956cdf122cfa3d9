"""Every kind of message that a public client can send, and what arrives of each."""

from collections.abc import Awaitable, Callable

from pywa.types.callback import Button, ImageCarouselCard, Section, SectionList, SectionRow, URLButton
from pywa.types.others import Contact, ProductsSection

from tests.sandbox.support.pywa import PHONE, Json, Line
from tests.support.vendors.sandbox import CATALOG

PICTURE = "https://tienda.example/foto.png"
Sending = Callable[[Line], Awaitable[object]]


def buttons() -> list[Button]:
    return [Button("Sí", "yes"), Button("No", "no")]


def rows() -> SectionList:
    row = SectionRow("Rojo", "red", "Como el faro")
    return SectionList("Elegir", [Section("Colores", [row])])


def card(name: str) -> Contact:
    return Contact(Contact.Name(formatted_name=name, first_name=name))


# what: (the call, the message type, a part of what the chat must hold)
PLAIN: dict[str, tuple[Sending, str, Json]] = {
    "text": (lambda x: x.client.send_message(PHONE, "*Hola*"), "text", {"body": "*Hola*"}),
    "image": (
        lambda x: x.client.send_image(PHONE, PICTURE, caption="La foto"),
        "image",
        {"link": PICTURE, "caption": "La foto"},
    ),
    "video": (
        lambda x: x.client.send_video(PHONE, "https://tienda.example/v.mp4"),
        "video",
        {"link": "https://tienda.example/v.mp4"},
    ),
    "audio": (
        lambda x: x.client.send_audio(PHONE, "https://tienda.example/a.mp3"),
        "audio",
        {"link": "https://tienda.example/a.mp3"},
    ),
    "document": (
        lambda x: x.client.send_document(PHONE, "https://tienda.example/f.pdf", filename="F-1.pdf"),
        "document",
        {"link": "https://tienda.example/f.pdf", "filename": "F-1.pdf"},
    ),
    "sticker": (
        lambda x: x.client.send_sticker(PHONE, "https://tienda.example/s.webp"),
        "sticker",
        {"link": "https://tienda.example/s.webp"},
    ),
    "location": (
        lambda x: x.client.send_location(PHONE, 40.4, -3.7, name="Tienda", address="Calle Mayor 1"),
        "location",
        {"latitude": 40.4, "longitude": -3.7, "name": "Tienda"},
    ),
}


# what: (the call, the interactive type, what its action must hold)
INTERACTIVE: dict[str, tuple[Sending, str, Json]] = {
    "buttons": (
        lambda x: x.client.send_message(PHONE, "¿Sí?", header="Duda", footer="Faro", buttons=buttons()),
        "button",
        {"buttons": [{"type": "reply", "reply": {"id": i, "title": t}} for i, t in (("yes", "Sí"), ("no", "No"))]},
    ),
    "buttons under a picture": (
        lambda x: x.client.send_image(PHONE, PICTURE, caption="¿Esta?", buttons=buttons()),
        "button",
        {},
    ),
    "list": (lambda x: x.client.send_message(PHONE, "¿Color?", buttons=rows()), "list", {"button": "Elegir"}),
    "link": (
        lambda x: x.client.send_message(
            PHONE, "Total 9,99 €", buttons=URLButton("Pagar", "https://pay.example/1")
        ),
        "cta_url",
        {"parameters": {"display_text": "Pagar", "url": "https://pay.example/1"}},
    ),
    "location request": (
        lambda x: x.client.request_location(PHONE, "¿Dónde?"),
        "location_request_message",
        {"name": "send_location"},
    ),
    "contact request": (
        lambda x: x.client.request_contact_info(PHONE, "¿Su número?"),
        "request_contact_info",
        {"name": "request_contact_info"},
    ),
    "catalog": (
        lambda x: x.client.send_catalog(PHONE, "Todo", thumbnail_product_sku="T1"),
        "catalog_message",
        {"parameters": {"thumbnail_product_retailer_id": "T1"}},
    ),
    "product": (
        lambda x: x.client.send_product(PHONE, CATALOG, "T1", body="Esta"),
        "product",
        {"catalog_id": CATALOG, "product_retailer_id": "T1"},
    ),
    "products": (
        lambda x: x.client.send_products(PHONE, CATALOG, [ProductsSection("Tazas", ["T1", "T2"])], "Hoy", "Todo"),
        "product_list",
        {"catalog_id": CATALOG},
    ),
    "carousel": (
        lambda x: x.client.send_carousel(
            PHONE,
            body="Mire",
            cards=[
                ImageCarouselCard(image=PICTURE, body=f"n.º {n}", buttons=URLButton("Ver", PICTURE))
                for n in (1, 2)
            ],
        ),
        "carousel",
        {},
    ),
}  # fmt: skip
