"""The door for Stripe's events: what it believes, what it keeps, what it answers."""

import asyncio
import json
import time

import httpx
import pytest
from sqlmodel import select

from shop.kit.db.columns import new_id
from shop.merchants.models import StripeAccount
from shop.payments.models import StripeEvent
from tests.support.shop import ShopUnderTest, event_body, open_shop, signed

THING = {"id": "cs_test_1", "payment_status": "paid", "metadata": {"note": "Café 🐟"}}


async def post(
    doors: httpx.AsyncClient, shop: ShopUnderTest, body: bytes, header: str | None
) -> httpx.Response:
    """Post as Stripe does."""
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Stripe/1.0"}
    if header is not None:
        headers["Stripe-Signature"] = header
    return await doors.post(f"/hooks/stripe/{shop.merchant.id}", content=body, headers=headers)


async def stored(shop: ShopUnderTest) -> list[StripeEvent]:
    return await shop.all(select(StripeEvent))


async def have_secrets(shop: ShopUnderTest, *secrets: str) -> None:
    """Replace the endpoint's secrets."""
    sealed = StripeAccount.sealed(shop.merchant.id, "sk_test_x", list(secrets))
    async with shop.database.transaction(shop.merchant.id) as session:
        account = await session.get_one(StripeAccount, shop.merchant.id)
        account.sealed_webhook_secrets = sealed.sealed_webhook_secrets


async def test_a_signed_event_is_stored_byte_for_byte_and_leaves_one_job(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    body = event_body(THING)
    answer = await post(doors, shop, body, signed(body, shop.webhook_secret))
    assert (answer.status_code, answer.text) == (200, "ok")
    (event,) = await stored(shop)
    assert event.body == body
    assert await shop.jobs("payments.settle") == [{"event_id": str(event.id)}]


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "nonsense",
        "t=abc,v1=00",
        "t=,v1=",
        f"t={int(time.time())},v1={'0' * 64}",
        f"t={int(time.time())},v0={'0' * 64}",
        f"t={int(time.time())}",
        f"t={int(time.time())},v1=\xe9\xe9",
    ],
    ids=[
        "missing",
        "empty",
        "nonsense",
        "no time",
        "no values",
        "wrong",
        "only v0",
        "no signature",
        "not ascii",
    ],
)
async def test_what_is_not_signed_is_refused_and_not_stored(
    doors: httpx.AsyncClient, shop: ShopUnderTest, header: str | None
) -> None:
    url = f"/hooks/stripe/{shop.merchant.id}"
    headers = [] if header is None else [(b"Stripe-Signature", header.encode("latin-1"))]
    answer = await doors.post(url, content=event_body(THING), headers=headers)
    assert answer.status_code == 401
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert await stored(shop) == []


async def test_another_secret_does_not_open_the_door(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    body = event_body(THING)
    assert (await post(doors, shop, body, signed(body, "whsec_foreign"))).status_code == 401
    assert await stored(shop) == []


async def test_another_merchants_secret_does_not_open_the_door(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    other = await open_shop(shop.database)
    body = event_body(THING)
    assert (await post(doors, shop, body, signed(body, other.webhook_secret))).status_code == 401


async def test_a_changed_body_is_refused(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    body = event_body(THING)
    header = signed(body, shop.webhook_secret)
    assert (await post(doors, shop, body.replace(b"paid", b"PAID"), header)).status_code == 401


async def test_a_body_that_was_written_anew_is_refused(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    body = event_body(THING)
    header = signed(body, shop.webhook_secret)
    again = json.dumps(json.loads(body)).encode()
    assert (await post(doors, shop, again, header)).status_code == 401


@pytest.mark.parametrize(("age", "status"), [(290, 200), (310, 401), (86_400, 401)])
async def test_a_signature_counts_for_five_minutes(
    doors: httpx.AsyncClient, shop: ShopUnderTest, age: int, status: int
) -> None:
    body = event_body(THING)
    header = signed(body, shop.webhook_secret, at=time.time() - age)
    assert (await post(doors, shop, body, header)).status_code == status


@pytest.mark.parametrize("secret", ["whsec_old", "whsec_new"])
async def test_while_a_secret_is_replaced_both_count(
    doors: httpx.AsyncClient, shop: ShopUnderTest, secret: str
) -> None:
    await have_secrets(shop, "whsec_old", "whsec_new")
    body = event_body(THING)
    assert (await post(doors, shop, body, signed(body, secret))).status_code == 200


async def test_one_good_signature_among_several_is_enough(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    body = event_body(THING)
    stamp, good = signed(body, shop.webhook_secret).split(",")
    header = f"{stamp},v1={'0' * 64},{good},v0={'1' * 64}"
    assert (await post(doors, shop, body, header)).status_code == 200


@pytest.mark.parametrize("secrets", [[""], []])
async def test_an_empty_secret_signs_nothing(
    doors: httpx.AsyncClient, shop: ShopUnderTest, secrets: list[str]
) -> None:
    await have_secrets(shop, *secrets)
    body = event_body(THING)
    assert (await post(doors, shop, body, signed(body, ""))).status_code == 401


async def test_signed_bytes_that_are_not_utf8_are_refused(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    body = event_body(THING)[:-1] + b"\xff}"
    assert (await post(doors, shop, body, signed(body, shop.webhook_secret))).status_code == 401
    assert await stored(shop) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"id": 1, "type": "x", "data": {"object": {}}}',
        b'{"id": "evt_1", "type": "x", "data": {"object": []}}',
        b'{"id": "evt_1", "type": "x", "data": []}',
        b'{"id": "evt\\u0000", "type": "x", "data": {"object": {}}}',
        b'{"id": "evt_1", "type": "v1.thin", "related_object": {}}',
        b"[" * 100_000,
    ],
)
async def test_a_signed_body_that_is_no_event_is_a_bad_request(
    doors: httpx.AsyncClient, shop: ShopUnderTest, body: bytes
) -> None:
    answer = await post(doors, shop, body, signed(body, shop.webhook_secret))
    assert answer.status_code == 400
    assert await stored(shop) == []


async def test_the_same_event_twice_is_stored_once_and_answered_twice(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    body = event_body(THING, event_id="evt_twice")
    for _ in range(2):
        assert (await post(doors, shop, body, signed(body, shop.webhook_secret))).status_code == 200
    assert len(await stored(shop)) == 1
    assert len(await shop.jobs("payments.settle")) == 1


async def test_twenty_copies_at_once_are_one_event(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    body = event_body(THING, event_id="evt_crowd")
    header = signed(body, shop.webhook_secret)
    answers = await asyncio.gather(*(post(doors, shop, body, header) for _ in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(await stored(shop)) == 1
    assert len(await shop.jobs("payments.settle")) == 1


async def test_one_event_id_may_reach_two_merchants(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    other = await open_shop(shop.database)
    body = event_body(THING, event_id="evt_shared")
    for place in (shop, other):
        assert (await post(doors, place, body, signed(body, place.webhook_secret))).status_code == 200
        assert len(await stored(place)) == 1


async def test_an_unknown_merchant_has_no_door(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    body = event_body(THING)
    header = {"Stripe-Signature": signed(body, shop.webhook_secret)}
    answer = await doors.post(f"/hooks/stripe/{new_id()}", content=body, headers=header)
    assert answer.status_code == 404
