"""One of everything that a shop can send and a shopper can say."""

from typing import Any

from tests.browser.chat_ground import CATALOG, Ground, drawing

Json = dict[str, Any]
EVIL = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'


async def send_everything(ground: Ground) -> dict[str, str]:
    """Send one of each kind; returns the wamids by kind."""
    await make_templates(ground)
    sent = {
        "text": await ground.text(
            "*Bienvenida*, _Ana_. ~Agotado~ Usa `CAFE10` o mira https://example.com/a_b_c?x=1.\n> cita\n- uno\n- dos"
        ),
        "evil": await ground.text(EVIL),
        "code": await ground.text("```total = 12\nprint(total)```"),
    }
    sent |= await send_media(ground)
    sent |= await send_interactive(ground)
    sent |= await send_products(ground)
    sent |= await send_templates(ground)
    sent |= await send_talk(ground, sent["text"])
    await ground.settled()
    return sent


async def send_media(ground: Ground) -> dict[str, str]:
    """Pictures, files, places, people."""
    pdf = await ground.upload("factura.pdf", "application/pdf", PDF)
    photo = await ground.upload("foto.png", "image/png", drawing("#5a7f6a"))
    location = {
        "latitude": 40.4155,
        "longitude": -3.7074,
        "name": "Casa Lucía",
        "address": "Plaza Mayor 3, Madrid",
    }
    card = {"name": {"formatted_name": "Lucía Marín"}, "phones": [{"phone": "+34 600 222 333"}]}
    document = {"id": pdf, "filename": "factura-2026-0042.pdf", "caption": "Tu factura"}
    return {
        "image": await ground.send({"type": "image", "image": {"id": photo, "caption": "Recién *hecha*"}}),
        "linked": await ground.send({"type": "image", "image": {"link": f"{ground.shop}/media/3f6f8f.png"}}),
        "document": await ground.send({"type": "document", "document": document}),
        "location": await ground.send({"type": "location", "location": location}),
        "contacts": await ground.send({"type": "contacts", "contacts": [card]}),
    }


async def send_interactive(ground: Ground) -> dict[str, str]:
    """Buttons, lists, links, requests."""
    replies = [
        {"type": "reply", "reply": {"id": f"b{n}", "title": title}}
        for n, title in enumerate(["Ver tazas", "Mi pedido", "Hablar con Lucía"])
    ]
    rows = [{"id": f"r{n}", "title": f"Entrega {n}:00", "description": "Madrid centro"} for n in (10, 12, 17)]
    link = {"display_text": "Pagar 24,40 €", "url": f"{ground.url}/buy/unknown"}
    cards = [
        {
            "card_index": n,
            "type": "cta_url",
            "header": {"type": "image", "image": {"link": f"{ground.shop}/media/{colour}.png"}},
            "body": {"text": f"Taller {n + 1}"},
            "action": {
                "name": "cta_url",
                "parameters": {"display_text": "Reservar", "url": f"{ground.shop}/t"},
            },
        }
        for n, colour in enumerate(("a8503c", "3f6f8f", "7f8c3b"))
    ]
    sections = [{"title": "Mañana", "rows": rows}]
    return {
        "button": await ground.interactive(
            {"type": "button", "body": {"text": "¿Qué te apetece?"}, "footer": {"text": "Casa Lucía"},
             "action": {"buttons": replies}}),
        "list": await ground.interactive(
            {"type": "list", "header": {"type": "text", "text": "Entrega"}, "body": {"text": "Elige una hora."},
             "action": {"button": "Ver horas", "sections": sections}}),
        "cta_url": await ground.interactive(
            {"type": "cta_url", "body": {"text": "Tu enlace de pago"},
             "action": {"name": "cta_url", "parameters": link}}),
        "location_request": await ground.interactive(
            {"type": "location_request_message", "body": {"text": "¿Dónde te lo llevamos?"},
             "action": {"name": "send_location"}}),
        "carousel": await ground.interactive(
            {"type": "carousel", "body": {"text": "Nuestros talleres"}, "action": {"cards": cards}}),
    }  # fmt: skip


async def send_products(ground: Ground) -> dict[str, str]:
    """One product, a list, the catalog, product cards."""
    ids = [{"product_retailer_id": sku} for sku in ("CAFE-250", "MIEL")]
    product = {"catalog_id": CATALOG, "product_retailer_id": "TAZA-AZUL"}
    cards = [
        {"card_index": n, "type": "product", "action": {**row, "catalog_id": CATALOG}}
        for n, row in enumerate(ids)
    ]
    sections = [{"title": "Desayuno", "product_items": ids}]
    return {
        "product": await ground.interactive({"type": "product", "body": {"text": "Esta es la azul."}, "action": product}),
        "product_list": await ground.interactive(
            {"type": "product_list", "header": {"type": "text", "text": "Para desayunar"},
             "body": {"text": "Lo más pedido"}, "action": {"catalog_id": CATALOG, "sections": sections}}),
        "catalog_message": await ground.interactive(
            {"type": "catalog_message", "body": {"text": "Mira todo el catálogo."},
             "action": {"name": "catalog_message", "parameters": {"thumbnail_product_retailer_id": "MIEL"}}}),
        "product_cards": await ground.interactive(
            {"type": "carousel", "body": {"text": "Dos favoritos"}, "action": {"cards": cards}}),
    }  # fmt: skip


async def make_templates(ground: Ground) -> None:
    """One with everything, one that markets."""
    sample = await ground.sample(drawing("#d19a32"))
    image = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": [sample]}}
    body = {
        "type": "BODY",
        "text": "Hola {{1}}, tu pedido {{2}} va de camino.",
        "example": {"body_text": [["Ana", "A-1"]]},
    }
    buttons = [
        {"type": "QUICK_REPLY", "text": "¿Cuándo llega?"},
        {
            "type": "URL",
            "text": "Seguir el envío",
            "url": f"{ground.shop}/s/{{{{1}}}}",
            "example": [f"{ground.shop}/s/1"],
        },
    ]
    footer = {"type": "FOOTER", "text": "Responde STOP para no recibir más"}
    await ground.template("pedido_enviado", [image, body, footer, {"type": "BUTTONS", "buttons": buttons}])
    text = {
        "type": "BODY",
        "text": "Te guardamos el carrito, {{1}}. ¿Lo terminamos?",
        "example": {"body_text": [["Ana"]]},
    }
    header = {"type": "HEADER", "format": "TEXT", "text": "¿Se te olvidó algo?"}
    await ground.template("carrito_abandonado", [header, text], "MARKETING")


async def send_templates(ground: Ground) -> dict[str, str]:
    """Both templates."""
    image = {"type": "image", "image": {"link": f"{ground.shop}/media/d19a32.png"}}
    components = [
        {"type": "header", "parameters": [image]},
        {"type": "body", "parameters": [{"type": "text", "text": "Ana"}, {"type": "text", "text": "A-1001"}]},
        {
            "type": "button",
            "sub_type": "quick_reply",
            "index": 0,
            "parameters": [{"type": "payload", "payload": "when:A-1001"}],
        },
        {
            "type": "button",
            "sub_type": "url",
            "index": 1,
            "parameters": [{"type": "text", "text": "A-1001"}],
        },
    ]
    sent = {"name": "pedido_enviado", "language": {"code": "es"}, "components": components}
    body = [{"type": "body", "parameters": [{"type": "text", "text": "Ana"}]}]
    cart = {"name": "carrito_abandonado", "language": {"code": "es"}, "components": body}
    return {
        "template": await ground.send({"type": "template", "template": sent}),
        "marketing": await ground.send({"type": "template", "template": cart}),
    }


async def send_talk(ground: Ground, quoted: str) -> dict[str, str]:
    """The shopper's own kinds, a quote, a reaction, a failure."""
    asked = await ground.say({"type": "text", "text": {"body": "¿Llega mañana?"}})
    await ground.say({"type": "text", "text": {"body": "Gracias"}, "context": {"id": quoted}})
    await ground.send({"type": "reaction", "reaction": {"message_id": asked, "emoji": "❤️"}})
    phone = ground.shopper["phone"]
    await ground.control("faults", {"magic": {phone: 131049}})
    failed = await ground.text("Esto no llegará")
    await ground.settled()
    await ground.control("faults", {"magic": {}})
    answer = await ground.text("Sí, antes de las 12.", context={"message_id": asked})
    return {"asked": asked, "failed": failed, "quoted": answer}


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
