"""Numbers and dates of credit notes: one for each refund, whatever crashes, without a gap, and never back in time."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from shop.attention.models import AttentionKind
from shop.invoices.models import CreditNote
from shop.payments.refunds.crediting import credit_refunds
from shop.payments.refunds.models import Refund
from tests.payments.buyers import open_kinds
from tests.payments.refunds.credit_notes.credited import credit, documents, notes_of, paid, told
from tests.payments.refunds.wanting import want
from tests.support.jobs import Crash, MortalDatabase, attempt_job
from tests.support.shop import ShopUnderTest


@pytest.mark.parametrize("lives", [0, 1])
async def test_a_worker_killed_while_crediting_credits_once(shop: ShopUnderTest, lives: int) -> None:
    order = await paid(shop)
    await told(shop, await want(shop, order, amount_minor=500))
    mortal = MortalDatabase(shop.database, lives)
    if lives == 0:
        with pytest.raises(Crash):
            await attempt_job(mortal, shop.merchant.id, "payments.credit_refunds", order_id=order.id)
    await asyncio.gather(*(credit(shop, order) for _ in range(5)))
    assert [note.number for note in await notes_of(shop, order)] == [1]


async def test_numbers_have_no_gap_whatever_is_rolled_back(shop: ShopUnderTest) -> None:
    await shop.stock("PEN", 100, 100)
    orders = [await paid(shop, ("PEN", 1)) for _ in range(9)]
    for order in orders:
        await told(shop, await want(shop, order))

    async def number(position: int) -> None:
        async with shop.database.transaction(shop.merchant.id) as session:
            await credit_refunds(session, order_id=orders[position].id)
            if position % 3 == 0:
                raise RuntimeError("the machine fell over before its commit")

    outcomes = await asyncio.gather(*(number(n) for n in range(9)), return_exceptions=True)
    assert sum(isinstance(outcome, RuntimeError) for outcome in outcomes) == 3
    numbers = [note.number for note in await shop.all(select(CreditNote).order_by(col(CreditNote.number)))]
    assert numbers == list(range(1, 7))


async def test_dates_of_the_series_never_go_back(shop: ShopUnderTest) -> None:
    await shop.stock("PEN", 100, 100)
    first, second = [await paid(shop, ("PEN", 1)) for _ in range(2)]
    for order, day in ((first, 20), (second, 10)):
        refund = await want(shop, order)
        await told(shop, refund)
        async with shop.database.transaction(shop.merchant.id) as session:
            stored = await session.get_one(Refund, (shop.merchant.id, refund.id))
            stored.ended_at = datetime(2029, 12, day, 12, tzinfo=UTC)
        await credit(shop, order)
    dates = [each.issued_on for order in (first, second) for each in await documents(shop, order)]
    assert [(day.year, day.day) for day in dates] == [(2029, 20), (2029, 20)]
    labels = [note.label for order in (first, second) for note in await notes_of(shop, order)]
    assert labels == ["R2029-000001", "R2029-000002"]


async def test_a_credit_note_that_cannot_be_issued_calls_a_person(shop: ShopUnderTest) -> None:
    order = await paid(shop)
    await shop.give_up("payments.credit_refunds", "no seller", order_id=order.id)
    assert AttentionKind.CREDIT_NOTE_FAILED in await open_kinds(shop, order)
