"""What webhooks brought: emptied once it was read, gone when nobody repeats it, and never touched while it waits."""

from collections.abc import AsyncGenerator
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from shop.inbox.models import Direction, InboundEvent, Message, StrayEvent
from shop.kit.clock import now
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.vendors.webhook_events import WebhookState
from shop.orders.models import Order
from shop.payments.models import Payment, StripeEvent
from tests.support.fake_number import FakeNumber
from tests.support.inbox import InboxUnderTest, open_inbox
from tests.support.jobs import attempt_job, queued_jobs
from tests.support.shop import ShopUnderTest, event_body, move_by

SECRET_WORDS = "mi número es 34611222333"


@pytest.fixture
async def inbox(old: Database) -> AsyncGenerator[InboxUnderTest]:
    meta = FakeNumber()
    yield await open_inbox(old, meta)
    await meta.close()


async def forget(under_test: InboxUnderTest | ShopUnderTest, table: str = "inbound_event") -> None:
    """The job for this merchant and table."""
    await attempt_job(under_test.database, under_test.merchant.id, "privacy.forget_expired", table=table)


async def rows(under_test: InboxUnderTest | ShopUnderTest, statement: Any) -> list[Any]:
    async with under_test.database.transaction(under_test.merchant.id) as session:
        return list((await session.exec(statement)).all())


async def heard(inbox: InboxUnderTest) -> str:
    """Words that were read; their wamid."""
    wamid = await inbox.hears(SECRET_WORDS)
    await inbox.reads()
    return wamid


async def test_a_body_is_kept_for_a_week_after_it_was_read_and_emptied_then(inbox: InboxUnderTest) -> None:
    await heard(inbox)
    move_by(days=6, hours=23)
    await forget(inbox)
    (event,) = await rows(inbox, select(InboundEvent))
    assert SECRET_WORDS.encode()[-11:] in event.body
    move_by(hours=1)
    await forget(inbox)
    (event,) = await rows(inbox, select(InboundEvent))
    assert (event.body, event.state) == (b"", WebhookState.DONE)
    (message,) = await rows(inbox, select(Message).where(Message.direction == Direction.IN))
    assert message.text == SECRET_WORDS


async def test_a_webhook_that_comes_again_after_its_body_was_emptied_is_still_known(
    inbox: InboxUnderTest,
) -> None:
    wamid = await heard(inbox)
    move_by(days=7)
    await forget(inbox)
    await inbox.forget("bot.answer_conversation")
    await inbox.hears(SECRET_WORDS, wamid=wamid)
    assert await inbox.queue.take("bot.handle_conversation") == []
    (event,) = await rows(inbox, select(InboundEvent))
    assert event.body == b""
    assert len(await rows(inbox, select(Message).where(Message.direction == Direction.IN))) == 1


async def test_what_was_emptied_is_not_emptied_again(inbox: InboxUnderTest) -> None:
    await heard(inbox)
    move_by(days=7)
    names = (inbox.database, inbox.merchant.id, "privacy.forget_expired")
    await attempt_job(inbox.database, None, "privacy.find_expired")
    assert await queued_jobs(*names) == [{"table": "inbound_event"}]
    await inbox.work("privacy.forget_expired")
    await attempt_job(inbox.database, None, "privacy.find_expired")
    assert await queued_jobs(*names) == []


async def test_a_read_event_goes_after_thirty_days_and_its_message_stays(inbox: InboxUnderTest) -> None:
    await heard(inbox)
    move_by(days=29, hours=23)
    await forget(inbox)
    assert len(await rows(inbox, select(InboundEvent))) == 1
    move_by(hours=1)
    await forget(inbox)
    assert await rows(inbox, select(InboundEvent)) == []
    assert len(await rows(inbox, select(Message).where(Message.direction == Direction.IN))) == 1


async def test_what_waits_is_never_touched(inbox: InboxUnderTest) -> None:
    await inbox.hears(SECRET_WORDS)
    move_by(days=3_000)
    await forget(inbox)
    (event,) = await rows(inbox, select(InboundEvent))
    assert event.state is WebhookState.WAITING
    assert event.body
    await inbox.reads()
    assert len(await rows(inbox, select(Message).where(Message.direction == Direction.IN))) == 1


@pytest.mark.parametrize(("state", "days"), [(WebhookState.IGNORED, 14), (WebhookState.SET_ASIDE, 180)])
async def test_what_was_not_used_is_whole_until_it_goes(
    inbox: InboxUnderTest, state: WebhookState, days: int
) -> None:
    await stored(inbox, state)
    move_by(days=days, hours=-1)
    await forget(inbox)
    (event,) = await rows(inbox, select(InboundEvent))
    assert event.body == b"{}"
    move_by(hours=1)
    await forget(inbox)
    assert await rows(inbox, select(InboundEvent)) == []


async def stored(inbox: InboxUnderTest, state: WebhookState) -> None:
    async with inbox.database.transaction(inbox.merchant.id) as session:
        session.add(
            InboundEvent(
                merchant_id=inbox.merchant.id,
                key=f"{state}",
                kind="change",
                field="history",
                body=b"{}",
                state=state,
                arrived_at=now(),
            )
        )


async def test_a_stray_event_goes_after_thirty_days(old: Database) -> None:
    async with old.transaction() as session:
        for age in ("first", "second"):
            session.add(StrayEvent(app_id="1", key=age, body=b"{}", reason="Nobody's.", arrived_at=now()))
            move_by(hours=1)
    move_by(days=29, hours=22)
    await attempt_job(old, None, "privacy.forget_expired", table="stray_event")
    async with old.transaction() as session:
        assert [each.key for each in (await session.exec(select(StrayEvent))).all()] == ["second"]


# --- Stripe's ---


async def told(shop: ShopUnderTest, order: Order, event_id: str) -> UUID:
    """Stripe says that the order is paid; it is settled. Returns the row."""
    row = await shop.tell(shop.session_of(order), event_id=event_id)
    assert row is not None
    await shop.job("payments.settle", event_id=row)
    return row


async def test_an_event_of_stripes_is_emptied_after_two_weeks_and_gone_after_six(shop: ShopUnderTest) -> None:
    await told(shop, await shop.order([("MUG", 1)]), "evt_1")
    for days, bodies in ((13, [True]), (1, [False]), (30, [False]), (1, [])):
        move_by(days=days)
        await forget(shop, "stripe_event")
        assert [bool(event.body) for event in await rows(shop, select(StripeEvent))] == bodies


async def test_a_payment_that_is_told_again_after_its_event_was_emptied_is_still_known(
    shop: ShopUnderTest,
) -> None:
    order = await shop.order([("MUG", 1)])
    await told(shop, order, "evt_1")
    move_by(days=14)
    await forget(shop, "stripe_event")
    assert await shop.tell(shop.session_of(order, id="cs_other"), event_id="evt_1") is None
    assert len(await rows(shop, select(Payment))) == 1


@pytest.mark.parametrize(("state", "days"), [(WebhookState.IGNORED, 14), (WebhookState.SET_ASIDE, 400)])
async def test_an_event_of_stripes_that_was_not_used_is_whole_until_it_goes(
    shop: ShopUnderTest, state: WebhookState, days: int
) -> None:
    body = event_body({"id": "cs_1", "metadata": None})
    async with shop.database.transaction(shop.merchant.id) as session:
        session.add(
            StripeEvent(
                merchant_id=shop.merchant.id,
                id=new_id(),
                event_id="evt_1",
                type="checkout.session.completed",
                body=body,
                state=state,
                arrived_at=now(),
            )
        )
    move_by(days=days, hours=-1)
    await forget(shop, "stripe_event")
    assert [each.body for each in await rows(shop, select(StripeEvent))] == [body]
    move_by(hours=1)
    await forget(shop, "stripe_event")
    assert await rows(shop, select(StripeEvent)) == []


async def test_an_event_of_stripes_that_waits_is_never_touched(shop: ShopUnderTest) -> None:
    row = await shop.tell(shop.session_of(await shop.order([("MUG", 1)])))
    move_by(days=3_000)
    await forget(shop, "stripe_event")
    (event,) = await rows(shop, select(StripeEvent).where(col(StripeEvent.id) == row))
    assert event.body
