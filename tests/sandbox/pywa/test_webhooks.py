"""A public client reads every webhook the pretend Meta emits, with the values that were meant."""

from typing import Any

import pytest
from pywa.types.callback import CallbackButton, CallbackSelection
from pywa.types.flows import FlowCompletion
from pywa.types.message import Message
from pywa.types.message_status import MessageStatus
from pywa.types.system import IdentityChange, PhoneNumberChange

from tests.sandbox.support.pywa import PHONE, PNG, Json, Line, item
from tests.sandbox.support.pywa_webhooks import WIRES
from tests.support.vendors.sandbox import CATALOG, PNID, WABA


async def heard(line: Line, wire: Json | str, **more: Any) -> Any:
    """What the client makes of a shopper's message."""
    await line.sandbox.say(wire, **more)
    (update,) = await line.listen()
    return update


async def test_a_text_is_read_with_its_sender(line: Line) -> None:
    message = await heard(line, '¿Abren "hoy"? <a/b> ☕ 100 %')
    assert isinstance(message, Message)
    assert message.text == '¿Abren "hoy"? <a/b> ☕ 100 %'
    assert (message.from_user.wa_id, message.from_user.name) == ("34600000001", "Ana Peña")
    assert message.from_user.bsuid == line.sandbox.shopper["bsuid"]
    assert (message.metadata.phone_number_id, message.waba_id) == (PNID, WABA)


@pytest.mark.parametrize("what", WIRES)
async def test_a_message_of_the_shopper_is_read(line: Line, what: str) -> None:
    wire, wanted = WIRES[what]
    message = await heard(line, wire)
    assert {path: valued(message, path) for path in wanted} == wanted


def valued(found: Any, path: str) -> Any:
    """The attribute at a dotted path."""
    for name in path.split("."):
        found = getattr(found, name)
    return found


@pytest.mark.parametrize(
    ("mime", "kind"),
    [
        ("image/png", "image"), ("video/mp4", "video"), ("audio/ogg", "audio"), ("image/webp", "sticker"),
        ("application/pdf", "document"),
    ],
)  # fmt: skip
async def test_a_file_of_the_shopper_is_read_and_fetched(line: Line, mime: str, kind: str) -> None:
    form = {"phone_number_id": PNID, "caption": "mire", "voice": "1"}
    path = f"/_control/shoppers/{line.sandbox.shopper['id']}/media"
    sent = await line.sandbox.http.post(path, data=form, files={"file": ("f.bin", PNG, mime)})
    assert sent.is_success, sent.text
    (message,) = await line.listen()
    media = getattr(message, kind)
    assert (media.id, media.mime_type) == (sent.json()["media_id"], mime)
    address = await line.client.get_media_url(media.id)
    assert await line.client.get_media_bytes(address.url) == PNG
    assert (message.voice is not None) == (kind == "audio")


async def test_a_cart_is_read_as_an_order(line: Line) -> None:
    await item(line.sandbox, "T1")
    path = f"shoppers/{line.sandbox.shopper['id']}/cart"
    lines = [{"retailer_id": "T1", "quantity": 2}]
    await line.sandbox.control(path, {"phone_number_id": PNID, "items": lines, "text": "Para regalo"})
    (message,) = await line.listen()
    assert (message.order.catalog_id, message.order.text) == (CATALOG, "Para regalo")
    assert [(p.sku, p.quantity, p.price, p.currency) for p in message.order.products] == [
        ("T1", 2, 9.99, "EUR")
    ]


@pytest.mark.parametrize(
    "wire",
    [
        {
            "type": "interactive",
            "interactive": {"type": "button_reply", "button_reply": {"id": "yes", "title": "Sí"}},
        },
        {"type": "button", "button": {"payload": "yes", "text": "Sí"}},
    ],
)
async def test_a_tapped_button_is_read(line: Line, wire: Json) -> None:
    tap = await heard(line, wire | {"context": {"id": "wamid.Q"}})
    assert isinstance(tap, CallbackButton)
    assert (tap.data, tap.title, valued(tap, "reply_to_message.id")) == ("yes", "Sí", "wamid.Q")


async def test_a_chosen_row_is_read(line: Line) -> None:
    reply = {"type": "list_reply", "list_reply": {"id": "red", "title": "Rojo", "description": "Vivo"}}
    chosen = await heard(line, {"type": "interactive", "interactive": reply, "context": {"id": "wamid.L"}})
    assert isinstance(chosen, CallbackSelection)
    assert (chosen.data, chosen.title, chosen.description) == ("red", "Rojo", "Vivo")


async def test_a_finished_flow_is_read(line: Line) -> None:
    nfm = {"name": "flow", "body": "Sent", "response_json": '{"flow_token":"t","day":"mon"}'}
    wire = {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": nfm}}
    done = await heard(line, wire)
    assert isinstance(done, FlowCompletion)
    assert (done.token, done.response) == ("t", {"day": "mon"})


async def test_a_shopper_without_phone_is_read_by_their_id(line: Line) -> None:
    shopper = await line.sandbox.control("shoppers", {"name": "Zoe", "username": "zoe"})
    message = await heard(line, "hola", shopper=shopper)
    assert message.from_user.wa_id is None
    assert (message.from_user.bsuid, message.from_user.username) == (shopper["bsuid"], "zoe")
    await line.client.send_message(shopper["bsuid"], "¡Hola!")
    statuses = await line.listen()
    assert {status.from_user.bsuid for status in statuses} == {shopper["bsuid"]}


async def test_statuses_are_read_with_price_tracker_and_reader(chat: Line) -> None:
    sent = await chat.client.send_message(PHONE, "hola", tracker="order:1")
    await chat.sandbox.wait_until_idle()
    await chat.sandbox.control(f"shoppers/{chat.sandbox.shopper['id']}/read", {"phone_number_id": PNID})
    statuses = await chat.listen()
    assert all(isinstance(status, MessageStatus) for status in statuses)
    assert [status.status for status in statuses] == ["sent", "delivered", "read"]
    assert {(status.id, status.tracker) for status in statuses} == {(sent.id, "order:1")}
    first = statuses[0].pricing
    assert (first.model, first.type, first.category) == ("PMP", "free_customer_service", "service")
    assert statuses[2].pricing is None


async def test_a_played_voice_note_is_read(chat: Line) -> None:
    sent = await chat.client.send_voice(PHONE, b"OggS" + b"\0" * 64, mime_type="audio/ogg")
    await chat.listen()
    played = await chat.sandbox.control(f"shoppers/{chat.sandbox.shopper['id']}/play", {"wamid": sent.id})
    assert played == {"played": True}
    assert [status.status for status in await chat.listen()] == ["played"]


async def test_a_failure_is_read_with_its_reason(line: Line) -> None:
    await line.client.send_message(PHONE, "hola")
    (failed,) = await line.listen()
    assert (failed.status, failed.error.code) == ("failed", 131047)
    assert failed.from_user.wa_id == "34600000001"


async def test_a_conversation_from_an_advertisement_is_read_as_free(line: Line) -> None:
    await line.sandbox.say({"type": "text", "text": {"body": "hola"}, "referral": {"source_type": "ad"}})
    await line.listen()
    await line.client.send_message(PHONE, "¡Bienvenida!")
    first = (await line.listen())[0]
    assert (first.pricing.type, first.conversation.category) == ("free_entry_point", "referral_conversion")


async def test_a_change_of_number_is_read(chat: Line) -> None:
    path = f"shoppers/{chat.sandbox.shopper['id']}/number"
    changed = await chat.sandbox.control(path, {"phone": "+34 600 000 002"})
    (update,) = await chat.listen()
    assert isinstance(update, PhoneNumberChange)
    assert (update.old_wa_id, update.new_wa_id) == ("34600000001", "34600000002")
    assert update.new_user_id == changed["bsuid"]


async def test_a_change_of_identity_is_read(line: Line) -> None:
    identity = {"acknowledged": True, "created_timestamp": "1697044706", "hash": "h"}
    system = {"type": "customer_identity_changed", "body": "Ana's identity changed"}
    update = await heard(line, {"type": "system", "system": system, "identity": identity})
    assert isinstance(update, IdentityChange)
    assert update.identity.hash == "h"
