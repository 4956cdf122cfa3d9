"""Content, its shape in Meta's documentation, and what staff see: messages to be tapped."""

from typing import Any

from shop.whatsapp.outgoing import (
    Button,
    ButtonsMessage,
    CarouselMessage,
    CatalogMessage,
    ContactRequest,
    Content,
    DocumentMessage,
    ImageMessage,
    LinkCard,
    LinkMessage,
    ListMessage,
    ListRow,
    ListSection,
    LocationRequest,
    ProductCard,
    ProductListMessage,
    ProductMessage,
    ProductSection,
)

PICTURE = "https://shop.example/a.jpg"


def tapped(**frame: Any) -> dict[str, Any]:
    return {"type": "interactive", "interactive": frame}


def said(text: str) -> dict[str, str]:
    return {"text": text}


TO_BE_TAPPED: list[tuple[Content, dict[str, Any], str]] = [
    (
        ButtonsMessage("Size?", [Button("s", "Small"), Button("m", "Medium")], header="Tee", footer="Acme"),
        tapped(
            type="button",
            header={"type": "text", "text": "Tee"},
            body=said("Size?"),
            footer=said("Acme"),
            action={
                "buttons": [
                    {"type": "reply", "reply": {"id": "s", "title": "Small"}},
                    {"type": "reply", "reply": {"id": "m", "title": "Medium"}},
                ]
            },
        ),
        "Tee\nSize?\nAcme\n[Small] [Medium]",
    ),
    (
        ButtonsMessage("Size?", [Button("s", "Small")], header=ImageMessage(link=PICTURE)),
        tapped(
            type="button",
            header={"type": "image", "image": {"link": PICTURE}},
            body=said("Size?"),
            action={"buttons": [{"type": "reply", "reply": {"id": "s", "title": "Small"}}]},
        ),
        "📷\nSize?\n[Small]",
    ),
    (
        ListMessage("Which?", "Open", [ListSection([ListRow("1", "One", "first"), ListRow("2", "Two")])]),
        tapped(
            type="list",
            body=said("Which?"),
            action={
                "button": "Open",
                "sections": [
                    {
                        "rows": [
                            {"id": "1", "title": "One", "description": "first"},
                            {"id": "2", "title": "Two"},
                        ]
                    }
                ],
            },
        ),
        "Which?\n[Open]\n• One\n• Two",
    ),
    (
        LinkMessage(
            "Pay",
            "Pay 9 €",
            "https://pay.example/x",
            header=DocumentMessage(media_id="9", filename="o.pdf"),
            footer="f",
        ),
        tapped(
            type="cta_url",
            header={"type": "document", "document": {"id": "9", "filename": "o.pdf"}},
            body=said("Pay"),
            footer=said("f"),
            action={
                "name": "cta_url",
                "parameters": {"display_text": "Pay 9 €", "url": "https://pay.example/x"},
            },
        ),
        "📄 o.pdf\nPay\nf\n[Pay 9 €] https://pay.example/x",
    ),
    (
        LocationRequest("Where?"),
        tapped(type="location_request_message", body=said("Where?"), action={"name": "send_location"}),
        "Where?\n[📍]",
    ),
    (
        ContactRequest("Your number?"),
        tapped(
            type="request_contact_info", body=said("Your number?"), action={"name": "request_contact_info"}
        ),
        "Your number?\n[👤]",
    ),
    (
        CatalogMessage("Look", "SKU", "f"),
        tapped(
            type="catalog_message",
            body=said("Look"),
            footer=said("f"),
            action={"name": "catalog_message", "parameters": {"thumbnail_product_retailer_id": "SKU"}},
        ),
        "Look\nf\n[🛍]",
    ),
    (
        CatalogMessage("Look"),
        tapped(type="catalog_message", body=said("Look"), action={"name": "catalog_message"}),
        "Look\n[🛍]",
    ),
    (
        ProductMessage("1", "SKU"),
        tapped(type="product", action={"catalog_id": "1", "product_retailer_id": "SKU"}),
        "🛍 SKU",
    ),
    (
        ProductListMessage(
            "1", "Mugs", "All of them", [ProductSection(["A", "B"], "Big"), ProductSection(["C"], "Small")]
        ),
        tapped(
            type="product_list",
            header={"type": "text", "text": "Mugs"},
            body=said("All of them"),
            action={
                "catalog_id": "1",
                "sections": [
                    {
                        "title": "Big",
                        "product_items": [{"product_retailer_id": "A"}, {"product_retailer_id": "B"}],
                    },
                    {"title": "Small", "product_items": [{"product_retailer_id": "C"}]},
                ],
            },
        ),
        "Mugs\nAll of them\n🛍 A\n🛍 B\n🛍 C",
    ),
    (
        CarouselMessage("New", [ProductCard("1", "A"), ProductCard("1", "B")]),
        tapped(
            type="carousel",
            body=said("New"),
            action={
                "cards": [
                    {
                        "card_index": 0,
                        "type": "product",
                        "action": {"product_retailer_id": "A", "catalog_id": "1"},
                    },
                    {
                        "card_index": 1,
                        "type": "product",
                        "action": {"product_retailer_id": "B", "catalog_id": "1"},
                    },
                ]
            },
        ),
        "New\n🛍 A\n🛍 B",
    ),
    (
        CarouselMessage(
            "New", [LinkCard(ImageMessage(link=PICTURE), "See", "https://shop.example/p/1", "Mug")] * 2
        ),
        tapped(
            type="carousel",
            body=said("New"),
            action={
                "cards": [
                    {
                        "card_index": index,
                        "type": "cta_url",
                        "header": {"type": "image", "image": {"link": PICTURE}},
                        "body": said("Mug"),
                        "action": {
                            "name": "cta_url",
                            "parameters": {"display_text": "See", "url": "https://shop.example/p/1"},
                        },
                    }
                    for index in range(2)
                ]
            },
        ),
        "New\nMug\n[See] https://shop.example/p/1\nMug\n[See] https://shop.example/p/1",
    ),
]
