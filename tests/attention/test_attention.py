"""Whoever is left alone is shown once, with the first one's time, until somebody has seen to it."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from shop.attention.advice import WHAT_TO_DO
from shop.attention.calling import call_attention, open_attention_of, resolve_attention
from shop.attention.listing import AttentionPosition, page_of_attention
from shop.attention.models import Attention, AttentionKind
from shop.events.models import STRIPE, Subject, SubjectKind
from shop.events.reading import timeline
from shop.kit.clock import now
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.states import StateConflict
from shop.merchants.models import Merchant

KIND = AttentionKind.DISPUTE


def an_order() -> Subject:
    return Subject(SubjectKind.ORDER, new_id())


async def call(
    database: Database, merchant: Merchant, subject: Subject, detail: str, minutes: int = 0
) -> None:
    at = now() + timedelta(minutes=minutes)
    async with database.transaction(merchant.id) as session:
        await call_attention(session, KIND, subject, detail, actor=STRIPE, at=at)


async def calls(database: Database, merchant: Merchant) -> list[Attention]:
    async with database.transaction(merchant.id) as session:
        return list((await session.exec(select(Attention).order_by(col(Attention.since)))).all())


async def test_a_second_call_keeps_the_first_ones_time_and_says_the_news(
    database: Database, merchant: Merchant
) -> None:
    order = an_order()
    await call(database, merchant, order, "Opened.")
    (first,) = await calls(database, merchant)
    await call(database, merchant, order, "Lost.", minutes=5)
    (second,) = await calls(database, merchant)
    assert (second.since, second.detail) == (first.since, "Lost.")


async def test_after_it_is_resolved_a_new_call_begins(database: Database, merchant: Merchant) -> None:
    order = an_order()
    await call(database, merchant, order, "Opened.")
    async with database.transaction(merchant.id) as session:
        assert await resolve_attention(session, [KIND], order, actor=STRIPE, at=now()) == 1
        assert await resolve_attention(session, [KIND], order, actor=STRIPE, at=now()) == 0
    await call(database, merchant, order, "Opened again.", minutes=1)
    assert [each.is_open for each in await calls(database, merchant)] == [False, True]
    async with database.transaction(merchant.id) as session:
        told = [event.kind for event in await timeline(session, order)]
        assert await open_attention_of(session, SubjectKind.ORDER, [order.id]) != {}
    assert told == ["attention.called", "attention.resolved", "attention.called"]


async def test_the_longest_waiting_is_listed_first_and_pages_go_on(
    database: Database, merchant: Merchant
) -> None:
    for minutes in (3, 1, 2):
        await call(database, merchant, an_order(), f"{minutes}", minutes=minutes)
    told, position = [], None
    async with database.transaction(merchant.id) as session:
        for _ in range(3):
            page = await page_of_attention(session, after=position, limit=1)
            told.append(page.rows[0].detail)
            position = AttentionPosition(page.rows[0].since, page.rows[0].id)
    assert (told, page.has_more) == (["1", "2", "3"], False)


async def test_what_is_resolved_cannot_be_taken_or_resolved(database: Database, merchant: Merchant) -> None:
    await call(database, merchant, an_order(), "Opened.")
    (row,) = await calls(database, merchant)
    row.take(by="person:marta", at=now())
    row.give_back()
    row.resolve(by="person:marta", at=now())
    with pytest.raises(StateConflict):
        row.take(by="x", at=now())
    with pytest.raises(StateConflict):
        row.give_back()
    with pytest.raises(StateConflict):
        row.resolve(by="x", at=now())


def test_every_kind_says_what_to_do() -> None:
    assert set(WHAT_TO_DO) == set(AttentionKind)
    assert all(sentence.endswith(".") or "`" in sentence for sentence in WHAT_TO_DO.values())
