"""Stripe's door over real TCP: what it refuses, what it takes, and what only a socket can do to it."""

import asyncio
import contextlib
import gzip
import time

import pytest
from sqlmodel import select

from shop.merchants.models import StripeAccount
from shop.payments.models import StripeEvent
from tests.e2e.doors.wire import WireAnswer, chunked, connected, head
from tests.support.running.processes import Process
from tests.support.shop import ShopUnderTest, event_body, signed

THING = {"id": "cs_test_1", "payment_status": "paid", "metadata": {"note": "Café 🐟"}}
LITESTARS_LIMIT = 10_000_000


class StripeSender:
    """Stripe, at one merchant's door."""

    def __init__(self, web: Process, shop: ShopUnderTest) -> None:
        self.url, self.shop = web.url, shop
        self.path = f"/hooks/stripe/{shop.merchant.id}"

    async def post(self, body: bytes, header: str | None, **more: object) -> WireAnswer:
        """Post a body with that Stripe-Signature over a connection of its own."""
        async with connected(self.url) as wire:
            await wire.write(self.opening(body, header, **more), body)
            return await wire.answer()

    def opening(self, body: bytes, header: str | None, **more: object) -> bytes:
        """Request line and headers of Stripe's call."""
        named = {} if header is None else {"Stripe-Signature": header}
        length = {} if "Transfer-Encoding" in more else {"Content-Length": len(body)}
        return head(self.path, {"Content-Type": "application/json", **named, **length, **more})

    def sign(self, body: bytes, **when: float) -> str:
        return signed(body, self.shop.webhook_secret, **when)

    async def events(self) -> list[StripeEvent]:
        return await self.shop.all(select(StripeEvent))

    async def nothing_is_stored(self) -> bool:
        """No event, no job."""
        return not await self.events() and not await self.shop.jobs("payments.settle")

    async def one_is_stored(self, body: bytes) -> bool:
        """One event, byte for byte, and one job."""
        (event,) = await self.events()
        return event.body == body and await self.shop.jobs("payments.settle") == [{"event_id": str(event.id)}]


@pytest.fixture
def stripe(web: Process, shop: ShopUnderTest) -> StripeSender:
    return StripeSender(web, shop)


async def test_a_signed_event_is_stored_byte_for_byte(stripe: StripeSender) -> None:
    body = event_body(THING)
    answer = await stripe.post(body, stripe.sign(body))
    assert (answer.status, answer.body) == (200, b"ok")
    assert await stripe.one_is_stored(body)


@pytest.mark.parametrize(
    "header",
    [None, "", "nonsense", "t=1", f"t={int(time.time())},v1={'0' * 64}", "t=\xe9,v1=\xe9"],
    ids=["missing", "empty", "nonsense", "no value", "wrong", "not ascii"],
)
async def test_a_wrong_or_missing_signature_is_401_and_stores_nothing(
    stripe: StripeSender, header: str | None
) -> None:
    answer = await stripe.post(event_body(THING), header)
    assert answer.status == 401
    assert "Stripe-Signature" in answer.detail
    assert await stripe.nothing_is_stored()


async def test_one_good_value_among_several_opens_the_door(stripe: StripeSender) -> None:
    """Stripe signs with each secret while one is being replaced."""
    body = event_body(THING)
    stamp, good = stripe.sign(body).split(",")
    assert (
        await stripe.post(body, f"{stamp},v1={'0' * 64},{good},v1={'f' * 64},v0={'1' * 64}")
    ).status == 200
    assert await stripe.one_is_stored(body)


async def test_several_values_of_which_none_is_good_do_not(stripe: StripeSender) -> None:
    body = event_body(THING)
    values = ",".join(f"v1={digit * 64}" for digit in "0123456789abcdef")
    assert (await stripe.post(body, f"t={int(time.time())},{values}")).status == 401
    assert await stripe.nothing_is_stored()


@pytest.mark.parametrize("secret", ["whsec_old", "whsec_new"])
async def test_both_secrets_count_while_one_is_replaced(stripe: StripeSender, secret: str) -> None:
    merchant = stripe.shop.merchant.id
    async with stripe.shop.database.transaction(merchant) as session:
        account = await session.get_one(StripeAccount, merchant)
        both = StripeAccount.sealed(merchant, "sk_test_x", ["whsec_old", "whsec_new"])
        account.sealed_webhook_secrets = both.sealed_webhook_secrets
    body = event_body(THING)
    assert (await stripe.post(body, signed(body, secret))).status == 200


@pytest.mark.parametrize(("age", "status"), [(290, 200), (310, 401), (86_400, 401)])
async def test_a_signature_counts_for_five_minutes(stripe: StripeSender, age: float, status: int) -> None:
    body = event_body(THING)
    assert (await stripe.post(body, stripe.sign(body, at=time.time() - age))).status == status
    assert len(await stripe.events()) == (1 if status == 200 else 0)


async def test_a_body_changed_on_the_way_is_401_and_stores_nothing(stripe: StripeSender) -> None:
    body = event_body(THING)
    assert (await stripe.post(body.replace(b'"paid"', b'"sold"'), stripe.sign(body))).status == 401
    assert await stripe.nothing_is_stored()


@pytest.mark.parametrize(
    "body",
    [b"", b"no JSON", b"[]", b"{}", b'{"id": "evt_1", "type": "x"}', b'{"id": "evt_1\xe9"}'],
    ids=["empty", "no JSON", "a list", "no event", "no data", "latin-1"],
)
async def test_a_signed_body_that_is_no_event_stores_nothing(stripe: StripeSender, body: bytes) -> None:
    answer = await stripe.post(body, stripe.sign(body))
    assert answer.status == (401 if b"\xe9" in body else 400)  # Stripe's own library compares texts
    assert await stripe.nothing_is_stored()


async def test_more_than_any_event_is_413_and_stores_nothing(stripe: StripeSender) -> None:
    async with connected(stripe.url) as wire:
        await wire.write(
            head(stripe.path, {"Stripe-Signature": "t=1", "Content-Length": LITESTARS_LIMIT + 1})
        )
        assert (await wire.answer()).status == 413
    assert await stripe.nothing_is_stored()


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
async def test_other_methods_are_405_and_store_nothing(stripe: StripeSender, method: str) -> None:
    async with connected(stripe.url) as wire:
        await wire.write(head(stripe.path, {"Stripe-Signature": "t=1"}, method))
        assert (await wire.answer(bodiless=method == "HEAD")).status == 405
    assert await stripe.nothing_is_stored()


# --- what only a socket can do --------------------------------------------------------------------------------


async def test_an_event_in_chunks_is_taken(stripe: StripeSender) -> None:
    body = event_body(THING)
    async with connected(stripe.url) as wire:
        opening = stripe.opening(body, stripe.sign(body), **{"Transfer-Encoding": "chunked"})
        await wire.write(opening, chunked(body, 33))
        assert (await wire.answer()).status == 200
    assert await stripe.one_is_stored(body)


async def test_who_hangs_up_in_the_middle_of_an_event_leaves_nothing(stripe: StripeSender) -> None:
    body = event_body(THING)
    async with connected(stripe.url) as wire:
        await wire.write(stripe.opening(body, stripe.sign(body)), body[: len(body) // 2])
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.1)
    assert await stripe.nothing_is_stored()
    assert (await stripe.post(body, stripe.sign(body))).status == 200


async def test_a_compressed_event_is_not_unpacked(stripe: StripeSender) -> None:
    body = event_body(THING)
    packed = gzip.compress(body)
    for header in (stripe.sign(body), stripe.sign(packed)):
        assert (await stripe.post(packed, header, **{"Content-Encoding": "gzip"})).status == 401
    assert await stripe.nothing_is_stored()


async def test_two_deliveries_at_the_same_instant_over_two_connections_are_one(stripe: StripeSender) -> None:
    body = event_body(THING)
    async with connected(stripe.url) as left, connected(stripe.url) as right:
        for wire in (left, right):
            await wire.write(stripe.opening(body, stripe.sign(body)), body[:-1])
        await asyncio.sleep(0.05)
        await asyncio.gather(*(wire.write(body[-1:]) for wire in (left, right)))
        assert [(await wire.answer()).status for wire in (left, right)] == [200, 200]
    assert await stripe.one_is_stored(body)


async def test_who_never_finishes_an_event_keeps_nobody_else_out(stripe: StripeSender) -> None:
    """More of them than the pool has connections: who has not shown a whole body is given none."""
    body = event_body(THING)
    async with contextlib.AsyncExitStack() as slow:
        for _ in range(60):
            wire = await slow.enter_async_context(connected(stripe.url))
            await wire.write(stripe.opening(body, stripe.sign(body)), body[:-1])
        await asyncio.sleep(0.2)
        assert (await asyncio.wait_for(stripe.post(body, stripe.sign(body)), 5)).status == 200
    assert await stripe.one_is_stored(body)
