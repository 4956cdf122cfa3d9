"""`shop webhooks`: what was set aside, why, and tried again when the reason is gone."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlmodel import select

from shop.cli.webhooks import FORGOTTEN
from shop.inbox.conversations.models import Conversation
from shop.inbox.incoming.read_webhooks import read_webhooks
from shop.inbox.models import InboundEvent, Message
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.errors import NotFound
from shop.kit.vendors.webhook_events import NotReplayable, WebhookState
from shop.merchants.models import Merchant
from tests.cli.conftest import Typed
from tests.cli.webhooks.arriving import arrive, change_event, jobs_of, number_of, stripe_event, webhook
from tests.support.cast import make_merchant


async def test_what_was_set_aside_is_listed_with_its_reason(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    meta = await change_event(database_without_worker, seller, WebhookState.SET_ASIDE)
    stripe = await stripe_event(database_without_worker, seller, WebhookState.SET_ASIDE)
    await change_event(database_without_worker, seller, WebhookState.DONE)
    found = await typed("webhooks", "list", "--merchant", seller.id)
    assert [(event["id"], event["source"]) for event in found] == [
        (str(meta), "whatsapp"),
        (str(stripe), "stripe"),
    ]
    assert [event["reason"] for event in found] == ["It could not be read.", "No order of this id is stored."]


async def test_an_event_shows_its_bytes_only_on_request(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    event_id = await change_event(database_without_worker, seller, WebhookState.SET_ASIDE)
    shown = await typed("webhooks", "show", event_id)
    assert (shown["state"], shown["size"]) == ("set_aside", 2)
    assert "body" not in shown
    assert (await typed("webhooks", "show", event_id, "--body"))["body"] == "{}"


async def test_an_event_whose_bytes_were_emptied_says_so(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    event_id = await change_event(database_without_worker, seller, WebhookState.DONE)
    async with database_without_worker.transaction(seller.id) as session:
        await execute_core(
            session, text("UPDATE inbound_event SET body = '' WHERE id = :id"), {"id": event_id}
        )
    shown = await typed("webhooks", "show", event_id, "--body")
    assert (shown["size"], shown["body"]) == (0, FORGOTTEN)


async def test_a_replayed_change_waits_for_its_job_again(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    event_id = await change_event(database_without_worker, seller, WebhookState.SET_ASIDE)
    assert await typed("webhooks", "replay", event_id) == {"replayed": [str(event_id)]}
    assert await jobs_of(database_without_worker, seller, "inbox.note_preferences") == [
        {"event_id": str(event_id)}
    ]
    assert (await typed("webhooks", "show", event_id))["state"] == "waiting"


async def test_a_replayed_payment_is_settled_again(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    event_id = await stripe_event(database_without_worker, seller, WebhookState.SET_ASIDE)
    await typed("webhooks", "replay", event_id)
    assert await jobs_of(database_without_worker, seller, "payments.settle") == [{"event_id": str(event_id)}]
    assert (await typed("webhooks", "show", event_id))["reason"] is None


async def test_what_is_replayed_waits_behind_shoppers(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    await typed(
        "webhooks",
        "replay",
        await change_event(database_without_worker, seller, WebhookState.SET_ASIDE, kind="status"),
    )
    await typed(
        "webhooks", "replay", await stripe_event(database_without_worker, seller, WebhookState.SET_ASIDE)
    )
    query = text(
        "SELECT entrypoint, priority FROM pgqueuer WHERE entrypoint IN ('inbox.note_statuses', 'payments.settle') "
        "AND convert_from(payload, 'UTF8')::jsonb ->> 'merchant_id' = :merchant ORDER BY 1"
    )
    async with database_without_worker.transaction() as session:
        rows = (await execute_core(session, query, {"merchant": str(seller.id)})).all()
    assert [tuple(row) for row in rows] == [("inbox.note_statuses", 0), ("payments.settle", 0)]


async def test_a_replayed_message_reaches_its_conversation(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    number = await number_of(database_without_worker, seller)
    await arrive(
        database_without_worker, number.app_id, webhook(number.phone_number_id, f"wamid.{uuid4().hex}")
    )
    async with database_without_worker.transaction(seller.id) as session:
        event = (await session.exec(select(InboundEvent))).one()
        event.state, event.reason = WebhookState.SET_ASIDE, "Five tries failed."
    await typed("webhooks", "replay", event.id)
    async with database_without_worker.transaction(seller.id) as session:
        talk = (await session.exec(select(Conversation))).one()
        await read_webhooks(session, conversation_id=talk.id)
        await session.flush()
        assert (await session.exec(select(Message))).one().text == "hola"


async def test_what_is_done_is_not_done_again(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    meta = await change_event(database_without_worker, seller, WebhookState.DONE)
    with pytest.raises(NotReplayable, match="is done already"):
        await typed("webhooks", "replay", meta)
    stripe = await stripe_event(database_without_worker, seller, WebhookState.DONE)
    with pytest.raises(NotReplayable, match="is done already"):
        await typed("webhooks", "replay", stripe)


@pytest.mark.parametrize(
    ("kind", "field", "sentence"),
    [
        ("defect", "messages", "cannot be read: It could not be read"),
        ("message", "messages", "cannot be read"),
        ("change", "flows", "Nothing here uses flows"),
    ],
)
async def test_what_nothing_can_be_made_of_says_so(
    typed: Typed, database_without_worker: Database, seller: Merchant, kind: str, field: str, sentence: str
) -> None:
    event_id = await change_event(
        database_without_worker, seller, WebhookState.SET_ASIDE, field=field, kind=kind
    )
    with pytest.raises(NotReplayable, match=sentence):
        await typed("webhooks", "replay", event_id)
    assert (await typed("webhooks", "show", event_id))["state"] == "set_aside"


@pytest.mark.parametrize("verb", ["show", "replay"])
async def test_ids_nobody_has_and_another_merchants_are_refused(
    typed: Typed, database_without_worker: Database, seller: Merchant, verb: str
) -> None:
    nobody = uuid4()
    with pytest.raises(NotFound, match=f"There is no event {nobody}"):
        await typed("webhooks", verb, nobody)
    event_id = await change_event(database_without_worker, seller, WebhookState.SET_ASIDE)
    with pytest.raises(NotFound, match="belongs to another merchant"):
        await typed(
            "webhooks", verb, event_id, "--merchant", (await make_merchant(database_without_worker)).id
        )
