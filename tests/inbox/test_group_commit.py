"""Payloads that come at the same time share a commit; each is durable when its caller is told, or is refused alone."""

import asyncio
from collections.abc import Sequence

import asyncpg
import msgspec
import pytest

from shop.inbox.incoming.group_commit import WebhookBatcher
from shop.inbox.incoming.store_webhooks import WebhookPayload
from shop.kit.clock import now
from shop.kit.db.database import Database, DatabaseUnavailable
from shop.kit.db.sql import fetch
from shop.whatsapp.incoming.webhook import read_webhook
from tests.support.inbox import InboxUnderTest
from tests.support.webhook_payloads import messages, text

SPOILT = "spoilt\x00by a byte that no text column takes"


def payload(inbox: InboxUnderTest, wamid: str) -> WebhookPayload:
    """A message in a payload of its own."""
    return WebhookPayload(inbox.part.app_id, read_webhook(messages(inbox.part, text(wamid))), now())


def spoilt(inbox: InboxUnderTest) -> WebhookPayload:
    """A payload the database refuses."""
    whole = payload(inbox, "wamid.spoilt")
    return WebhookPayload(whole.app_id, [msgspec.structs.replace(whole.updates[0], key=SPOILT)], whole.at)


async def store(batcher: WebhookBatcher, payloads: Sequence[WebhookPayload]) -> list[object]:
    """All at the same time; what each caller was told."""
    told = await asyncio.gather(*(batcher.store(each) for each in payloads), return_exceptions=True)
    return [None if each is None else type(each) for each in told]


async def commits(inbox: InboxUnderTest) -> int:
    """In how many transactions the merchant's events were stored."""
    async with inbox.database.transaction(inbox.merchant.id) as session:
        rows = await fetch(session, "SELECT DISTINCT xmin::text FROM inbound_event")
    return len(rows)


async def keys(inbox: InboxUnderTest) -> set[str]:
    return {event.key for event in await inbox.events()}


async def test_everybody_who_comes_at_once_is_stored(inbox: InboxUnderTest) -> None:
    names = [f"wamid.{n}" for n in range(200)]
    assert (
        await store(WebhookBatcher(inbox.database), [payload(inbox, name) for name in names]) == [None] * 200
    )
    assert await keys(inbox) == {f"m:{name}" for name in names}
    assert await commits(inbox) <= 5  # the first alone, the others up to 64 at a time


async def test_the_same_message_brought_twice_at_once_is_stored_once(inbox: InboxUnderTest) -> None:
    assert await store(WebhookBatcher(inbox.database), [payload(inbox, "wamid.1")] * 5) == [None] * 5
    assert len(await inbox.events()) == 1
    assert len(await inbox.work("bot.handle_conversation")) == 1


async def test_a_payload_that_cannot_be_stored_is_refused_alone(inbox: InboxUnderTest) -> None:
    payloads = [payload(inbox, "wamid.1"), spoilt(inbox), payload(inbox, "wamid.2")]
    told = await store(WebhookBatcher(inbox.database), payloads)
    assert (told[0], told[2]) == (None, None)
    assert told[1] is not None
    assert await keys(inbox) == {"m:wamid.1", "m:wamid.2"}


async def test_who_hangs_up_does_not_take_the_others_along(inbox: InboxUnderTest) -> None:
    batcher = WebhookBatcher(inbox.database)
    first = asyncio.create_task(batcher.store(payload(inbox, "wamid.1")))
    await asyncio.sleep(0)
    second = asyncio.create_task(batcher.store(payload(inbox, "wamid.2")))
    first.cancel()
    await second
    assert "m:wamid.2" in await keys(inbox)


async def test_without_a_database_everybody_is_asked_to_come_again(inbox: InboxUnderTest) -> None:
    nowhere = Database("postgresql+asyncpg://shop_app@127.0.0.1:9/shop", pool_size=1)
    told = await store(WebhookBatcher(nowhere), [payload(inbox, "wamid.1"), payload(inbox, "wamid.2")])
    await nowhere.close()
    assert told == [DatabaseUnavailable, DatabaseUnavailable]


async def test_the_batcher_goes_on_after_a_failure(inbox: InboxUnderTest) -> None:
    batcher = WebhookBatcher(inbox.database)
    with pytest.raises(asyncpg.CharacterNotInRepertoireError):
        await batcher.store(spoilt(inbox))
    await batcher.store(payload(inbox, "wamid.after"))
    assert await keys(inbox) == {"m:wamid.after"}
