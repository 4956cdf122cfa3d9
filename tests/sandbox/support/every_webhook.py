"""One of every webhook about messages that the pretend Meta posts, and what is needed to send one of every kind."""

import base64
import json
from typing import Any

from tests.sandbox.support.meta import SECRET, MetaSandbox
from tests.sandbox.support.pywa import PNG, item
from tests.sandbox.support.pywa_webhooks import WIRES
from tests.support.vendors.sandbox import CATALOG, PNID, TOKEN, WABA, Json

LINK = "https://tienda.example/foto.png"
MORE_WIRES: dict[str, Json] = {
    "text": {"type": "text", "text": {"body": '¿Abren "hoy"? <a/b> ☕ 100 %'}},
    "tapped": {
        "type": "interactive",
        "interactive": {"type": "button_reply", "button_reply": {"id": "yes", "title": "Sí"}},
        "context": {"id": "wamid.Q"},
    },
    "tapped under a template": {"type": "button", "button": {"payload": "yes", "text": "Sí"}},
    "chosen": {
        "type": "interactive",
        "interactive": {
            "type": "list_reply",
            "list_reply": {"id": "red", "title": "Rojo", "description": "Vivo"},
        },
    },
    "form": {
        "type": "interactive",
        "interactive": {
            "type": "nfm_reply",
            "nfm_reply": {"name": "flow", "body": "Sent", "response_json": '{"flow_token":"t","day":"mon"}'},
        },
    },
    "identity": {
        "type": "system",
        "system": {"type": "customer_identity_changed", "body": "Ana's identity changed"},
        "identity": {"acknowledged": True, "created_timestamp": "1697044706", "hash": "h"},
    },
}
FILES = {
    "image": "image/png",
    "video": "video/mp4",
    "audio": "audio/ogg",
    "sticker": "image/webp",
    "document": "application/pdf",
}
TEMPLATES: dict[str, list[Json]] = {
    "aviso": [{"type": "BODY", "text": "Hola {{1}}, está listo.", "example": {"body_text": [["Ana"]]}}],
    "envio": [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "BODY", "text": "Hola {{1}}, va de camino.", "example": {"body_text": [["Ana"]]}},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "¿Cuándo?"},
                {
                    "type": "URL",
                    "text": "Seguir",
                    "url": "https://tienda.example/s/{{1}}",
                    "example": ["https://tienda.example/s/1"],
                },
            ],
        },
    ],
}


async def say_everything(sandbox: MetaSandbox) -> list[Json]:
    """Let the shopper and the chat say one of everything. Returns the posts: {body, signature}."""
    for wire in (*(wire for wire, _ in WIRES.values()), *MORE_WIRES.values()):
        await sandbox.say(wire)
    path = f"shoppers/{sandbox.shopper['id']}"
    for mime in FILES.values():
        form = {"phone_number_id": PNID, "caption": "mire", "voice": "1"}
        files = {"file": ("f.bin", PNG, mime)}
        sent = await sandbox.http.post(f"/_control/{path}/media", data=form, files=files)
        assert sent.is_success, sent.text
    lines = [{"retailer_id": "T1", "quantity": 2}]
    await sandbox.control(f"{path}/cart", {"phone_number_id": PNID, "items": lines, "text": "Para regalo"})
    await sandbox.text(biz_opaque_callback_data="order:1")
    await sandbox.wait_until_idle()
    await sandbox.control(f"{path}/read", {"phone_number_id": PNID})
    zoe = await sandbox.control("shoppers", {"name": "Zoe", "username": "zoe"})
    await sandbox.say("hola", shopper=zoe)
    stranger = await sandbox.graph(
        "POST", f"{PNID}/messages",
        json={"messaging_product": "whatsapp", "to": "+34600000055", "type": "text", "text": {"body": "hola"}},
    )  # fmt: skip
    assert stranger.is_success
    await sandbox.wait_until_idle()
    await sandbox.control(f"{path}/number", {"phone": "+34 600 000 002"})
    await sandbox.wait_until_idle()
    posts = [{"body": body.decode(), "signature": given} for given, body in sandbox.callback.posts]
    return [
        post for post in posts if json.loads(post["body"])["entry"][0]["changes"][0]["field"] == "messages"
    ]


async def furnish(sandbox: MetaSandbox) -> None:
    """Items, approved templates, a published flow; each webhook with one change, as these clients read it."""
    await sandbox.control("knobs", {"webhook_batch": 1, "flows": ["77"]})
    await item(sandbox, "T1", "T2")
    for name, components in TEMPLATES.items():
        if name == "envio":
            components = [
                {**components[0], "example": {"header_handle": [await sample(sandbox)]}},
                *components[1:],
            ]
        body = {"name": name, "language": "es", "category": "UTILITY", "components": components}
        answer = await sandbox.graph("POST", f"{WABA}/message_templates", json=body)
        assert answer.status_code == 200, answer.text
        await sandbox.control(f"templates/{name}/es/review", {"event": "APPROVED"})
    await sandbox.wait_until_idle()


async def sample(sandbox: MetaSandbox) -> str:
    """A picture as a template's sample; returns its handle."""
    query = {"file_length": str(len(PNG)), "file_type": "image/png"}
    begun = await sandbox.graph("POST", "100001/uploads", params=query)
    done = await sandbox.graph("POST", begun.json()["id"], content=PNG, headers={"file_offset": "0"})
    return str(done.json()["h"])


async def inputs(sandbox: MetaSandbox, posts: list[Json]) -> Json:
    """What the clients' scripts are given."""
    files = {"file": ("a.png", PNG, "image/png")}
    form = {"messaging_product": "whatsapp", "type": "image/png"}
    uploaded = await sandbox.graph("POST", f"{PNID}/media", data=form, files=files)
    shopper: Any = sandbox.shopper
    return {
        "url": sandbox.url, "token": TOKEN, "secret": SECRET, "phone": PNID, "to": f"+{shopper['phone']}",
        "bsuid": shopper["bsuid"], "waba": WABA, "catalog": CATALOG, "wamid": await sandbox.say("¿hola?"),
        "media": uploaded.json()["id"], "png": base64.b64encode(PNG).decode(), "link": LINK, "posts": posts,
    }  # fmt: skip
