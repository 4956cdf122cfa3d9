"""Graph takes parameters from the query, a form or JSON, objects as JSON texts, and its words in any case."""

import json
from typing import Any

import pytest

from shop.whatsapp.incoming.webhook import read_webhook
from tests.sandbox.support.meta import MetaSandbox
from tests.sandbox.support.pywa import PNG
from tests.support.vendors.sandbox import PNID, TOKEN, WABA, Json

CARD = [{"name": {"formatted_name": "Ana", "first_name": "Ana"}}]
OBJECTS: dict[str, Any] = {
    "contacts": CARD,
    "text": {"body": "hola"},
    "location": {"latitude": 40.4, "longitude": -3.7},
    "image": {"link": "https://tienda.example/a.png"},
    "interactive": {
        "type": "cta_url",
        "body": {"text": "Paga"},
        "action": {"name": "cta_url", "parameters": {"display_text": "Pagar", "url": "https://t.example"}},
    },
}


@pytest.mark.parametrize("kind", OBJECTS)
async def test_the_object_of_a_message_may_be_a_json_text(opened: MetaSandbox, kind: str) -> None:
    answer = await opened.send({"type": kind, kind: json.dumps(OBJECTS[kind])})
    assert answer.status_code == 200, answer.text
    assert (await opened.thread())[-1]["content"] == {kind: OBJECTS[kind]}


@pytest.mark.parametrize("kind", OBJECTS)
async def test_a_message_may_come_as_a_form(opened: MetaSandbox, kind: str) -> None:
    form = {
        "messaging_product": "whatsapp",
        "to": "+34600000001",
        "type": kind,
        kind: json.dumps(OBJECTS[kind]),
    }
    answer = await opened.graph("POST", f"{PNID}/messages", data=form)
    assert answer.status_code == 200, answer.text
    assert (await opened.thread())[-1]["content"] == {kind: OBJECTS[kind]}


async def test_a_reply_and_a_typing_sign_may_be_json_texts(opened: MetaSandbox) -> None:
    wamid = await opened.say("¿hola?")
    await opened.text(context=json.dumps({"message_id": wamid}))
    assert (await opened.thread())[-1]["context"] == {"id": wamid}
    body = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    answer = await opened.graph(
        "POST", f"{PNID}/messages", json=body | {"typing_indicator": '{"type":"text"}'}
    )
    assert answer.json() == {"success": True}


async def test_parameters_of_a_message_may_stand_in_the_query(opened: MetaSandbox) -> None:
    query = {"messaging_product": "whatsapp", "to": "+34600000001"}
    answer = await opened.graph("POST", f"{PNID}/messages", params=query, json={"text": {"body": "hola"}})
    assert answer.status_code == 200, answer.text


async def test_a_text_that_only_looks_like_json_stays_a_text_of_the_wrong_shape(opened: MetaSandbox) -> None:
    await opened.refused({"type": "text", "text": '{"body": '}, 100)
    await opened.refused({"type": "text", "text": "hola"}, 100)


@pytest.mark.parametrize("where", ["query", "form"])
async def test_an_upload_names_its_product_in_query_or_form(sandbox: MetaSandbox, where: str) -> None:
    given = {"messaging_product": "whatsapp", "type": "image/png"}
    more: Json = {"params": given} if where == "query" else {"data": given}
    files = {"file": ("a.png", PNG, "image/png")}
    answer = await sandbox.graph("POST", f"{PNID}/media", files=files, **more)
    assert answer.status_code == 200, answer.text
    unnamed = await sandbox.graph("POST", f"{PNID}/media", files=files)
    assert unnamed.status_code == 400


@pytest.mark.parametrize("word", ["png", "PNG", "svg"])
async def test_a_code_is_drawn_whatever_the_case_of_its_format(sandbox: MetaSandbox, word: str) -> None:
    query = {"prefilled_message": "Hola", "generate_qr_image": word}
    answer = await sandbox.graph("POST", f"{PNID}/message_qrdls", params=query)
    assert answer.json()["qr_image_url"].endswith(f".{word.lower()}")


async def test_a_format_that_is_none_makes_no_code(sandbox: MetaSandbox) -> None:
    query = {"prefilled_message": "Hola", "generate_qr_image": "gif"}
    assert (await sandbox.graph("POST", f"{PNID}/message_qrdls", params=query)).status_code == 400
    assert (await sandbox.graph("GET", f"{PNID}/message_qrdls")).json() == {"data": []}


@pytest.mark.parametrize(
    "words",
    [{"messaging_product": "WHATSAPP"}, {"recipient_type": "INDIVIDUAL"}, {"type": "TEXT"}],
    ids=lambda words: next(iter(words)),
)
async def test_words_of_a_message_may_be_in_capitals(opened: MetaSandbox, words: Json) -> None:
    answer = await opened.send({"type": "text", "text": {"body": "hola"}, **words})
    assert answer.status_code == 200, answer.text
    assert (await opened.thread())[-1]["type"] == "text"


async def test_words_of_other_calls_may_be_in_either_case(opened: MetaSandbox) -> None:
    wamid = await opened.say("¿hola?")
    read = {"messaging_product": "whatsapp", "status": "READ", "message_id": wamid}
    assert (await opened.graph("POST", f"{PNID}/messages", json=read)).json() == {"success": True}
    profile = {"messaging_product": "whatsapp", "vertical": "retail"}
    answer = await opened.graph("POST", f"{PNID}/whatsapp_business_profile", json=profile)
    assert answer.json() == {"success": True}
    shown = await opened.graph("GET", f"{PNID}/whatsapp_business_profile", params={"fields": "vertical"})
    assert shown.json()["data"][0]["vertical"] == "RETAIL"
    data = {
        "id": "T1", "title": "Taza", "description": "Barro", "availability": "in stock", "condition": "new",
        "price": "9.99 EUR", "link": "https://t.example/t", "image_link": "https://t.example/t.png", "brand": "F",
    }  # fmt: skip
    batch = {"item_type": "product_item", "requests": [{"method": "create", "data": data}]}
    assert (await opened.graph("POST", "400001/items_batch", json=batch)).json()["handles"]
    template = {
        "name": "aviso", "language": "es", "category": "utility",
        "components": [{"type": "header", "format": "text", "text": "Hola"}, {"type": "body", "text": "Listo"}],
    }  # fmt: skip
    assert (await opened.graph("POST", f"{WABA}/message_templates", json=template)).status_code == 200


async def test_news_of_a_number_names_no_contact_however_it_is_told(sandbox: MetaSandbox) -> None:
    system = {"type": "user_changed_number", "body": "Ana changed", "wa_id": "34600000002"}
    await sandbox.say({"type": "system", "system": system})
    await sandbox.wait_until_idle()
    [value] = sandbox.callback.changes()
    assert "contacts" not in value


async def test_contacts_may_be_missing_everywhere_and_the_shop_still_knows_who_writes(
    sandbox: MetaSandbox,
) -> None:
    await sandbox.control("knobs", {"webhook_contacts": False})
    await sandbox.say("hola")
    await sandbox.text()
    await sandbox.wait_until_idle()
    path = f"shoppers/{sandbox.shopper['id']}/preferences"
    await sandbox.control(path, {"phone_number_id": PNID, "value": "stop"})
    await sandbox.wait_until_idle()
    values = [*sandbox.callback.changes(), *sandbox.callback.changes("user_preferences")]
    assert len(values) >= 4
    assert not any("contacts" in value for value in values)
    first = next(body for _, body in sandbox.callback.posts)
    assert TOKEN.encode() not in first
    assert read_webhook(first)


MESSAGE = {"messaging_product": "whatsapp", "to": "+34600000001", "type": "text"}


@pytest.mark.parametrize("place", ["params", "json", "data"])
async def test_the_access_token_may_stand_in_the_query_or_the_body(opened: MetaSandbox, place: str) -> None:
    text: Any = json.dumps({"body": "hola"})
    given: dict[str, Any] = (
        {"data": MESSAGE | {"text": text}} if place != "json" else {"json": MESSAGE | {"text": text}}
    )
    given[place] = given.get(place, {}) | {"access_token": TOKEN}
    answer = await opened.http.post(f"/v23.0/{PNID}/messages", **given)
    assert answer.status_code == 200, answer.text


async def test_a_header_counts_before_a_token_in_the_body(opened: MetaSandbox) -> None:
    answer = await opened.graph(
        "POST", f"{PNID}/messages", json=MESSAGE | {"text": {"body": "x"}, "access_token": "no"}
    )
    assert answer.status_code == 200, answer.text


async def test_a_wrong_token_in_the_body_is_refused(opened: MetaSandbox) -> None:
    answer = await opened.http.post(f"/v23.0/{PNID}/messages", json=MESSAGE | {"access_token": "no"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)
