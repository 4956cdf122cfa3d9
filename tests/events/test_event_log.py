"""The one log: appended with what happened, free of people's words, followed without losing anything."""

import asyncio
from uuid import UUID

import pytest

from shop.events.models import BOT, SHOPPER, Actor, ActorKind, Subject, SubjectKind
from shop.events.reading import EventPosition, LoggedEvent, events_after, timeline
from shop.events.recording import PersonalData, record
from shop.kit.clock import now
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.merchants.models import Merchant

BEGINNING = EventPosition()
AN_ID = UUID("0197f000-0000-7000-8000-000000000001")
ORDER = Subject(SubjectKind.ORDER, new_id())


async def log(database: Database, merchant: Merchant, kind: str, subject: Subject = ORDER) -> None:
    async with database.transaction(merchant.id) as session:
        await record(session, kind, subject, actor=BOT, at=now())


async def followed(
    database: Database, merchant: Merchant, position: EventPosition = BEGINNING, *, limit: int = 500
) -> list[LoggedEvent]:
    async with database.transaction(merchant.id) as session:
        return await events_after(session, position, limit=limit)


async def test_what_happened_to_a_thing_is_told_in_order(database: Database, merchant: Merchant) -> None:
    await log(database, merchant, "order.placed")
    await log(database, merchant, "order.paid")
    await log(database, merchant, "order.paid", Subject(SubjectKind.ORDER, new_id()))
    async with database.transaction(merchant.id) as session:
        found = await timeline(session, ORDER)
    assert [(event.kind, event.actor) for event in found] == [("order.placed", "bot"), ("order.paid", "bot")]


async def test_what_is_rolled_back_did_not_happen(database: Database, merchant: Merchant) -> None:
    with pytest.raises(ZeroDivisionError):
        await _paid_and_failed(database, merchant)
    assert await followed(database, merchant) == []


async def _paid_and_failed(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        await record(session, "order.paid", ORDER, actor=BOT, at=now())
        raise ZeroDivisionError


async def test_a_follower_skips_nothing_that_commits_late(database: Database, merchant: Merchant) -> None:
    """The early transaction commits last: its event has the smaller id and must not be passed over."""
    seen: list[str] = []
    position = EventPosition()
    async with database.transaction(merchant.id) as early:
        await record(early, "order.placed", ORDER, actor=BOT, at=now())
        await log(database, merchant, "order.paid")
        for event in await followed(database, merchant, position):
            seen, position = [*seen, event.kind], event.position
        assert seen == []
    await wait_until_followed(database, merchant, 2)
    for event in await followed(database, merchant, position):
        seen, position = [*seen, event.kind], event.position
    assert sorted(seen) == ["order.paid", "order.placed"]
    assert await followed(database, merchant, position) == []


async def wait_until_followed(database: Database, merchant: Merchant, count: int) -> None:
    """Transactions of other tests, begun earlier, hold the log back until they end."""
    while len(await followed(database, merchant)) < count:
        await asyncio.sleep(0.02)


async def test_a_follower_reads_in_portions(database: Database, merchant: Merchant) -> None:
    for _ in range(5):
        await log(database, merchant, "order.paid")
    await wait_until_followed(database, merchant, 5)
    position, ids = EventPosition(), []
    while found := await followed(database, merchant, position, limit=2):
        ids += [event.id for event in found]
        position = found[-1].position
    assert len(ids) == len(set(ids)) == 5


@pytest.mark.parametrize(
    "value", ["Ana López", "+34611222333", "34611222333", "¿lleva gluten?", "a" * 101, ["red", "Ana López"]]
)
async def test_words_names_and_phones_are_refused(
    database: Database, merchant: Merchant, value: str | list[str]
) -> None:
    async with database.transaction(merchant.id) as session:
        with pytest.raises(PersonalData, match="codes, not words"):
            await record(session, "order.paid", ORDER, actor=SHOPPER, at=now(), field=value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1210, True, None, "card", "wamid.HBgL", AN_ID, ["a", "b"], "EUR"], ids=str)
async def test_codes_and_amounts_are_kept(database: Database, merchant: Merchant, value: object) -> None:
    async with database.transaction(merchant.id) as session:
        await record(session, "order.paid", ORDER, actor=BOT, at=now(), field=value)  # type: ignore[arg-type]
        (event,) = await timeline(session, ORDER)
    assert event.data == {"field": str(value) if value == AN_ID else value}


async def test_a_kind_is_a_noun_and_a_verb(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        with pytest.raises(ValueError, match=r"noun\.verb"):
            await record(session, "paid", ORDER, actor=BOT, at=now())


def test_an_actor_is_written_with_who_it_was() -> None:
    assert [str(SHOPPER), str(Actor(ActorKind.API_KEY, "7"))] == ["shopper", "api_key:7"]
