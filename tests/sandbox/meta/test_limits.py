"""Shapes and limits of sends: what is refused at once, with which code and words."""

import copy
import random
from typing import Any

import pytest

from tests.sandbox.support.meta import MetaSandbox, buttons
from tests.support.vendors.sandbox import PNID

Json = dict[str, Any]


def shown(kind: str, action: Json, **more: Any) -> Json:
    """An interactive object with a body."""
    return {"type": kind, "body": {"text": "Elige"}, "action": action, **more}


def rows(count: int) -> list[Json]:
    """List rows."""
    return [{"id": f"r{i}", "title": f"Fila {i}"} for i in range(count)]


FLOW = {"name": "flow", "parameters": {"flow_message_version": "3", "flow_id": "77", "flow_cta": "Abrir"}}
CTA = {"name": "cta_url", "parameters": {"display_text": "Pagar", "url": "https://pay.example/x"}}


@pytest.mark.parametrize(
    "interactive",
    [
        shown("button", {"buttons": buttons("Sí", "No", "Ya veré")}, footer={"text": "pie"}),
        shown(
            "list", {"button": "Ver", "sections": [{"rows": rows(10)}]}, header={"type": "text", "text": "T"}
        ),
        shown("cta_url", CTA),
        shown("location_request_message", {"name": "send_location"}),
        shown("request_contact_info", {"name": "request_contact_info"}),
    ],
    ids=lambda value: value["type"],
)
async def test_a_well_formed_interactive_message_is_accepted(opened: MetaSandbox, interactive: Json) -> None:
    assert (await opened.interactive(interactive)).status_code == 200


async def test_a_flow_that_is_published_is_accepted(opened: MetaSandbox) -> None:
    await opened.control("knobs", {"flows": ["77"]})
    assert (await opened.interactive(shown("flow", FLOW))).status_code == 200


@pytest.mark.parametrize(
    ("interactive", "code", "details"),
    [
        (
            shown("button", {"buttons": buttons("x" * 21)}),
            131009,
            "Button title length invalid. Min length: 1, Max",
        ),
        (shown("button", {"buttons": buttons("a", "b", "c", "d")}), 131009, "Invalid buttons count"),
        (shown("button", {"buttons": buttons("a", "a")}), 131009, "Duplicated title of buttons"),
        (shown("button", {"buttons": [buttons("a")[0]] * 2}), 131009, "Duplicate button id"),
        (shown("button", {"buttons": buttons("a")}, footer={"text": "x" * 61}), 131009, "Footer text length"),
        (
            shown("list", {"button": "Ver", "sections": [{"rows": rows(6)}, {"rows": rows(1)}]}),
            131008,
            "Section title",
        ),
        (shown("list", {"button": "x" * 21, "sections": [{"rows": rows(1)}]}), 131009, "Button text length"),
        (
            shown("cta_url", {"name": "cta_url", "parameters": {"display_text": "P", "url": "pay"}}),
            131009,
            "valid URL",
        ),
        (shown("product", {}), 131008, "catalog_id is required"),
        (shown("address_message", {}), 131009, "not available"),
        (shown("order_details", {}), 131009, "not available"),
        (shown("order_status", {}), 131009, "not available"),
        (shown("flow", FLOW), 131009, "Flow 77 does not exist"),
        ({"type": "button", "action": {"buttons": buttons("a")}}, 131008, "Body text is required"),
    ],
)
async def test_a_wrong_interactive_message_is_refused(
    opened: MetaSandbox, interactive: Json, code: int, details: str
) -> None:
    answer = await opened.interactive(interactive)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, code)
    assert details in error["error_data"]["details"]
    assert error["error_data"]["messaging_product"] == "whatsapp"


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (
            {"type": "text", "text": {"body": "x" * 4097}},
            100,
            "Param text['body'] must be at most 4096 characters",
        ),
        ({"type": "text", "text": {"body": 7}}, 100, "Param text['body'] must be a string"),
        ({"type": "text"}, 131008, "Required parameter is missing"),
        ({"type": "poll", "poll": {}}, 100, "Param type must be one of"),
        (
            {"type": "image", "image": {"id": "1"}},
            100,
            "not a valid whatsapp business account media attachment ID",
        ),
        ({"type": "image", "image": {}}, 100, "image['id'] or image['link']"),
        ({"type": "document", "document": {"link": "ftp://x/y"}}, 100, "not a valid URI"),
        ({"type": "location", "location": {"latitude": 91, "longitude": 1}}, 100, "between -90 and 90"),
        ({"type": "reaction", "reaction": {"message_id": "w"}}, 100, "reaction['emoji'] is required"),
        ({"messaging_product": "sms"}, 100, "messaging_product must be one of"),
        ({"to": None, "type": "text", "text": {"body": "x"}}, 100, "The parameter to is required"),
        ({"to": "+34910000001", "type": "text", "text": {"body": "x"}}, 131021, "Recipient cannot be sender"),
    ],
)
async def test_a_wrong_plain_message_is_refused(
    opened: MetaSandbox, body: Json, code: int, words: str
) -> None:
    error = await opened.refused(body, code)
    assert words in error["message"]


async def test_a_body_that_is_no_json_lacks_its_product(opened: MetaSandbox) -> None:
    answer = await opened.graph(
        "POST", f"{PNID}/messages", content=b"{nope", headers={"content-type": "application/json"}
    )
    assert answer.json()["error"]["message"] == "(#100) The parameter messaging_product is required."


async def test_more_than_the_burst_to_one_user_is_131056_and_passes_later(opened: MetaSandbox) -> None:
    for _ in range(45):
        await opened.text()
    await opened.refused({"type": "text", "text": {"body": "x"}}, 131056)
    await opened.control("clock", {"advance_seconds": 7})
    assert await opened.text()


async def test_more_than_the_throughput_is_130429(opened: MetaSandbox) -> None:
    await opened.control("knobs", {"throughput_per_second": 2, "pair_limit": False})
    answers = [await opened.send({"type": "text", "text": {"body": "x"}}) for _ in range(6)]
    assert answers[-1].json()["error"]["code"] == 130429


async def test_a_carousel_of_links_needs_cards_in_sequence(opened: MetaSandbox) -> None:
    def card(index: int) -> Json:
        image = {"type": "image", "image": {"link": "https://img.example/a.jpg"}}
        return {"card_index": index, "type": "cta_url", "header": image, "body": {"text": "A"}, "action": CTA}

    assert (await opened.interactive(shown("carousel", {"cards": [card(0), card(1)]}))).is_success
    wrong = await opened.interactive(shown("carousel", {"cards": [card(0), card(2)]}))
    assert wrong.json()["error"]["code"] == 131009


async def test_junk_in_any_place_of_a_body_is_refused_and_never_breaks_the_server(
    opened: MetaSandbox,
) -> None:
    await opened.control("knobs", {"pair_limit": False, "throughput_per_second": 100_000})
    dice = random.Random(20261122)
    bodies = [
        shown("list", {"button": "Ver", "sections": [{"title": "A", "rows": rows(2)}]}),
        shown(
            "button",
            {"buttons": buttons("a", "b")},
            header={"type": "image", "image": {"link": "https://x/y"}},
        ),
        shown(
            "product_list", {"catalog_id": "1", "sections": [{"product_items": []}]}, header={"type": "text"}
        ),
    ]
    for _ in range(200):
        answer = await opened.interactive(spoiled(dice, dice.choice(bodies)))
        said = answer.json()
        if answer.status_code == 200:  # some fields may hold anything: the message is taken
            assert len(said["messages"]) == 1
        else:
            assert (answer.status_code, said["error"]["type"]) == (400, "OAuthException"), said


JUNK: list[Any] = [None, True, -1, 3.5, "", "x" * 5000, [], {}, [None], [{}], {"a": 1}]


def spoiled(dice: random.Random, body: Json) -> Json:
    """A copy with something else in one place."""
    copied: Json = copy.deepcopy(body)
    holder: Any = copied
    while True:
        key = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or dice.random() < 0.3:
            holder[key] = dice.choice(JUNK)
            return copied
        holder = inner
