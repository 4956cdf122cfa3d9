"""Who may come in through Meta's door, and with what."""

import json

import pytest
from sqlmodel import col, select

from shop.kit.db.database import Database
from shop.kit.vendors.webhook_events import WebhookState
from shop.merchants.models import WhatsAppApp
from tests.support.vendors.webhook_sender import WebhookDoor, WebhookSender, open_sender
from tests.support.webhook_payloads import change, entry, envelope, messages, signature, text

TOO_LARGE = 4_000_001


async def handshake(sender: WebhookSender, **query: str) -> tuple[int, str]:
    """Meta's GET; the status and the body of the answer."""
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", **query}
    answer = await sender.door.http.get(sender.path, params=asked)
    return answer.status_code, answer.text


async def add_secret(database: Database, app_id: str, secret: str) -> None:
    """The app's secret is being replaced: for a while both count."""
    async with database.transaction() as session:
        app = (await session.exec(select(WhatsAppApp).where(col(WhatsAppApp.id) == app_id))).one()
        app.sealed_secrets = WhatsAppApp.sealed(app_id, [*app.secrets, secret], "").sealed_secrets


async def test_the_handshake_returns_the_challenge(sender: WebhookSender) -> None:
    answer = await handshake(sender, **{"hub.verify_token": sender.part.verify_token})
    assert answer == (200, "1158201444")


@pytest.mark.parametrize("token", ["", "verify", "vérify ✓"])
async def test_the_handshake_refuses_another_token(sender: WebhookSender, token: str) -> None:
    status, body = await handshake(sender, **{"hub.verify_token": token})
    assert status == 403
    assert "1158201444" not in body


async def test_the_handshake_refuses_another_mode(sender: WebhookSender) -> None:
    query = {"hub.verify_token": sender.part.verify_token, "hub.mode": "unsubscribe"}
    assert (await handshake(sender, **query))[0] == 403


async def test_the_handshake_needs_no_signature_and_stores_nothing(sender: WebhookSender) -> None:
    await handshake(sender, **{"hub.verify_token": sender.part.verify_token})
    assert await sender.events() == []


@pytest.mark.parametrize("app_id", ["nobody", "%00", "%F0%9F%9B%92", "a" * 5000])
async def test_an_app_nobody_set_up_is_not_found(door: WebhookDoor, app_id: str) -> None:
    answer = await door.post(b"{}", path=f"/hooks/whatsapp/{app_id}", secret="x")
    assert answer.status_code == 404


async def test_a_signed_message_is_stored(sender: WebhookSender) -> None:
    answer = await sender.hears(messages(sender.part, text("wamid.1")))
    assert answer.status_code == 200
    assert [event.key for event in await sender.events()] == ["m:wamid.1"]


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256=",
        "sha256=" + "0" * 64,
        "sha1=2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
        "sha256=ñ" * 3,
    ],
)
async def test_a_missing_or_wrong_signature_is_refused(sender: WebhookSender, header: str | None) -> None:
    body = messages(sender.part, text("wamid.1"))
    answer = await sender.door.post(body, path=sender.path, header=header)
    assert answer.status_code == 401
    assert await sender.events() == []


async def test_the_secret_of_another_app_is_refused(sender: WebhookSender) -> None:
    other = await open_sender(sender.door)
    body = messages(sender.part, text("wamid.1"))
    answer = await sender.door.post(body, path=sender.path, secret=other.part.app_secret)
    assert answer.status_code == 401
    assert await sender.events() == []


async def test_a_body_that_was_parsed_and_dumped_again_is_refused(sender: WebhookSender) -> None:
    body = messages(sender.part, text("wamid.1", "mañana ☕ a/b"))
    dumped = json.dumps(json.loads(body), ensure_ascii=False).encode()
    header = signature(body, sender.part.app_secret)
    answer = await sender.door.post(dumped, path=sender.path, header=header)
    assert answer.status_code == 401
    assert await sender.events() == []


async def test_two_secrets_count_while_one_is_replaced(sender: WebhookSender) -> None:
    await add_secret(sender.door.database, sender.part.app_id, "the next one")
    new = await sender.door.post(
        messages(sender.part, text("wamid.new")), path=sender.path, secret="the next one"
    )
    old = await sender.hears(messages(sender.part, text("wamid.old")))
    assert (new.status_code, old.status_code) == (200, 200)
    assert len(await sender.events()) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"[]",
        b"null",
        b"{}",
        b'{"entry": null}',
        b'{"entry": {"id": "1"}}',
        b'{"entry": [',
        b'{"entry": ["caf\xe9"]}',
        b'{"entry": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=["empty", "no JSON", "list", "null", "no entry", "null entry", "object", "cut", "latin-1", "deep"],
)
async def test_a_body_that_is_no_webhook_is_refused_with_a_reason(sender: WebhookSender, body: bytes) -> None:
    answer = await sender.hears(body)
    assert answer.status_code == 400
    assert len(answer.json()["detail"]) > 20
    assert await sender.events() == []
    assert await sender.strays() == []


async def test_a_webhook_without_news_is_taken(sender: WebhookSender) -> None:
    assert (await sender.hears(envelope())).status_code == 200


async def test_three_megabytes_are_taken(sender: WebhookSender) -> None:
    body = messages(sender.part, *(text(f"wamid.{n}", "ñ" * 4096) for n in range(120)))
    assert 2_900_000 < len(body) < 3_100_000
    assert (await sender.hears(body)).status_code == 200
    assert len(await sender.events()) == 120


async def test_more_than_meta_ever_sends_is_refused(sender: WebhookSender) -> None:
    assert (await sender.hears(b" " * TOO_LARGE)).status_code == 413


async def test_a_thousand_updates_come_in_one_body(sender: WebhookSender) -> None:
    body = messages(sender.part, *(text(f"wamid.{n:04d}", phone=f"34611{n % 50:06d}") for n in range(1000)))
    assert (await sender.hears(body)).status_code == 200
    events = await sender.events()
    assert len(events) == 1000
    assert {event.state for event in events} == {WebhookState.WAITING}
    assert len(await sender.conversations()) == 50
    assert await sender.jobs() == ["bot.handle_conversation"] * 50


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_other_methods_are_not_allowed(sender: WebhookSender, method: str) -> None:
    body = messages(sender.part, text("wamid.1"))
    headers = {"x-hub-signature-256": signature(body, sender.part.app_secret)}
    answer = await sender.door.http.request(method, sender.path, content=body, headers=headers)
    assert answer.status_code == 405
    assert await sender.events() == []


async def test_a_head_request_stores_nothing(sender: WebhookSender) -> None:
    answer = await sender.door.http.head(sender.path)
    assert answer.status_code == 405
    assert await sender.events() == []


async def test_the_short_address_serves_the_only_app(lonely_door: WebhookDoor) -> None:
    alone = await open_sender(lonely_door)
    body = messages(alone.part, text("wamid.1"))
    answer = await lonely_door.post(body, path="/hooks/whatsapp", secret=alone.part.app_secret)
    assert answer.status_code == 200
    assert len(await alone.events()) == 1


async def test_the_short_address_is_closed_where_there_are_two_apps(lonely_door: WebhookDoor) -> None:
    first, second = await open_sender(lonely_door), await open_sender(lonely_door)
    for sender in (first, second):
        body = messages(sender.part, text("wamid.1"))
        answer = await lonely_door.post(body, path="/hooks/whatsapp", secret=sender.part.app_secret)
        assert answer.status_code == 404
        assert "{app_id}" in answer.json()["detail"]
        assert await sender.events() == []


async def test_the_short_address_is_closed_where_there_is_no_app(lonely_door: WebhookDoor) -> None:
    assert (await lonely_door.post(b"{}", path="/hooks/whatsapp", secret="x")).status_code == 404


async def test_unknown_types_and_fields_are_stored(sender: WebhookSender) -> None:
    said = text("wamid.new", type="hologram", hologram={"depth": 3}, sparkle=True)
    hologram = change(sender.part, messages=[said], aura="blue")
    moon = change(sender.part, field="moon_phase", phase="full")
    answer = await sender.hears(envelope(entry(sender.part, hologram, moon, orbit=1)))
    assert answer.status_code == 200
    assert {(event.kind, event.state) for event in await sender.events()} == {
        ("message", WebhookState.WAITING),
        ("change", WebhookState.IGNORED),
    }
