"""What the browser tests rest on: a served sandbox, a small shop that answers carts, one of every message."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from litestar import Litestar, Request, Response, get, post
from litestar.params import FromPath
from PIL import Image, ImageDraw

from shop.sandbox.app import create_app
from tests.support.pace import PATIENCE_SECONDS
from tests.support.vendors.sandbox import APP, CATALOG, PNID, TOKEN, WABA, Json, SandboxClient, served

KEY = "sk_test_chat"
PRODUCTS: list[tuple[str, str, str, str, Json]] = [
    ("CAFE-250", "Café de altura, 250 g", "9.90 EUR", "#7a4b2a", {}),
    ("TAZA-AZUL", "Taza de gres", "14.50 EUR", "#3f6f8f", {"item_group_id": "TAZA", "color": "Azul"}),
    ("TAZA-ROJA", "Taza de gres", "14.50 EUR", "#a8503c", {"item_group_id": "TAZA", "color": "Roja"}),
    ("MIEL", "Miel de romero", "7.25 EUR", "#d19a32", {"sale_price": "5.95 EUR"}),
    ("ACEITE", "Aceite de oliva virgen extra", "12.00 EUR", "#7f8c3b", {"availability": "out of stock"}),
]


@dataclass(kw_only=True)
class ChatSandbox(SandboxClient):
    """A sandbox and a shop at `shop`; `received` is every message the shop got, `stop` ends the sandbox."""

    shop: str = ""
    stop: Callable[[], Awaitable[None]]
    received: list[Json] = field(default_factory=list)

    async def send(self, body: Json) -> str:
        """What the shop sends to the shopper; returns its wamid."""
        whole = {"messaging_product": "whatsapp", "to": self.shopper["phone"], **body}
        answer = await self.graph("POST", f"{PNID}/messages", json=whole)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["messages"][0]["id"])

    async def interactive(self, shown: Json, **more: Any) -> str:
        """An interactive message."""
        return await self.send({"type": "interactive", "interactive": shown, **more})

    async def text(self, body: str, **more: Any) -> str:
        """A text."""
        return await self.send({"type": "text", "text": {"body": body}, **more})

    async def type_to(self, wamid: str) -> None:
        """The shop reads a message and begins to type."""
        body = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
        whole = {**body, "typing_indicator": {"type": "text"}}
        await self.graph("POST", f"{PNID}/messages", json=whole)

    async def upload(self, name: str, mime: str, data: bytes) -> str:
        """A file of the shop; returns its id."""
        headers = {"authorization": f"Bearer {TOKEN}"}
        form = {"messaging_product": "whatsapp", "type": mime}
        files = {"file": (name, data, mime)}
        answer = await self.http.post(f"/v26.0/{PNID}/media", data=form, files=files, headers=headers)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    async def sample(self, data: bytes) -> str:
        """A picture as a template's sample; returns its handle."""
        headers = {"authorization": f"Bearer {TOKEN}", "file_offset": "0"}
        query = {"file_length": str(len(data)), "file_type": "image/png"}
        begun = await self.http.post(f"/v26.0/{APP}/uploads", params=query, headers=headers)
        done = await self.http.post(f"/v26.0/{begun.json()['id']}", content=data, headers=headers)
        return str(done.json()["h"])

    async def until(self, holds: Callable[[], Any]) -> None:
        """Wait until something holds in the world."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not holds():
                await asyncio.sleep(0.02)

    async def template(self, name: str, components: list[Json], category: str = "UTILITY") -> None:
        """A template that is approved at once."""
        body = {"name": name, "language": "es", "category": category, "components": components}
        answer = await self.graph("POST", f"{WABA}/message_templates", json=body)
        assert answer.status_code == 200, answer.text
        await self.control(f"templates/{name}/es/review", {"event": "APPROVED"})


@asynccontextmanager
async def running(port: int = 0) -> AsyncIterator[ChatSandbox]:
    """A sandbox with one shop, a full catalog and one shopper whose window is open."""
    app = create_app()
    async with AsyncExitStack() as serving:
        url = await serving.enter_async_context(served(app, port))
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, base_url=url, trust_env=False) as http:
            sandbox = ChatSandbox(url=url, app=app, http=http, stop=serving.aclose)
            async with served(shop_app(sandbox)) as sandbox.shop:
                await furnish(sandbox)
                yield sandbox


async def furnish(sandbox: ChatSandbox) -> None:
    """Register the shop with both vendors, fill its catalog, let Ana say hello."""
    business = {
        "app_id": APP, "app_secret": "app-secret", "verify_token": "verify-me", "access_token": TOKEN,
        "waba_id": WABA, "phone_number_id": PNID, "display_phone_number": "+34 910 000 001",
        "name": "Casa Lucía", "catalog_id": CATALOG, "callback_url": f"{sandbox.shop}/hook",
    }  # fmt: skip
    await sandbox.control("businesses", business)
    await sandbox.control("stripe/accounts", {"secret_key": KEY, "name": "Casa Lucía"})
    sandbox.app.state.world.numbers[PNID].is_catalog_visible = True
    requests = [{"method": "CREATE", "data": item(sandbox, *product)} for product in PRODUCTS]
    headers = {"authorization": f"Bearer {TOKEN}"}
    batch = {"item_type": "PRODUCT_ITEM", "requests": json.dumps(requests)}
    answer = await sandbox.http.post(f"/v26.0/{CATALOG}/items_batch", data=batch, headers=headers)
    assert answer.json()["handles"], answer.text
    sandbox.shopper = await sandbox.control("shoppers", {"name": "Ana Peña", "phone": "34600000101"})
    await sandbox.wait_until_idle()
    await sandbox.say({"type": "text", "text": {"body": "¡Hola! ¿Tenéis tazas?"}})
    await sandbox.wait_until_idle()


def item(sandbox: ChatSandbox, sku: str, title: str, price: str, colour: str, more: Json) -> Json:
    """A catalog item whose picture the shop serves."""
    image = f"{sandbox.shop}/media/{colour[1:]}.png"
    return {
        "id": sku, "title": title, "price": price, "image_link": image, "brand": "Casa Lucía",
        "description": f"{title}. Hecho a mano en talleres pequeños.", "condition": "new",
        "availability": "in stock", "link": f"{sandbox.shop}/p/{sku}", **more,
    }  # fmt: skip


def shop_app(sandbox: ChatSandbox) -> Litestar:
    """A shop in a few lines: it serves pictures and answers a cart with a payment link."""

    @get("/media/{name:str}")
    async def media(name: FromPath[str]) -> Response[bytes]:
        return Response(drawing(f"#{name[:6]}"), media_type="image/png")

    @post("/hook", status_code=200)
    async def hook(request: Request[Any, Any, Any]) -> str:
        for entry in json.loads(await request.body())["entry"]:
            for change in entry["changes"]:
                for message in change["value"].get("messages", []):
                    sandbox.received.append(message)
                    if message["type"] == "order":
                        await answer_cart(sandbox, message)
        return ""

    return Litestar([media, hook], openapi_config=None)


def drawing(colour: str) -> bytes:
    """A picture that one can tell from another."""
    image = Image.new("RGB", (480, 480), "#efe6d8")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 350, 480, 480), fill="#d9c9b0")
    pen.rounded_rectangle((140, 130, 340, 380), 40, fill=colour)
    pen.ellipse((160, 110, 320, 160), fill="#fff8ee")
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


async def answer_cart(sandbox: ChatSandbox, message: Json) -> None:
    """A payment link for what is in the cart, as a button."""
    lines = message["order"]["product_items"]
    cents = sum(round(line["item_price"] * 100) * line["quantity"] for line in lines)
    form = {
        "line_items[0][price_data][currency]": "eur",
        "line_items[0][price_data][unit_amount]": str(cents),
        "line_items[0][price_data][product_data][name]": "Pedido A-1001",
        "line_items[0][quantity]": "1",
        "metadata[order_id]": "A-1001",
    }
    answer = await sandbox.http.post(
        "/v1/payment_links", data=form, headers={"authorization": f"Bearer {KEY}"}
    )
    assert answer.status_code == 200, answer.text
    parameters = {"display_text": "Pagar ahora", "url": answer.json()["url"]}
    await sandbox.interactive(
        {
            "type": "cta_url",
            "body": {"text": f"Tu pedido *A-1001* está listo: {cents / 100:.2f} €"},
            "action": {"name": "cta_url", "parameters": parameters},
        }
    )
