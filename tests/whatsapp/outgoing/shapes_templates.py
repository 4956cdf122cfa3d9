"""Content, its shape in Meta's documentation, and what staff see: templates."""

from typing import Any

from shop.whatsapp.outgoing import (
    CatalogButton,
    Content,
    CouponButton,
    DocumentMessage,
    ImageMessage,
    LocationMessage,
    ProductMessage,
    ProductsButton,
    ProductSection,
    QuickReply,
    TemplateCard,
    TemplateMessage,
    UrlButton,
)

PICTURE = "https://shop.example/a.jpg"


def template(*components: dict[str, Any]) -> dict[str, Any]:
    named: dict[str, Any] = {"name": "cart", "language": {"code": "en_US"}}
    if components:
        named["components"] = list(components)
    return {"type": "template", "template": named}


def body(*parameters: dict[str, str]) -> dict[str, Any]:
    return {"type": "body", "parameters": list(parameters)}


def button(kind: str, index: str, **parameter: Any) -> dict[str, Any]:
    return {"type": "button", "sub_type": kind, "index": index, "parameters": [parameter]}


TEMPLATES: list[tuple[Content, dict[str, Any], str]] = [
    (TemplateMessage("cart", "en_US"), template(), "📋 cart (en_US)"),
    (
        TemplateMessage("cart", "en_US", ["Pablo", "Mug\nand\ttee     more"]),
        template(body({"type": "text", "text": "Pablo"}, {"type": "text", "text": "Mug and tee more"})),
        "📋 cart (en_US)\nPablo · Mug and tee more",
    ),
    (
        TemplateMessage("cart", "en_US", {"first_name": "Pablo"}, header="Hi", header_name="greeting"),
        template(
            {"type": "header", "parameters": [{"type": "text", "parameter_name": "greeting", "text": "Hi"}]},
            body({"type": "text", "parameter_name": "first_name", "text": "Pablo"}),
        ),
        "📋 cart (en_US)\nHi\nPablo",
    ),
    (
        TemplateMessage("cart", "en_US", header=ImageMessage(media_id="9")),
        template({"type": "header", "parameters": [{"type": "image", "image": {"id": "9"}}]}),
        "📋 cart (en_US)\n📷",
    ),
    (
        TemplateMessage("cart", "en_US", header=DocumentMessage(link=PICTURE, filename="a.pdf")),
        template(
            {
                "type": "header",
                "parameters": [{"type": "document", "document": {"link": PICTURE, "filename": "a.pdf"}}],
            }
        ),
        "📋 cart (en_US)\n📄 a.pdf",
    ),
    (
        TemplateMessage("cart", "en_US", header=LocationMessage(1.5, 2.5, "Casa", "Mayor 1")),
        template(
            {
                "type": "header",
                "parameters": [
                    {
                        "type": "location",
                        "location": {
                            "latitude": "1.5",
                            "longitude": "2.5",
                            "name": "Casa",
                            "address": "Mayor 1",
                        },
                    }
                ],
            }
        ),
        "📋 cart (en_US)\n📍 Casa\nMayor 1",
    ),
    (
        TemplateMessage("cart", "en_US", header=ProductMessage("1", "SKU")),
        template(
            {
                "type": "header",
                "parameters": [
                    {"type": "product", "product": {"product_retailer_id": "SKU", "catalog_id": "1"}}
                ],
            }
        ),
        "📋 cart (en_US)\n🛍 SKU",
    ),
    (
        TemplateMessage(
            "cart",
            "en_US",
            buttons=[UrlButton(0, "cart/abc"), QuickReply(1, "stop"), CouponButton(2, "25OFF")],
        ),
        template(
            button("url", "0", type="text", text="cart/abc"),
            button("quick_reply", "1", type="payload", payload="stop"),
            button("copy_code", "2", type="coupon_code", coupon_code="25OFF"),
        ),
        "📋 cart (en_US)",
    ),
    (
        TemplateMessage("cart", "en_US", buttons=[CatalogButton(0, "SKU")]),
        template(button("catalog", "0", type="action", action={"thumbnail_product_retailer_id": "SKU"})),
        "📋 cart (en_US)",
    ),
    (
        TemplateMessage("cart", "en_US", buttons=[ProductsButton(0, "A", [ProductSection(["A"], "Big")])]),
        template(
            button(
                "mpm",
                "0",
                type="action",
                action={
                    "thumbnail_product_retailer_id": "A",
                    "sections": [{"title": "Big", "product_items": [{"product_retailer_id": "A"}]}],
                },
            )
        ),
        "📋 cart (en_US)",
    ),
    (
        TemplateMessage(
            "cart", "en_US", cards=[TemplateCard(ImageMessage(media_id="9"), ["Mug"], [QuickReply(0, "mug")])]
        ),
        template(
            {
                "type": "carousel",
                "cards": [
                    {
                        "card_index": 0,
                        "components": [
                            {"type": "header", "parameters": [{"type": "image", "image": {"id": "9"}}]},
                            body({"type": "text", "text": "Mug"}),
                            button("quick_reply", "0", type="payload", payload="mug"),
                        ],
                    }
                ],
            }
        ),
        "📋 cart (en_US)",
    ),
]
