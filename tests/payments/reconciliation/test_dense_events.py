"""However dense Stripe's events are, each look gets on; what is malformed holds up none behind it."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from sqlmodel import select

from shop.kit.clock import now
from shop.merchants.models import StripeAccount
from shop.payments.gateway import EventWindow, Gateway
from shop.payments.models import StripeEvent
from shop.payments.reconciliation.missed_events import LIMITS, ReadingLimits, read_windows
from tests.payments.event_rows import event_of
from tests.support.shop import ShopUnderTest

BEGUN = datetime(2027, 3, 1, tzinfo=UTC)


class ListOfEvents:
    """Stripe's list, a hundred at a time, without a network."""

    def __init__(self, moments: list[datetime]) -> None:
        self.events: list[dict[str, Any]] = [
            {"id": f"evt_{n}", "created": int(at.timestamp())} for n, at in enumerate(sorted(moments))
        ]
        self.calls = 0

    async def events_of(
        self, _: str, window: EventWindow, *, most_pages: int, behind: str | None = None
    ) -> tuple[list[dict[str, Any]], int, bool]:
        since, until = int(window.since.timestamp()), window.until.timestamp()
        found = [each for each in self.events if since <= each["created"] < until][::-1]
        if behind is not None:
            found = found[[each["id"] for each in found].index(behind) + 1 :]
        found = found[: most_pages * 100]
        pages = max(1, -(-len(found) // 100))
        self.calls += pages
        return found, pages, len(found) < most_pages * 100


async def one_look(stripe: ListOfEvents, since: datetime, until: datetime) -> tuple[set[str], datetime]:
    read: set[str] = set()
    reached = since
    gateway = cast(Gateway, stripe)
    async for events, read_to in read_windows(gateway, "sk", since=since, until=until):
        read |= {event["id"] for event in events}
        reached = read_to
    return read, reached


@pytest.mark.parametrize("an_hour", [10, 1_200, 1_400, 2_000, 20_000])
async def test_a_backlog_of_hours_is_read_whole(an_hour: int) -> None:
    hours = 7
    moments = [BEGUN + timedelta(hours=hours) * n / (an_hour * hours) for n in range(an_hour * hours)]
    stripe, since, read = ListOfEvents(moments), BEGUN, set[str]()
    until = BEGUN + timedelta(hours=hours)
    for _ in range(12):
        new, reached = await one_look(stripe, since, until)
        assert reached > since or since == until  # every look gets on
        read, since = read | new, reached
    assert since == until
    assert read == {event["id"] for event in stripe.events}


async def test_more_in_one_second_than_a_window_takes_is_read() -> None:
    stripe = ListOfEvents([BEGUN + timedelta(seconds=90)] * 1_100)
    read, reached = await one_look(stripe, BEGUN, BEGUN + timedelta(minutes=10))
    assert len(read) == 1_100
    assert reached == BEGUN + timedelta(minutes=10)


async def test_more_in_one_second_than_a_look_takes_is_read_on_page_by_page() -> None:
    """Whatever a look may ask otherwise: what is passed over is never seen again."""
    second = BEGUN + timedelta(seconds=90)
    stripe = ListOfEvents([second] * 3_950 + [BEGUN + timedelta(minutes=5)])
    limits = ReadingLimits(most_pages=1, most_calls=30)
    read, since, most = set[str](), second, 0
    for _ in range(3):
        windows = read_windows(
            cast(Gateway, stripe), "sk", since=since, until=BEGUN + timedelta(minutes=10), limits=limits
        )
        async for events, read_to in windows:
            read |= {event["id"] for event in events}
            most = max(most, len(events))
            since = read_to
            assert read_to <= second or len(read) >= 3_950  # nothing is behind us that was not read
    assert len(read) == 3_951
    assert most <= 100  # however many there are, so many are held at once


async def test_a_month_without_events_takes_few_calls() -> None:
    stripe = ListOfEvents([])
    _, reached = await one_look(stripe, BEGUN, BEGUN + timedelta(days=29))
    assert reached == BEGUN + timedelta(days=29)
    assert stripe.calls < LIMITS.most_calls / 10


@pytest.mark.parametrize(
    "bad",
    [
        {"id": "evt_bad", "type": "charge.refunded", "data": None},
        {"id": "evt_bad", "type": "charge.refunded", "data": {"object": None}},
        {"id": "evt_bad", "type": "charge.refunded", "data": {"object": {"x": "\ud800"}}},
        {"id": "evt_bad", "type": None, "data": {"object": {}}, "created": [1]},
        {"id": "evt_bad", "created": "yesterday"},
    ],
)
async def test_what_is_malformed_is_passed_over(shop: ShopUnderTest, bad: dict[str, Any]) -> None:
    order = await shop.order([("MUG", 1)])
    session = shop.session_of(order)
    good = {"id": "evt_good", "type": "checkout.session.completed", "data": {"object": session}}
    stripe = ListOfEvents([])
    stripe.events = [{**bad, "created": bad.get("created", 1)}, {**good, "created": 2}]

    async def told(*_: Any, **__: Any) -> tuple[list[dict[str, Any]], int, bool]:
        return stripe.events, 1, True

    stripe.events_of = told  # type: ignore[method-assign]
    await shop.job("payments.reconcile", {Gateway: cast(Gateway, stripe)})
    (stored,) = await shop.all(select(StripeEvent))
    assert (await event_of(shop, stored.id)).event_id == "evt_good"
    read_to = (await shop.one(select(StripeAccount))).events_read_to
    assert read_to is not None
    assert now() - read_to < timedelta(minutes=15)
