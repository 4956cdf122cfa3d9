"""One of everything that a shop can send and a shopper can say."""

from typing import Any

from tests.browser.support.chat import ChatSandbox, drawing
from tests.support.vendors.sandbox import CATALOG

Json = dict[str, Any]
EVIL = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'


async def send_everything(sandbox: ChatSandbox) -> dict[str, str]:
    """Send one of each kind; returns the wamids by kind."""
    await make_templates(sandbox)
    sent = {
        "text": await sandbox.text(
            "*Bienvenida*, _Ana_. ~Agotado~ Usa `CAFE10` o mira https://example.com/a_b_c?x=1.\n> cita\n- uno\n- dos"
        ),
        "evil": await sandbox.text(EVIL),
        "code": await sandbox.text("```total = 12\nprint(total)```"),
    }
    sent |= await send_media(sandbox)
    sent |= await send_interactive(sandbox)
    sent |= await send_products(sandbox)
    sent |= await send_templates(sandbox)
    sent |= await send_talk(sandbox, sent["text"])
    await sandbox.wait_until_idle()
    return sent


async def send_media(sandbox: ChatSandbox) -> dict[str, str]:
    """Pictures, files, places, people."""
    pdf = await sandbox.upload("factura.pdf", "application/pdf", PDF)
    photo = await sandbox.upload("foto.png", "image/png", drawing("#5a7f6a"))
    location = {
        "latitude": 40.4155,
        "longitude": -3.7074,
        "name": "Casa Lucía",
        "address": "Plaza Mayor 3, Madrid",
    }
    card = {"name": {"formatted_name": "Lucía Marín"}, "phones": [{"phone": "+34 600 222 333"}]}
    document = {"id": pdf, "filename": "factura-2026-0042.pdf", "caption": "Tu factura"}
    return {
        "image": await sandbox.send({"type": "image", "image": {"id": photo, "caption": "Recién *hecha*"}}),
        "linked": await sandbox.send(
            {"type": "image", "image": {"link": f"{sandbox.shop}/media/3f6f8f.png"}}
        ),
        "document": await sandbox.send({"type": "document", "document": document}),
        "location": await sandbox.send({"type": "location", "location": location}),
        "contacts": await sandbox.send({"type": "contacts", "contacts": [card]}),
    }


async def send_interactive(sandbox: ChatSandbox) -> dict[str, str]:
    """Buttons, lists, links, requests."""
    replies = [
        {"type": "reply", "reply": {"id": f"b{n}", "title": title}}
        for n, title in enumerate(["Ver tazas", "Mi pedido", "Hablar con Lucía"])
    ]
    rows = [{"id": f"r{n}", "title": f"Entrega {n}:00", "description": "Madrid centro"} for n in (10, 12, 17)]
    link = {"display_text": "Pagar 24,40 €", "url": f"{sandbox.url}/buy/unknown"}
    cards = [
        {
            "card_index": n,
            "type": "cta_url",
            "header": {"type": "image", "image": {"link": f"{sandbox.shop}/media/{colour}.png"}},
            "body": {"text": f"Taller {n + 1}"},
            "action": {
                "name": "cta_url",
                "parameters": {"display_text": "Reservar", "url": f"{sandbox.shop}/t"},
            },
        }
        for n, colour in enumerate(("a8503c", "3f6f8f", "7f8c3b"))
    ]
    sections = [{"title": "Mañana", "rows": rows}]
    return {
        "button": await sandbox.interactive(
            {"type": "button", "body": {"text": "¿Qué te apetece?"}, "footer": {"text": "Casa Lucía"},
             "action": {"buttons": replies}}),
        "list": await sandbox.interactive(
            {"type": "list", "header": {"type": "text", "text": "Entrega"}, "body": {"text": "Elige una hora."},
             "action": {"button": "Ver horas", "sections": sections}}),
        "cta_url": await sandbox.interactive(
            {"type": "cta_url", "body": {"text": "Tu enlace de pago"},
             "action": {"name": "cta_url", "parameters": link}}),
        "location_request": await sandbox.interactive(
            {"type": "location_request_message", "body": {"text": "¿Dónde te lo llevamos?"},
             "action": {"name": "send_location"}}),
        "carousel": await sandbox.interactive(
            {"type": "carousel", "body": {"text": "Nuestros talleres"}, "action": {"cards": cards}}),
    }  # fmt: skip


async def send_products(sandbox: ChatSandbox) -> dict[str, str]:
    """One product, a list, the catalog, product cards."""
    ids = [{"product_retailer_id": sku} for sku in ("CAFE-250", "MIEL")]
    product = {"catalog_id": CATALOG, "product_retailer_id": "TAZA-AZUL"}
    cards = [
        {"card_index": n, "type": "product", "action": {**row, "catalog_id": CATALOG}}
        for n, row in enumerate(ids)
    ]
    sections = [{"title": "Desayuno", "product_items": ids}]
    return {
        "product": await sandbox.interactive({"type": "product", "body": {"text": "Esta es la azul."}, "action": product}),
        "product_list": await sandbox.interactive(
            {"type": "product_list", "header": {"type": "text", "text": "Para desayunar"},
             "body": {"text": "Lo más pedido"}, "action": {"catalog_id": CATALOG, "sections": sections}}),
        "catalog_message": await sandbox.interactive(
            {"type": "catalog_message", "body": {"text": "Mira todo el catálogo."},
             "action": {"name": "catalog_message", "parameters": {"thumbnail_product_retailer_id": "MIEL"}}}),
        "product_cards": await sandbox.interactive(
            {"type": "carousel", "body": {"text": "Dos favoritos"}, "action": {"cards": cards}}),
    }  # fmt: skip


async def make_templates(sandbox: ChatSandbox) -> None:
    """One with everything, one that markets."""
    sample = await sandbox.sample(drawing("#d19a32"))
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
            "url": f"{sandbox.shop}/s/{{{{1}}}}",
            "example": [f"{sandbox.shop}/s/1"],
        },
    ]
    footer = {"type": "FOOTER", "text": "Responde STOP para no recibir más"}
    await sandbox.template("pedido_enviado", [image, body, footer, {"type": "BUTTONS", "buttons": buttons}])
    text = {
        "type": "BODY",
        "text": "Te guardamos el carrito, {{1}}. ¿Lo terminamos?",
        "example": {"body_text": [["Ana"]]},
    }
    header = {"type": "HEADER", "format": "TEXT", "text": "¿Se te olvidó algo?"}
    await sandbox.template("carrito_abandonado", [header, text], "MARKETING")


async def send_templates(sandbox: ChatSandbox) -> dict[str, str]:
    """Both templates."""
    image = {"type": "image", "image": {"link": f"{sandbox.shop}/media/d19a32.png"}}
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
        "template": await sandbox.send({"type": "template", "template": sent}),
        "marketing": await sandbox.send({"type": "template", "template": cart}),
    }


async def send_talk(sandbox: ChatSandbox, quoted: str) -> dict[str, str]:
    """The shopper's own kinds, a quote, a reaction, a failure."""
    asked = await sandbox.say({"type": "text", "text": {"body": "¿Llega mañana?"}})
    await sandbox.say({"type": "text", "text": {"body": "Gracias"}, "context": {"id": quoted}})
    await sandbox.send({"type": "reaction", "reaction": {"message_id": asked, "emoji": "❤️"}})
    phone = sandbox.shopper["phone"]
    await sandbox.control("faults", {"magic": {phone: 131049}})
    failed = await sandbox.text("Esto no llegará")
    await sandbox.wait_until_idle()
    await sandbox.control("faults", {"magic": {}})
    answer = await sandbox.text("Sí, antes de las 12.", context={"message_id": asked})
    return {"asked": asked, "failed": failed, "quoted": answer}


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
