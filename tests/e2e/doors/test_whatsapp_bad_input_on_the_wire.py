"""Every line of bad input at Meta's door, over real TCP; asserted on rows."""

import pytest

from shop.kit.vendors.webhook_events import WebhookState
from tests.e2e.doors.whatsapp_requests import nothing_is_stored, one, post, signed
from tests.e2e.doors.wire import chunked, head
from tests.support.vendors.webhook_sender import WebhookSender, open_sender
from tests.support.webhook_payloads import change, entry, envelope, messages, signature, text

LIMIT = 4_000_000


@pytest.mark.parametrize(
    "header",
    [None, "", "sha256=", "sha256=" + "0" * 64, "sha1=" + "0" * 40, "sha256=\xf1"],
    ids=["missing", "empty", "no value", "wrong", "sha1", "not ascii"],
)
async def test_a_wrong_or_missing_signature_is_401_and_stores_nothing(
    sender: WebhookSender, header: str | None
) -> None:
    body = one(sender)
    headers = signed(sender, body)
    headers.pop("X-Hub-Signature-256")
    if header is not None:
        headers["X-Hub-Signature-256"] = header
    assert (await post(sender, head(sender.path, headers), body)).status == 401
    assert await nothing_is_stored(sender)


async def test_another_apps_signature_is_401_and_stores_nothing(sender: WebhookSender) -> None:
    other, body = await open_sender(sender.door), one(sender)
    assert (await post(sender, head(sender.path, signed(other, body)), body)).status == 401
    assert await nothing_is_stored(sender)


@pytest.mark.parametrize(
    "body",
    [b"", b"hola", b'{"entry": [', b'{"entry": ["caf\xe9"]}', b"[]", b"{}", b'{"entry": {}}', b"\xff\xfe{}"],
    ids=["empty", "no JSON", "cut", "latin-1", "a list", "no entry", "entry no list", "UTF-16"],
)
async def test_a_body_that_is_no_webhook_is_400_with_a_reason_and_stores_nothing(
    sender: WebhookSender, body: bytes
) -> None:
    answer = await post(sender, head(sender.path, signed(sender, body)), body)
    assert answer.status == 400
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert "no JSON object with a list `entry`" in answer.detail
    assert await nothing_is_stored(sender)


async def test_a_wrong_shape_below_is_set_aside_and_the_rest_is_served(sender: WebhookSender) -> None:
    good = change(sender.part, messages=[text("wamid.1"), 17, text("wamid.2"), {"id": ["no", "text"]}])
    body = envelope(entry(sender.part, good, {"field": "messages", "value": "a word"}))
    answer = await post(sender, head(sender.path, signed(sender, body)), body)
    assert (answer.status, answer.body) == (200, b"ok")
    states = {event.key: event.state for event in await sender.events()}
    assert states["m:wamid.1"] is states["m:wamid.2"] is WebhookState.WAITING
    assert list(states.values()).count(WebhookState.SET_ASIDE) >= 2
    assert {event.reason for event in await sender.events() if event.state is WebhookState.SET_ASIDE} - {
        None,
        "",
    }


async def test_three_megabytes_with_a_thousand_updates_are_taken(sender: WebhookSender) -> None:
    said = [text(f"wamid.{n:04d}", "ñ" * 480, phone=f"34611{n % 40:06d}") for n in range(1000)]
    body = messages(sender.part, *said)
    assert 2_900_000 < len(body) < 3_200_000
    pieces = [body[start : start + 65_536] for start in range(0, len(body), 65_536)]
    assert (await post(sender, head(sender.path, signed(sender, body)), *pieces)).status == 200
    assert len(await sender.events()) == 1000
    assert len(await sender.conversations()) == 40


async def test_a_length_above_the_limit_is_413_before_the_body_is_sent(sender: WebhookSender) -> None:
    body = one(sender)
    assert (
        await post(sender, head(sender.path, signed(sender, body, **{"Content-Length": LIMIT + 1})))
    ).status == 413
    assert await nothing_is_stored(sender)


async def test_chunks_that_grow_above_the_limit_are_413(sender: WebhookSender) -> None:
    body = one(sender)[:-1] + b" " * LIMIT + b"}"
    headers = signed(sender, body, **{"Transfer-Encoding": "chunked"})
    assert (await post(sender, head(sender.path, headers), chunked(body, 60_000))).status == 413
    assert await nothing_is_stored(sender)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
async def test_other_methods_store_nothing(sender: WebhookSender, method: str) -> None:
    body = one(sender)
    headers = {"X-Hub-Signature-256": signature(body, sender.part.app_secret)}
    answer = await sender.door.http.request(method, sender.path, content=body, headers=headers)
    assert answer.status_code == (204 if method == "OPTIONS" else 405)
    assert await nothing_is_stored(sender)
