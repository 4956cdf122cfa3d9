"""What only a socket can do to Meta's door: pieces, silence, lies about the length, two at once."""

import asyncio
import contextlib
import gzip
import re

import pytest

from tests.e2e.doors.whatsapp_requests import is_served, nothing_is_stored, one, post, signed
from tests.e2e.doors.wire import WireConnection, chunked, connected, head
from tests.support.pace import PATIENCE_SECONDS
from tests.support.vendors.webhook_sender import WebhookSender
from tests.support.webhook_payloads import signature


@pytest.mark.parametrize("size", [1, 7, 100_000])
async def test_a_body_in_chunks_is_taken(sender: WebhookSender, size: int) -> None:
    body = one(sender)
    headers = signed(sender, body, **{"Transfer-Encoding": "chunked"})
    assert (await post(sender, head(sender.path, headers), chunked(body, size))).status == 200
    assert [event.key for event in await sender.events()] == ["m:wamid.1"]


async def test_a_body_that_trickles_in_is_taken(sender: WebhookSender) -> None:
    body = one(sender)
    async with connected(str(sender.door.http.base_url)) as wire:
        await wire.write(head(sender.path, signed(sender, body)))
        for start in range(0, len(body), 40):
            await wire.write(body[start : start + 40])
            await asyncio.sleep(0.005)
        assert (await wire.answer()).status == 200
    assert len(await sender.events()) == 1


async def test_who_asks_before_sending_is_told_to_go_on(sender: WebhookSender) -> None:
    """curl does so with a large body."""
    body = one(sender)
    async with connected(str(sender.door.http.base_url)) as wire:
        await wire.write(
            head(sender.path, signed(sender, body, Expect="100-continue", **{"Content-Length": len(body)}))
        )
        await wire.is_told_to_go_on()
        await wire.write(body)
        assert (await wire.answer()).status == 200
    assert len(await sender.events()) == 1


@pytest.mark.parametrize("ending", [{}, {"Transfer-Encoding": "chunked"}], ids=["length", "chunked"])
async def test_who_hangs_up_in_the_middle_of_a_body_leaves_nothing(
    sender: WebhookSender, ending: dict[str, str]
) -> None:
    body = one(sender)
    whole = chunked(body, 50) if ending else body
    async with connected(str(sender.door.http.base_url)) as wire:
        await wire.write(head(sender.path, signed(sender, body, **ending)), whole[: len(whole) // 2])
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.1)
    assert await nothing_is_stored(sender)
    assert await is_served(sender)


async def test_who_hangs_up_in_the_middle_is_counted_as_gone_and_not_as_our_mistake(
    sender: WebhookSender,
) -> None:
    """A rate of 5xx is the operator's alarm."""
    body, before = one(sender), await counted(sender)
    async with connected(str(sender.door.http.base_url)) as wire:
        await wire.write(head(sender.path, signed(sender, body)), body[:20])
        await asyncio.sleep(0.05)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (after := await counted(sender)).get("499", 0) == before.get("499", 0):
            await asyncio.sleep(0.02)
    assert after["499"] == before.get("499", 0) + 1
    assert [status for status in after if status.startswith("5")] == []


async def counted(sender: WebhookSender) -> dict[str, float]:
    """Requests of Meta's door by the status they are counted under."""
    shown = await sender.door.http.get("/metrics", headers={"Authorization": "Bearer scrape"})
    lines = re.findall(r"^shop_requests_total{(.*)} (\S+)$", shown.text, re.MULTILINE)
    here = [
        (re.findall('status="([0-9]+)"', labels)[0], n) for labels, n in lines if "/hooks/whatsapp" in labels
    ]
    return {status: float(n) for status, n in here}


async def test_who_hangs_up_before_the_answer_was_heard_all_the_same(sender: WebhookSender) -> None:
    """Meta will send it again; that changes nothing."""
    body = one(sender)
    async with connected(str(sender.door.http.base_url)) as wire:
        await wire.write(head(sender.path, signed(sender, body)), body)
        await asyncio.sleep(0.3)
    assert (await sender.hears(body)).status_code == 200
    assert [event.key for event in await sender.events()] == ["m:wamid.1"]
    assert await sender.jobs() == ["bot.handle_conversation"]


async def test_a_length_that_is_too_short_is_refused_and_its_rest_is_no_second_message(
    sender: WebhookSender,
) -> None:
    body = one(sender)
    hidden = one(sender, "wamid.hidden")
    smuggled = head(sender.path, signed(sender, hidden)) + hidden
    headers = signed(sender, body + smuggled, **{"Content-Length": len(body) - 10})
    answer = await post(sender, head(sender.path, headers), body + smuggled)
    # How TCP cuts the bytes decides what is seen first: a signature of too much, or that the rest is no request.
    if answer.status == 401:
        assert "X-Hub-Signature-256" in answer.detail
    else:
        assert (answer.status, answer.body) == (400, b"Invalid HTTP request received.")
    assert await nothing_is_stored(sender)


async def test_a_length_that_is_too_long_stores_nothing(sender: WebhookSender) -> None:
    body = one(sender)
    async with connected(str(sender.door.http.base_url)) as wire:
        await wire.write(head(sender.path, signed(sender, body, **{"Content-Length": len(body) + 10})), body)
        wire.say_no_more()
        await asyncio.sleep(0.1)
    assert await nothing_is_stored(sender)
    assert await is_served(sender)


@pytest.mark.parametrize(
    "lines",
    [
        ["Content-Length: {n}", "Transfer-Encoding: chunked"],
        ["Content-Length: {n}", "Content-Length: 5"],
        ["Content-Length: -5"],
        ["Content-Length: many"],
        ["Transfer-Encoding: chunked, identity"],
    ],
    ids=["length and chunked", "two lengths", "negative", "no number", "unknown encoding"],
)
async def test_a_length_that_contradicts_itself_is_refused_and_stores_nothing(
    sender: WebhookSender, lines: list[str]
) -> None:
    body = one(sender)
    opening = head(sender.path, {"X-Hub-Signature-256": signature(body, sender.part.app_secret)})
    more = "".join(f"{line.format(n=len(body))}\r\n" for line in lines).encode()
    assert (await post(sender, opening[:-2] + more + b"\r\n", body)).status == 400
    assert await nothing_is_stored(sender)
    assert await is_served(sender)


async def test_a_compressed_body_is_not_unpacked(sender: WebhookSender) -> None:
    """Meta sends none. Signed as it is, it is no JSON; signed as what is in it, it is not signed."""
    body = one(sender)
    packed = gzip.compress(body)
    as_packed = await post(
        sender,
        head(
            sender.path, signed(sender, packed, **{"Content-Encoding": "gzip", "Content-Length": len(packed)})
        ),
        packed,
    )
    as_plain = await post(
        sender,
        head(
            sender.path, signed(sender, body, **{"Content-Encoding": "gzip", "Content-Length": len(packed)})
        ),
        packed,
    )
    assert (as_packed.status, as_plain.status) == (400, 401)
    assert await nothing_is_stored(sender)


async def test_a_refusal_does_not_spoil_the_connection(sender: WebhookSender) -> None:
    good = one(sender)
    async with connected(str(sender.door.http.base_url)) as wire:
        for body, status in ((b"no JSON", 400), (good, 200)):
            await wire.write(head(sender.path, signed(sender, body)), body)
            assert (await wire.answer()).status == status
    assert len(await sender.events()) == 1


async def test_two_deliveries_at_the_same_instant_over_two_connections_are_one(sender: WebhookSender) -> None:
    body = one(sender)
    url = str(sender.door.http.base_url)
    async with connected(url) as left, connected(url) as right:
        both: tuple[WireConnection, WireConnection] = (left, right)
        for wire in both:
            await wire.write(head(sender.path, signed(sender, body)), body[:-1])
        await asyncio.sleep(0.05)
        await asyncio.gather(*(wire.write(body[-1:]) for wire in both))
        assert [(await wire.answer()).status for wire in both] == [200, 200]
    assert [event.key for event in await sender.events()] == ["m:wamid.1"]
    assert len(await sender.conversations()) == 1
    assert await sender.jobs() == ["bot.handle_conversation"]


async def test_who_never_finishes_a_body_keeps_nobody_else_out(sender: WebhookSender) -> None:
    """More of them than the pool has connections: who has not shown a whole body is given none."""
    body = one(sender, "wamid.slow")
    url = str(sender.door.http.base_url)
    async with contextlib.AsyncExitStack() as slow:
        for _ in range(60):
            wire = await slow.enter_async_context(connected(url))
            await wire.write(head(sender.path, signed(sender, body)), body[:-1])
        await asyncio.sleep(0.2)
        assert await asyncio.wait_for(is_served(sender), 5)
