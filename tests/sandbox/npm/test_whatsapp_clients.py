"""Two public clients of npm: what they send goes through the pretend Meta, what it posts is read by them."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.support.every_webhook import furnish, inputs, say_everything
from tests.sandbox.support.meta import MetaSandbox
from tests.sandbox.support.node import packages_folder, run_node
from tests.sandbox.support.pywa import PNG
from tests.support.vendors.sandbox import PNID, Json

CLIENTS = Path(__file__).parent / "clients"
BOTH = pytest.mark.parametrize("client", ["whatsapp_api_js", "kapso"])
INTERACTIVE = {
    "buttons": "button", "buttons under a picture": "button", "list": "list", "link": "cta_url", "flow": "flow",
    "flow with data": "flow", "request for a place": "location_request_message",
    "request for a phone": "request_contact_info", "catalog": "catalog_message", "product": "product",
    "product list": "product_list", "cards with links": "carousel", "cards with buttons": "carousel",
}  # fmt: skip


async def told(sandbox: MetaSandbox, client: str) -> Json:
    """What the client's script answers after every webhook was posted and every kind was sent."""
    folder = packages_folder()
    await furnish(sandbox)
    posts = await say_everything(sandbox)
    await sandbox.control(f"shoppers/{sandbox.shopper['id']}/number", {"phone": "+34 600 000 001"})
    sandbox.shopper = (await sandbox.http.get("/_control/shoppers")).json()["shoppers"][0]
    found: Json = await run_node(folder, CLIENTS / f"{client}.mjs", await inputs(sandbox, posts))
    await sandbox.wait_until_idle()
    return found | {"posts": posts}


@BOTH
async def test_a_client_of_npm_sends_every_kind_and_reads_every_webhook(
    sandbox: MetaSandbox, client: str
) -> None:
    found = await told(sandbox, client)
    assert problems(found["sent"]) == {}
    assert problems(found["other"]) == {}
    for kind, result in found["sent"].items():
        message = sandbox.world.messages[result["answer"]["messages"][0]["id"]]
        wanted = "sent" if kind == "reaction" else "delivered"  # of reactions no more is told
        assert (kind, message.status) == (kind, wanted)
        assert (kind, kind_of(message.content)) == (kind, INTERACTIVE.get(kind, kind_of(message.content)))
    sent = {
        kind: sandbox.world.messages[r["answer"]["messages"][0]["id"]] for kind, r in found["sent"].items()
    }
    assert sent["contacts"].content["contacts"][0]["name"]["first_name"] == "Ana"
    assert (sent["an answer"].context or {}).keys() == {"id"}
    assert base64.b64decode(found["other"]["fetch a file"]["answer"]["base64"]) == PNG
    assert found["trouble"] == []
    assert found["forged"] is False
    assert len(found["read"]) == len(found["posts"])


def problems(results: dict[str, Json]) -> dict[str, Any]:
    """What was refused."""
    return {kind: result["error"] for kind, result in results.items() if "error" in result}


def kind_of(content: Json) -> str:
    """The interactive type, else the message's."""
    (kind,) = content
    return str(content[kind]["type"]) if kind == "interactive" else kind


async def test_one_client_reads_values_as_they_were_meant(sandbox: MetaSandbox) -> None:
    found = await told(sandbox, "kapso")
    heard = found["read"]
    messages = [message for each in heard for message in each["messages"]]
    statuses = [status for each in heard for status in each["statuses"]]
    order = next(m["order"] for m in messages if m["type"] == "order")
    assert (order["orderText"], order["productItems"][0]["itemPrice"]) == ("Para regalo", 9.99)
    assert {each["phoneNumberId"] for each in heard} == {PNID}
    assert {status["status"] for status in statuses} >= {"sent", "delivered", "read", "failed"}
    assert all(message["kapso"]["direction"] == "inbound" for message in messages)
    assert any("fromUserId" in message and "from" not in message for message in messages)
    changed = [m["system"] for m in messages if m["type"] == "system"]
    assert {"user_changed_number", "customer_identity_changed"} == {system["type"] for system in changed}


async def test_the_other_client_knows_whom_to_answer(sandbox: MetaSandbox) -> None:
    found = await told(sandbox, "whatsapp_api_js")
    texts = [each for each in found["read"] if "message" in each]
    assert all(each["recipient"].get("phone") or each["recipient"].get("bsuid") for each in texts)
    failed = [each["error"]["code"] for each in found["read"] if each.get("status") == "failed"]
    assert failed
    assert json.dumps(found["read"]).count("wamid.") > len(texts)
