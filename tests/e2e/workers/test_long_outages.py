"""A vendor that is away for ten minutes or three hours: everything goes on by itself, once, and nobody is called.

Time passes in the queue and on the business clock together; calls are made and refused for real.
"""

import time
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from sqlmodel import select

from shop.attention.models import Attention
from shop.inbox.models import Message, MessageStatus
from shop.invoices.models import Invoice
from shop.orders.models import Order, OrderStatus
from shop.sandbox.control_client import Phone, link_of
from tests.support.pace import PATIENCE_SECONDS
from tests.support.running.installation import Shop

_FIRST = (0, 1, 2, 3, 4, 6, 8, 10)
OUTAGES = {
    "ten minutes": _FIRST,
    "three hours": (*_FIRST, 30, 60, 120, 180),
}  # minutes at which it is tried again


@pytest.fixture(params=["ten minutes", pytest.param("three hours", marks=pytest.mark.long)])
def moments(request: pytest.FixtureRequest) -> Sequence[int]:
    """Minutes since the vendor went away, at which the worker tries again."""
    return OUTAGES[request.param]


async def sit_out(shop: Shop, moments: Sequence[int]) -> None:
    for before, later in pairwise(moments):
        await shop.services.pass_time(later - before)


async def hears(shop: Shop, ana: Phone, amount: int) -> list[dict[str, Any]]:
    """So many messages, once the vendor is back: each account is asked again by one call first."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while len(await ana.received()) < amount and time.monotonic() < limit:
        await shop.services.pass_time(1)
    heard = await ana.received()
    assert len(heard) == amount
    return heard


async def meta_is(shop: Shop, *, away: bool) -> None:
    fault = {"http_status": 503, "times": None, "phone_number_id": shop.phone_number_id}
    faults = [{**fault, "edge": "messages"}, {**fault, "edge": "media"}] if away else []
    await shop.services.control_client.post("/faults", {"send": faults})


async def stripe_is(shop: Shop, *, away: bool) -> None:
    fault: dict[str, Any] = {"stripe": {"api": {"http_status": 503}}} if away else {"stripe": {}}
    await shop.services.control_client.post("/faults", fault)


async def nobody_was_called(shop: Shop) -> None:
    """Nothing of this shop is held, refused or waits for a person."""
    assert await shop.all(select(Attention)) == []
    assert await shop.held_jobs() == []
    assert await shop.all(select(Message).where(Message.status == MessageStatus.FAILED)) == []


async def test_while_meta_is_away_link_confirmation_and_invoice_wait(
    shop: Shop, moments: Sequence[int]
) -> None:
    ana = await shop.shopper()
    await meta_is(shop, away=True)
    await ana.send_cart_of([("VELA", 1, "18.00")])
    await sit_out(shop, moments)
    assert await ana.received() == []
    await meta_is(shop, away=False)
    (offer,) = await hears(shop, ana, 1)

    await meta_is(shop, away=True)
    await shop.pay(link_of(offer))
    await sit_out(shop, moments)
    assert len(await ana.received()) == 1
    assert (await shop.one(select(Invoice))).pdf is not None
    await meta_is(shop, away=False)
    _, *told = await hears(shop, ana, 3)
    assert {each["type"] for each in told} == {"interactive", "document"}
    await nobody_was_called(shop)


async def test_while_stripe_is_away_the_shopper_is_told_once_and_the_link_comes(
    shop: Shop, moments: Sequence[int]
) -> None:
    ana = await shop.shopper()
    await stripe_is(shop, away=True)
    await ana.send_cart_of([("VELA", 1, "18.00")])
    await sit_out(shop, moments)
    assert [message.reason for message in await shop.all(select(Message).where(Message.reason != ""))] == [
        "payment.link_delayed"
    ]
    await stripe_is(shop, away=False)
    _, offer = await hears(shop, ana, 2)
    assert (await shop.one(select(Order))).status is OrderStatus.PENDING
    await nobody_was_called(shop)
    await shop.pay(link_of(offer))
    await shop.wait_until_idle()
    assert (await shop.one(select(Order))).status is OrderStatus.PAID
