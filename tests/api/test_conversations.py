"""Who waits can be listed, read, answered and given back by API; and what needs a person is seen to."""

from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from shop.customers.models import Customer
from shop.inbox.conversations.models import Conversation
from shop.inbox.handover import hand_over
from shop.inbox.models import Direction, Message, MessageStatus
from shop.kit.clock import now
from shop.kit.db.columns import new_id
from shop.kit.secrets import encrypt
from shop.merchants.models import WhatsAppApp, WhatsAppNumber
from tests.api.conftest import Api


async def conversation(
    api: Api, *, name: str = "Ana", waiting: bool = False, minutes: int = 0
) -> Conversation:
    """Somebody who wrote; handed over where they wait."""
    async with api.database.transaction(api.merchant.id) as session:
        number = (await session.exec(select(WhatsAppNumber))).first()
        if number is None:
            app = WhatsAppApp.sealed(new_id().hex, ["secret"], "verify")
            session.add(app)
            number = WhatsAppNumber(
                merchant_id=api.merchant.id,
                app_id=app.id,
                phone_number_id=str(new_id().int)[:15],
                display_phone_number="34910000000",
                waba_id="1",
                sealed_access_token=encrypt("token"),
            )
            session.add(number)
            await session.flush()
        phone = f"346{str(new_id().int)[-8:]}"
        customer = Customer(merchant_id=api.merchant.id, phone=phone, name=name, created_at=now())
        session.add(customer)
        await session.flush()
        chat = Conversation(
            merchant_id=api.merchant.id,
            number_id=number.id,
            customer_id=customer.id,
            phone=phone,
            last_inbound_at=now(),
            created_at=now(),
        )
        chat.open_case(at=now())
        session.add(chat)
        await session.flush()
        session.add(
            Message(
                merchant_id=api.merchant.id,
                conversation_id=chat.id,
                direction=Direction.IN,
                status=MessageStatus.RECEIVED,
                kind="text",
                text=f"Hola, soy {name}",
                said_at=now(),
                created_at=now(),
            )
        )
        if waiting:
            await hand_over(session, chat, "The shopper wants a person.", at=now())
        return chat


async def test_who_waits_longest_is_listed_first(api: Api) -> None:
    await conversation(api, name="Luz")
    first = await conversation(api, name="Ana", waiting=True)
    second = await conversation(api, name="Bea", waiting=True)
    page = await api.ok("GET", "/conversations?status=waiting&limit=1")
    assert [each["id"] for each in page["data"]] == [str(first.id)]
    (shown,) = page["data"]
    assert (shown["held_by"], shown["held_reason"]) == ("nobody", "The shopper wants a person.")
    assert shown["waiting_since"] is not None
    assert (shown["customer"]["name"], shown["last_message"]["text"]) == ("Ana", "Hola, soy Ana")
    rest = await api.ok("GET", f"/conversations?status=waiting&limit=1&cursor={page['next_cursor']}")
    assert ([each["id"] for each in rest["data"]], rest["next_cursor"]) == ([str(second.id)], None)


async def test_all_are_listed_latest_word_first(api: Api) -> None:
    ids = [str((await conversation(api)).id) for _ in range(3)]
    told: list[str] = []
    cursor = ""
    while True:
        page = await api.ok("GET", f"/conversations?limit=2{cursor}")
        told += [each["id"] for each in page["data"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert told == ids[::-1]


async def test_an_answer_is_queued_and_the_conversation_a_persons(api: Api) -> None:
    chat = await conversation(api, waiting=True)
    said = await api.ok("POST", f"/conversations/{chat.id}/messages", {"text": "Hola, soy Marta."})
    assert (said["author"], said["status"], said["text"]) == ("person", "queued", "Hola, soy Marta.")
    shown = await api.ok("GET", f"/conversations/{chat.id}")
    assert (shown["held_by"], shown["waiting_since"]) == ("person", None)
    messages = (await api.ok("GET", f"/conversations/{chat.id}/messages"))["data"]
    assert [message["author"] for message in messages] == ["person", "shopper"]


async def test_taken_given_back_and_closed(api: Api) -> None:
    chat = await conversation(api, waiting=True)
    taken = await api.ok("PUT", f"/conversations/{chat.id}/takeover")
    assert (taken["held_by"], taken["waiting_since"] is not None) == ("person", True)
    back = await api.ok("PUT", f"/conversations/{chat.id}/handback")
    assert back["held_by"] == "bot"
    assert (await api.call("PUT", f"/conversations/{chat.id}/handback")).status_code == 409
    closed = await api.ok("PUT", f"/conversations/{chat.id}/closure")
    assert (closed["case"], closed["waiting_since"]) == (None, None)
    assert (await api.call("PUT", f"/conversations/{chat.id}/closure")).status_code == 409


@pytest.mark.parametrize(
    "body", [{}, {"text": ""}, {"text": "  "}, {"text": "a" * 4097}, {"text": "a\x00b"}, {"words": "hola"}]
)
async def test_an_answer_that_cannot_be_sent_is_refused_in_a_sentence(api: Api, body: dict[str, Any]) -> None:
    chat = await conversation(api)
    refused = await api.call("POST", f"/conversations/{chat.id}/messages", body)
    assert (refused.status_code, bool(refused.json()["detail"])) == (422, True)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/conversations/{id}"),
        ("GET", "/conversations/{id}/messages"),
        ("POST", "/conversations/{id}/messages"),
        ("PUT", "/conversations/{id}/takeover"),
        ("PUT", "/conversations/{id}/handback"),
        ("PUT", "/conversations/{id}/closure"),
    ],
)
async def test_nobody_elses_conversation_is_there(api: Api, method: str, path: str) -> None:
    body = {"text": "hola"} if method == "POST" else None
    answer = await api.call(method, path.format(id=new_id()), body)
    assert (answer.status_code, answer.json()["detail"]) == (404, "There is no such conversation.")


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/conversations", "conversations:read"),
        ("PUT", f"/conversations/{UUID(int=7)}/closure", "conversations:write"),
        ("GET", "/attention", "attention:read"),
        ("PUT", f"/attention/{UUID(int=7)}/resolution", "attention:write"),
    ],
)
async def test_each_needs_its_scope(api: Api, method: str, path: str, scope: str) -> None:
    poor = await api.with_scopes("orders:read")
    refused = await poor.call(method, path)
    assert (refused.status_code, scope in refused.json()["detail"]) == (403, True)


async def test_what_needs_a_person_is_listed_taken_and_resolved(api: Api) -> None:
    chat = await conversation(api, waiting=True)
    (call,) = (await api.ok("GET", "/attention?kind=conversation_waits"))["data"]
    assert (call["subject_id"], call["detail"]) == (str(chat.id), "The shopper wants a person.")
    assert call["what_to_do"].startswith("Answer the shopper")
    taken = await api.ok("PUT", f"/attention/{call['id']}/taking")
    assert taken["taken_by"].startswith("api_key:")
    await api.ok("PUT", f"/attention/{call['id']}/resolution")
    assert (await api.ok("GET", "/attention"))["data"] == []
    assert len((await api.ok("GET", "/attention?resolved=true"))["data"]) == 1
    again = await api.call("PUT", f"/attention/{call['id']}/resolution")
    assert (again.status_code, again.json()["detail"]) == (409, "This was resolved already.")
