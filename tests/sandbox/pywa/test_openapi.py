"""Requests that pass the pretend Meta and the answers it gives, judged by Meta's own OpenAPI file (v23.0).

It covers messages, media, templates, commerce settings, profile, QR codes, blocking; no catalog.
Where it and newer pages of Meta's disagree the pages win, and a test says so.
"""

import json
from typing import Any

import pytest
from pywa.types import templates as t

from tests.sandbox.support.published_interface import NUMBER, Interface, published
from tests.sandbox.support.pywa import PHONE, PNG, Line, item
from tests.sandbox.support.pywa_sendings import INTERACTIVE, PLAIN
from tests.support.vendors.sandbox import PNID, WABA


@pytest.fixture(name="meta", scope="session")
def meta_fixture() -> Interface:
    return published()


def judged(meta: Interface, line: Line) -> tuple[list[str], list[str]]:
    """What is wrong with every Graph exchange since the last time: requests, answers."""
    wrong: tuple[list[str], list[str]] = ([], [])
    count = 0
    for exchange in list(line.sandbox.world.exchanges.ring):
        if exchange.direction == "in" and (path := path_of(line, exchange.url)) in meta.document["paths"]:
            count += 1
            for found, more in zip(wrong, meta.of_exchange(exchange, path), strict=True):
                found += more
    assert count
    line.sandbox.world.exchanges.ring.clear()
    return wrong


def path_of(line: Line, url: str) -> str:
    """The file's name of an address."""
    _, version, node, *edge = url.partition("?")[0].rstrip("/").split("/")
    world = line.sandbox.world
    if node in world.numbers:
        name = NUMBER
    elif node in world.businesses:
        name = "/{Version}/{WABA-ID}"
    elif node in world.templates:
        name = "/{Version}/{TEMPLATE_ID}"
    else:
        name = "/{Version}/{Media-ID}"
    assert version == "v26.0"
    edge = ["message_qrdls", "{QR-Code-ID}"] if len(edge) == 2 else edge
    return "/".join([name, *edge])


@pytest.mark.parametrize("what", sorted(PLAIN.keys() - {"location"}))
async def test_plain_messages_agree(meta: Interface, chat: Line, what: str) -> None:
    chat.sandbox.world.exchanges.ring.clear()
    await PLAIN[what][0](chat)
    assert judged(meta, chat) == ([], [])


UNKNOWN_TO_IT = {"link", "location request", "contact request", "carousel"}


@pytest.mark.parametrize("what", sorted(INTERACTIVE.keys() - UNKNOWN_TO_IT))
async def test_interactive_messages_agree(meta: Interface, chat: Line, what: str) -> None:
    await item(chat.sandbox, "T1", "T2")
    chat.sandbox.world.exchanges.ring.clear()
    await INTERACTIVE[what][0](chat)
    assert judged(meta, chat) == ([], [])


@pytest.mark.parametrize("what", sorted(UNKNOWN_TO_IT))
async def test_the_file_lacks_newer_interactive_types_but_not_their_answers(
    meta: Interface, chat: Line, what: str
) -> None:
    """cta_url, carousel, location_request_message and request_contact_info are on Meta's pages only."""
    chat.sandbox.world.exchanges.ring.clear()
    await INTERACTIVE[what][0](chat)
    asked, answered = judged(meta, chat)
    assert len(asked) == 1
    assert answered == []


async def test_reactions_contacts_replies_and_read_marks_agree(meta: Interface, chat: Line) -> None:
    chat.sandbox.world.exchanges.ring.clear()
    sent = await chat.client.send_message(PHONE, "hola")
    await chat.client.send_message(PHONE, "sigo", reply_to_message_id=sent.id)
    await chat.client.send_reaction(PHONE, "👍", sent.id)
    contact = {"name": {"formatted_name": "Ana", "first_name": "Ana"}, "phones": [{"phone": "+34600000001"}]}
    whole = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": PHONE}
    cards = {**whole, "type": "contacts", "contacts": [contact]}
    await chat.sandbox.graph("POST", f"{PNID}/messages", json=cards)
    assert judged(meta, chat) == ([], [])
    mark = {"messaging_product": "whatsapp", "status": "read", "message_id": await chat.sandbox.say()}
    answer = await chat.sandbox.graph("POST", f"{PNID}/messages", json=mark)
    assert meta.problems("/components/schemas/MarkMessageRequestPayload", mark) == []
    assert meta.problems("/components/schemas/MarkMessageResponsePayload", answer.json()) == []


async def test_a_place_agrees_when_its_coordinates_are_texts(meta: Interface, chat: Line) -> None:
    """The file writes them as strings, the pages and other clients as numbers: both are taken."""
    chat.sandbox.world.exchanges.ring.clear()
    place = {"latitude": "40.4", "longitude": "-3.7", "name": "Tienda", "address": "Calle Mayor 1"}
    whole = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": PHONE}
    await chat.sandbox.graph(
        "POST", f"{PNID}/messages", json={**whole, "type": "location", "location": place}
    )
    assert judged(meta, chat) == ([], [])
    await PLAIN["location"][0](chat)
    asked, answered = judged(meta, chat)
    assert (len(asked), answered) == (1, [])


async def test_media_agree(meta: Interface, line: Line) -> None:
    kept = await line.client.upload_media(PNG, mime_type="image/png", filename="f.png")
    await line.client.get_media_url(kept.id)
    await line.client.delete_media(kept.id)
    assert judged(meta, line) == ([], [])


async def test_templates_agree(meta: Interface, line: Line) -> None:
    body: Any = t.BodyText("Hola {{1}}, su pedido va.", "Ana")
    parts: list[Any] = [t.HeaderText("Hoy"), body, t.FooterText(text="El Faro")]
    made = await line.client.create_template(
        t.Template(
            name="sent",
            language=t.TemplateLanguage.SPANISH,
            category=t.TemplateCategory.UTILITY,
            components=parts,
        )
    )
    await line.sandbox.wait_until_idle()
    await line.client.get_templates()
    await line.client.get_template(made.id)
    whole = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": PHONE, "type": "template"}
    values = [{"type": "body", "parameters": [{"type": "text", "text": "Ana"}]}]
    language = {"code": "es", "policy": "deterministic"}
    asked = {**whole, "template": {"name": "sent", "language": language, "components": values}}
    sent = await line.sandbox.graph("POST", f"{PNID}/messages", json=asked)
    assert sent.status_code == 200, sent.text
    await line.client.update_template(made.id, new_components=parts)
    assert judged(meta, line) == ([], [])
    await line.client.delete_template("sent")
    assert judged(meta, line) == ([], [])


async def test_settings_profile_codes_and_blocks_agree(meta: Interface, chat: Line) -> None:
    chat.sandbox.world.exchanges.ring.clear()
    await chat.client.update_commerce_settings(is_catalog_visible=True)
    await chat.client.get_commerce_settings()
    await chat.client.update_business_profile(about="Barro", websites=["https://tienda.example/"])
    await chat.client.get_business_profile()
    code = (await chat.client.create_qr_code("Hola", "SVG")).code
    await chat.client.update_qr_code(code, "Buenas")
    await chat.client.get_qr_codes()
    await chat.client.delete_qr_code(code)
    await chat.client.block_users([PHONE])
    await chat.client.api.get_blocked_users(phone_id=PNID)
    await chat.client.unblock_users([PHONE])
    assert judged(meta, chat) == ([], [])


async def test_subscriptions_and_ice_breakers_agree(meta: Interface, chat: Line) -> None:
    chat.sandbox.world.exchanges.ring.clear()
    await chat.sandbox.graph("GET", f"{WABA}/subscribed_apps")
    await chat.sandbox.graph("POST", f"{WABA}/subscribed_apps")
    await chat.client.update_conversational_automation(["¿Abren hoy?"])
    assert judged(meta, chat) == ([], [])


async def test_refusals_agree(meta: Interface, chat: Line) -> None:
    chat.sandbox.world.exchanges.ring.clear()
    whole = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": PHONE, "type": "text"}
    for text in ("x" * 4097, ""):
        await chat.sandbox.graph("POST", f"{PNID}/messages", json={**whole, "text": {"body": text}})
    await chat.sandbox.graph("GET", f"{WABA}/message_templates", token="wrong")
    await chat.sandbox.graph("POST", f"{PNID}/message_qrdls", json={"prefilled_message": "x" * 141})
    assert judged(meta, chat)[1] == []


async def test_statuses_agree_but_for_what_came_later(meta: Interface, chat: Line) -> None:
    """The file has no `played`, no recipient without phone, and no contacts; all came with later pages."""
    await chat.client.send_message(PHONE, "hola")
    await chat.sandbox.wait_until_idle()
    for value in chat.sandbox.callback.changes():
        assert meta.problems("/components/schemas/StatusMessageValue", value) == []
    value = json.loads(json.dumps(chat.sandbox.callback.changes()[0]))
    value["statuses"][0]["status"] = "played"
    del value["statuses"][0]["recipient_id"]
    assert len(meta.problems("/components/schemas/StatusMessageValue", value)) == 2


async def test_the_file_asks_for_what_newer_pages_do_not(meta: Interface, chat: Line) -> None:
    """`recipient_type`, `to` (a business-scoped id stands in `recipient`) and `language.policy` are optional."""
    path = f"{NUMBER}/messages"
    plain: dict[str, Any] = {"messaging_product": "whatsapp", "type": "text", "text": {"body": "hola"}}
    for body in ({**plain, "to": PHONE}, {**plain, "recipient": chat.sandbox.shopper["bsuid"]}):
        assert (await chat.sandbox.graph("POST", f"{PNID}/messages", json=body)).status_code == 200
        assert meta.of_request("post", path, body)
    language = {"code": "es"}
    assert meta.problems("/components/schemas/LanguageObject", language)


async def test_a_number_is_connected_in_practice_and_linked_in_a_list_of_the_file(
    meta: Interface, line: Line
) -> None:
    """The file's node and pywa's examples know `status: CONNECTED`, the file's list does not."""
    fields = {"fields": "id,display_phone_number,status"}
    shown = (await line.sandbox.graph("GET", PNID, params=fields)).json()
    assert shown["status"] == "CONNECTED"
    assert meta.of_answer("get", NUMBER, shown) == []
    listed = (await line.sandbox.graph("GET", f"{WABA}/phone_numbers", params=fields)).json()
    (problem,) = meta.of_answer("get", "/{Version}/{WABA-ID}/phone_numbers", listed)
    assert "'CONNECTED' is not one of" in problem
    listed["data"][0]["status"] = "LINKED"
    assert meta.of_answer("get", "/{Version}/{WABA-ID}/phone_numbers", listed) == []


async def test_the_file_allows_five_contacts_and_the_pages_257(meta: Interface, chat: Line) -> None:
    cards = [{"name": {"formatted_name": "Ana", "first_name": "Ana"}}] * 6
    whole = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": PHONE, "type": "contacts"}
    body = {**whole, "contacts": cards}
    assert (await chat.sandbox.graph("POST", f"{PNID}/messages", json=body)).status_code == 200
    assert meta.of_request("post", f"{NUMBER}/messages", body)


async def test_one_code_is_a_list_in_the_pages_and_an_object_in_the_file(meta: Interface, line: Line) -> None:
    code = (await line.client.create_qr_code("Hola")).code
    shown = (await line.sandbox.graph("GET", f"{PNID}/message_qrdls/{code}")).json()
    assert meta.of_answer("get", f"{NUMBER}/message_qrdls/{{QR-Code-ID}}", shown)
    assert meta.of_answer("get", f"{NUMBER}/message_qrdls/{{QR-Code-ID}}", shown["data"][0]) == []
