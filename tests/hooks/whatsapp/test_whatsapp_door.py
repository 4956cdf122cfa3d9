"""Who may come in through Meta's door, and with what."""

import json

import pytest
from sqlmodel import col, select

from shop.kit.db.database import Database
from shop.kit.stored_events import EventState
from shop.merchants.models import WhatsAppApp
from tests.hooks.whatsapp.meta import Door, Seller, open_seller
from tests.hooks.whatsapp.payloads import change, entry, envelope, messages, signature, text

TOO_LARGE = 4_000_001


async def handshake(seller: Seller, **query: str) -> tuple[int, str]:
    """Meta's GET; the status and the body of the answer."""
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", **query}
    answer = await seller.door.http.get(seller.path, params=asked)
    return answer.status_code, answer.text


async def add_secret(database: Database, app_id: str, secret: str) -> None:
    """The app's secret is being replaced: for a while both count."""
    async with database.transaction() as session:
        app = (await session.exec(select(WhatsAppApp).where(col(WhatsAppApp.id) == app_id))).one()
        app.sealed_secrets = WhatsAppApp.sealed(app_id, [*app.secrets, secret], "").sealed_secrets


async def test_the_handshake_returns_the_challenge(seller: Seller) -> None:
    answer = await handshake(seller, **{"hub.verify_token": seller.part.verify_token})
    assert answer == (200, "1158201444")


@pytest.mark.parametrize("token", ["", "verify", "vérify ✓"])
async def test_the_handshake_refuses_another_token(seller: Seller, token: str) -> None:
    status, body = await handshake(seller, **{"hub.verify_token": token})
    assert status == 403
    assert "1158201444" not in body


async def test_the_handshake_refuses_another_mode(seller: Seller) -> None:
    query = {"hub.verify_token": seller.part.verify_token, "hub.mode": "unsubscribe"}
    assert (await handshake(seller, **query))[0] == 403


async def test_the_handshake_needs_no_signature_and_stores_nothing(seller: Seller) -> None:
    await handshake(seller, **{"hub.verify_token": seller.part.verify_token})
    assert await seller.events() == []


@pytest.mark.parametrize("app_id", ["nobody", "%00", "%F0%9F%9B%92", "a" * 5000])
async def test_an_app_nobody_set_up_is_not_found(door: Door, app_id: str) -> None:
    answer = await door.post(b"{}", path=f"/hooks/whatsapp/{app_id}", secret="x")
    assert answer.status_code == 404


async def test_a_signed_message_is_stored(seller: Seller) -> None:
    answer = await seller.hears(messages(seller.part, text("wamid.1")))
    assert answer.status_code == 200
    assert [event.key for event in await seller.events()] == ["m:wamid.1"]


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
async def test_a_missing_or_wrong_signature_is_refused(seller: Seller, header: str | None) -> None:
    body = messages(seller.part, text("wamid.1"))
    answer = await seller.door.post(body, path=seller.path, header=header)
    assert answer.status_code == 401
    assert await seller.events() == []


async def test_the_secret_of_another_app_is_refused(seller: Seller) -> None:
    other = await open_seller(seller.door)
    body = messages(seller.part, text("wamid.1"))
    answer = await seller.door.post(body, path=seller.path, secret=other.part.app_secret)
    assert answer.status_code == 401
    assert await seller.events() == []


async def test_a_body_that_was_parsed_and_dumped_again_is_refused(seller: Seller) -> None:
    body = messages(seller.part, text("wamid.1", "mañana ☕ a/b"))
    dumped = json.dumps(json.loads(body), ensure_ascii=False).encode()
    header = signature(body, seller.part.app_secret)
    answer = await seller.door.post(dumped, path=seller.path, header=header)
    assert answer.status_code == 401
    assert await seller.events() == []


async def test_two_secrets_count_while_one_is_replaced(seller: Seller) -> None:
    await add_secret(seller.door.database, seller.part.app_id, "the next one")
    new = await seller.door.post(
        messages(seller.part, text("wamid.new")), path=seller.path, secret="the next one"
    )
    old = await seller.hears(messages(seller.part, text("wamid.old")))
    assert (new.status_code, old.status_code) == (200, 200)
    assert len(await seller.events()) == 2


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
async def test_a_body_that_is_no_webhook_is_refused_with_a_reason(seller: Seller, body: bytes) -> None:
    answer = await seller.hears(body)
    assert answer.status_code == 400
    assert len(answer.json()["detail"]) > 20
    assert await seller.events() == []
    assert await seller.strays() == []


async def test_a_webhook_without_news_is_taken(seller: Seller) -> None:
    assert (await seller.hears(envelope())).status_code == 200


async def test_three_megabytes_are_taken(seller: Seller) -> None:
    body = messages(seller.part, *(text(f"wamid.{n}", "ñ" * 4096) for n in range(120)))
    assert 2_900_000 < len(body) < 3_100_000
    assert (await seller.hears(body)).status_code == 200
    assert len(await seller.events()) == 120


async def test_more_than_meta_ever_sends_is_refused(seller: Seller) -> None:
    assert (await seller.hears(b" " * TOO_LARGE)).status_code == 413


async def test_a_thousand_updates_come_in_one_body(seller: Seller) -> None:
    body = messages(seller.part, *(text(f"wamid.{n:04d}", phone=f"34611{n % 50:06d}") for n in range(1000)))
    assert (await seller.hears(body)).status_code == 200
    events = await seller.events()
    assert len(events) == 1000
    assert {event.state for event in events} == {EventState.WAITING}
    assert len(await seller.conversations()) == 50
    assert await seller.jobs() == ["bot.handle_conversation"] * 50


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_other_methods_are_not_allowed(seller: Seller, method: str) -> None:
    body = messages(seller.part, text("wamid.1"))
    headers = {"x-hub-signature-256": signature(body, seller.part.app_secret)}
    answer = await seller.door.http.request(method, seller.path, content=body, headers=headers)
    assert answer.status_code == 405
    assert await seller.events() == []


async def test_a_head_request_stores_nothing(seller: Seller) -> None:
    answer = await seller.door.http.head(seller.path)
    assert answer.status_code == 405
    assert await seller.events() == []


async def test_the_short_address_serves_the_only_app(lonely_door: Door) -> None:
    alone = await open_seller(lonely_door)
    body = messages(alone.part, text("wamid.1"))
    answer = await lonely_door.post(body, path="/hooks/whatsapp", secret=alone.part.app_secret)
    assert answer.status_code == 200
    assert len(await alone.events()) == 1


async def test_the_short_address_is_closed_where_there_are_two_apps(lonely_door: Door) -> None:
    first, second = await open_seller(lonely_door), await open_seller(lonely_door)
    for seller in (first, second):
        body = messages(seller.part, text("wamid.1"))
        answer = await lonely_door.post(body, path="/hooks/whatsapp", secret=seller.part.app_secret)
        assert answer.status_code == 404
        assert "{app_id}" in answer.json()["detail"]
        assert await seller.events() == []


async def test_the_short_address_is_closed_where_there_is_no_app(lonely_door: Door) -> None:
    assert (await lonely_door.post(b"{}", path="/hooks/whatsapp", secret="x")).status_code == 404


async def test_unknown_types_and_fields_are_stored(seller: Seller) -> None:
    said = text("wamid.new", type="hologram", hologram={"depth": 3}, sparkle=True)
    hologram = change(seller.part, messages=[said], aura="blue")
    moon = change(seller.part, field="moon_phase", phase="full")
    answer = await seller.hears(envelope(entry(seller.part, hologram, moon, orbit=1)))
    assert answer.status_code == 200
    assert {(event.kind, event.state) for event in await seller.events()} == {
        ("message", EventState.WAITING),
        ("change", EventState.IGNORED),
    }
